/* The guest of ElfTest. It is never run: what counts is its symbols and line table. Built by

   riscv64-unknown-elf-gcc -march=rv64imac_zicsr_zifencei -mabi=lp64 -mcmodel=medany -nostdlib \
     -ffreestanding -fno-inline -ffile-prefix-map=$PWD=. -g -O1 -Wa,--debug-prefix-map=$PWD=. \
     -Wl,--build-id=none -Wl,-z,max-page-size=64 \
     -T guest.ld start.S guest.c -o guest.elf
   riscv64-unknown-elf-objcopy -R .debug_info -R .debug_abbrev -R .debug_aranges \
     -R .debug_loclists -R .debug_frame guest.elf lines-only.elf
*/

volatile int ack_first = 1;
volatile unsigned long pattern = 0x1122334455667788;
volatile int results[64];

int start_dma(volatile unsigned int *device, int count) {
  device[0] = 1;
  for (int i = 0; i < count; i++) {
    device[i + 1] = i * 3;
    results[i & 63] += ack_first;
  }
  return device[0] != 0;
}

static int __attribute__((noinline)) wait_for(volatile unsigned int *device) {
  while (device[4] & 1) {
    pattern += device[5];
  }
  return (int) pattern;
}

int main(void) {
  volatile unsigned int *device = (volatile unsigned int *) 0x40000000;
  if (start_dma(device, 7)) {
    return wait_for(device);
  }
  return 0;
}
