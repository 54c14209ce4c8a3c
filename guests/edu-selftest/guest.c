// A tour of the edu device without a race: what it prints is the same on Bohr and on QEMU, and the
// same every time. guests/compare-with-qemu.sh compares the two.

#include "bohr.h"

#define SLOT 1
#define BAR PCI_WINDOW
#define WORDS 16
#define MESSAGE 0x5a

static volatile uint32_t interrupt_source; // of the last external interrupt; hart 0 only
static volatile uint32_t interrupt_status; // what edu said it was for
static volatile uint32_t hart_1_ready;
static volatile uint32_t hart_1_interrupted;
static volatile uint32_t message;
static volatile uint32_t sent[WORDS];
static volatile uint32_t received[WORDS];

// Hart 0 is interrupted by edu, hart 1 by hart 0.
void trap_handler(uint64_t cause, uint64_t epc, uint64_t tval) {
  (void)epc;
  (void)tval;
  if (cause == CAUSE_INTERRUPT(INTERRUPT_SOFTWARE)) {
    aclint_clear_ipi(hart_number());
    hart_1_interrupted = 1;
    return;
  }
  bohr_assert(cause == CAUSE_INTERRUPT(INTERRUPT_EXTERNAL));
  unsigned source = plic_claim(0);
  // Acknowledging lowers the wire; only then may the PLIC look at it again. The register is read
  // back because the acknowledgement may still be on its way.
  interrupt_status = read32(BAR + EDU_INTERRUPT_STATUS);
  write32(BAR + EDU_INTERRUPT_ACKNOWLEDGE, interrupt_status);
  bohr_assert(read32(BAR + EDU_INTERRUPT_STATUS) == 0);
  interrupt_source = source;
  plic_complete(0, source);
}

static void print_line(const char *what, uint64_t value, unsigned digits) {
  print(what);
  print(": ");
  print_hex(value, digits);
  print("\n");
}

// Sleeps until edu has interrupted, and says why it did.
static void await_interrupt(const char *what) {
  interrupts_off();
  while (interrupt_source == 0) {
    wait_for_interrupt();
    interrupts_on();
    interrupts_off();
  }
  interrupts_on();
  print(what);
  print(": source ");
  print_decimal(interrupt_source);
  print(", status ");
  print_hex(interrupt_status, 3);
  print("\n");
  interrupt_source = 0;
}

static void test_config_space(void) {
  print_line("vendor", read16(pci_config(SLOT, PCI_VENDOR)), 4);
  print_line("device", read16(pci_config(SLOT, PCI_DEVICE)), 4);
  print_line("bytes of BAR 0", pci_place_bar(SLOT, 0, BAR), 8);
  write16(pci_config(SLOT, PCI_COMMAND), PCI_COMMAND_MEMORY | PCI_COMMAND_BUS_MASTER);
  unsigned msi = pci_find_capability(SLOT, PCI_CAPABILITY_MSI);
  print(msi ? "MSI capability: yes\n" : "MSI capability: no\n");
  if (msi) {
    print_line("MSI control", read16(pci_config(SLOT, msi + 2)), 4);
  }
}

static void test_registers(void) {
  print_line("identification", read32(BAR + EDU_IDENTIFICATION), 8);
  static const uint32_t words[] = {0, 1, 0x12345678, 0xffffffff};
  for (unsigned i = 0; i < sizeof words / sizeof words[0]; i++) {
    write32(BAR + EDU_LIVENESS, words[i]);
    print_line("liveness", read32(BAR + EDU_LIVENESS), 8);
  }
}

static void test_factorial(void) {
  for (unsigned n = 0; n <= 12; n += 4) {
    write32(BAR + EDU_FACTORIAL, n);
    while (read32(BAR + EDU_STATUS) & EDU_STATUS_COMPUTING) {
      bohr_relax();
    }
    print("factorial of ");
    print_decimal(n);
    print(": ");
    print_decimal(read32(BAR + EDU_FACTORIAL));
    print("\n");
  }
}

static void test_interrupts(void) {
  plic_enable(0, PLIC_INTX(SLOT));
  csr_set(mie, 1 << INTERRUPT_EXTERNAL);
  interrupts_on();
  write32(BAR + EDU_INTERRUPT_RAISE, 0x2a);
  await_interrupt("interrupt raised");
  write32(BAR + EDU_STATUS, EDU_STATUS_INTERRUPT);
  write32(BAR + EDU_FACTORIAL, 5);
  await_interrupt("interrupt by factorial");
  write32(BAR + EDU_STATUS, 0);
}

// Memory to edu by polling, and back with an interrupt.
static void test_dma(void) {
  for (unsigned i = 0; i < WORDS; i++) {
    sent[i] = 0x01010101 * (i + 1);
  }
  edu_fill_buffer(BAR, sent, sizeof sent);
  edu_program_dma(BAR, EDU_BUFFER, (uintptr_t)received, sizeof received);
  write64(BAR + EDU_DMA_COMMAND,
          EDU_DMA_START | EDU_DMA_TO_MEMORY | EDU_DMA_INTERRUPT_WHEN_DONE);
  await_interrupt("interrupt by DMA");
  bohr_assert(!(read64(BAR + EDU_DMA_COMMAND) & EDU_DMA_START));
  for (unsigned i = 0; i < WORDS; i++) {
    bohr_assert(received[i] == sent[i]);
  }
  print_line("last word by DMA", received[WORDS - 1], 8);
}

// Once MSI is enabled edu writes to memory instead of pulling its wire.
static void test_msi(void) {
  pci_enable_msi(SLOT, (uintptr_t)&message, MESSAGE);
  write32(BAR + EDU_INTERRUPT_RAISE, 1);
  while (message == 0) {
    bohr_relax();
  }
  print_line("message", message, 8);
  write32(BAR + EDU_INTERRUPT_ACKNOWLEDGE, 1);
  print_line("interrupt status", read32(BAR + EDU_INTERRUPT_STATUS), 8);
}

static void test_ipi(void) {
  while (!hart_1_ready) {
    bohr_relax();
  }
  aclint_send_ipi(1);
  while (!hart_1_interrupted) {
    bohr_relax();
  }
  print("hart 1 was interrupted\n");
}

void hart_main(unsigned hart) {
  if (hart == 1) {
    csr_set(mie, 1 << INTERRUPT_SOFTWARE);
    interrupts_on();
    hart_1_ready = 1;
    while (!hart_1_interrupted) {
      bohr_relax();
    }
    return;
  }
  if (hart != 0) {
    return;
  }
  test_config_space();
  test_registers();
  test_factorial();
  test_interrupts();
  test_dma();
  test_msi();
  test_ipi();
  print("done\n");
  bohr_done(0);
}
