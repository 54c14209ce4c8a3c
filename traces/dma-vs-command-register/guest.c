// One hart's driver starts a DMA into a buffer. Another hart takes the device off the bus, as an
// unplug or a reset path does, and reuses the buffer.
//
// Who owns the buffer: the device, until hart 1 has cleared bus master enable and has read the
// command register back. The read's completion comes behind every write that the function has
// posted, so when it is here, the last write is in memory and there will be no other.

#include "bohr.h"

#define HARTS 2
#define SLOT 1
#define BAR PCI_WINDOW
#define WORDS 8

#define DEVICE_WORD UINT64_C(0xdddddddddddddddd)
#define HART_WORD UINT64_C(0x1111111111111111)

static volatile uint64_t buffer[WORDS] __attribute__((aligned(64)));

// The device's own buffer is full of DEVICE_WORD, and a transfer to ours is programmed.
static void prepare(void) {
  pci_place_bar(SLOT, 0, BAR);
  write16(pci_config(SLOT, PCI_COMMAND), PCI_COMMAND_MEMORY | PCI_COMMAND_BUS_MASTER);
  for (unsigned i = 0; i < WORDS; i++) {
    buffer[i] = DEVICE_WORD;
  }
  edu_fill_buffer(BAR, buffer, sizeof buffer);
  for (unsigned i = 0; i < WORDS; i++) {
    buffer[i] = 0;
  }
  edu_program_dma(BAR, EDU_BUFFER, (uintptr_t)buffer, sizeof buffer);
  bohr_disown(buffer, sizeof buffer);
}

// The transfer may never be done, for the device may be off the bus already: do not wait for it.
static void start_transfer(void) {
  write32(BAR + EDU_DMA_COMMAND, EDU_DMA_START | EDU_DMA_TO_MEMORY);
}

static void take_off_the_bus(void) {
  write16(pci_config(SLOT, PCI_COMMAND), PCI_COMMAND_MEMORY);
  bohr_assert(!(read16(pci_config(SLOT, PCI_COMMAND)) & PCI_COMMAND_BUS_MASTER));
}

static void reuse_buffer(void) {
  bohr_own(buffer, sizeof buffer);
  for (unsigned i = 0; i < WORDS; i++) {
    buffer[i] = HART_WORD;
  }
  for (unsigned i = 0; i < WORDS; i++) {
    bohr_assert(buffer[i] == HART_WORD);
  }
}

void hart_main(unsigned hart) {
  if (hart >= HARTS) {
    return;
  }
  if (hart == 0) {
    prepare();
  }
  bohr_start_together(hart, HARTS);
  if (hart == 0) {
    start_transfer();
  } else {
    take_off_the_bus();
    reuse_buffer();
  }
  bohr_finish_together(HARTS);
}
