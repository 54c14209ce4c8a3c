// The longer functions of bohr.h. What a guest does not use is not linked.

#include "bohr.h"

// ---- The end of a run ----

#define FINISHER UINT64_C(0x100000)
#define FINISHER_PASS 0x5555
#define FINISHER_FAIL 0x3333

// Ends the run on QEMU and on boards with the same finisher; Bohr has ended it at the hint before.
__attribute__((noreturn)) static void finish(unsigned status) {
  write32(FINISHER, status == 0 ? FINISHER_PASS : status << 16 | FINISHER_FAIL);
  for (;;) {
    wait_for_interrupt();
  }
}

void bohr_done(unsigned status) {
  bohr_hint(BOHR_HINT_DONE, status, 0, 0);
  finish(status);
}

void bohr_fail(const char *place, const char *message) {
  // The hint comes first, so that printing does not lengthen the schedule that is shown.
  bohr_hint(BOHR_HINT_ASSERT_FAILED, message, place, 0);
  print(place);
  print(": ");
  print(message);
  print("\n");
  finish(1);
}

// start.S comes here with the trap's cause, address and value, unless the guest has its own.
__attribute__((weak)) void trap_handler(uint64_t cause, uint64_t epc, uint64_t tval) {
  print("hart ");
  print_decimal(hart_number());
  print(": cause ");
  print_hex(cause, 16);
  print(", epc ");
  print_hex(epc, 16);
  print(", tval ");
  print_hex(tval, 16);
  print("\n");
  bohr_fail("trap_handler", "unexpected trap");
}

// ---- Harts that begin and end together ----

static volatile uint32_t arrived;
static volatile uint32_t released;
static volatile uint32_t finished;

void bohr_start_together(unsigned hart, unsigned harts) {
  if (hart != 0) {
    atomic_add(&arrived, 1);
    while (!released) {
      bohr_relax();
    }
    fence(r, rw);
    return;
  }
  while (arrived != harts - 1) {
    bohr_relax();
  }
  fence(rw, rw);
  bohr_snapshot();
  released = 1;
}

void bohr_finish_together(unsigned harts) {
  if (atomic_add(&finished, 1) == harts - 1) {
    bohr_done(0);
  }
  interrupts_off();
  for (;;) {
    wait_for_interrupt();
  }
}

// ---- Console: a 16550, polled ----

#define UART UINT64_C(0x10000000)
#define UART_TRANSMIT 0
#define UART_LINE_STATUS 5
#define UART_TRANSMIT_EMPTY 0x20

static void print_character(char character) {
  while (!(read8(UART + UART_LINE_STATUS) & UART_TRANSMIT_EMPTY)) {
    bohr_relax();
  }
  write8(UART + UART_TRANSMIT, character);
}

void print(const char *text) {
  for (; *text; text++) {
    print_character(*text);
  }
}

void print_hex(uint64_t value, unsigned digits) {
  print("0x");
  while (digits-- > 0) {
    print_character("0123456789abcdef"[value >> 4 * digits & 15]);
  }
}

void print_decimal(uint64_t value) {
  if (value >= 10) {
    print_decimal(value / 10);
  }
  print_character('0' + value % 10);
}

// ---- PCI ----

uint64_t pci_place_bar(unsigned slot, unsigned bar, uint64_t address) {
  uintptr_t low = pci_config(slot, PCI_BAR0 + 4 * bar);
  bool wide = (read32(low) & 6) == 4;
  // Address bits that cannot be set tell the size.
  write32(low, UINT32_MAX);
  uint64_t mask = read32(low) & ~UINT32_C(15);
  if (wide) {
    write32(low + 4, UINT32_MAX);
    mask |= (uint64_t)read32(low + 4) << 32;
  } else {
    mask |= UINT64_C(0xffffffff) << 32;
  }
  write32(low, address);
  if (wide) {
    write32(low + 4, address >> 32);
  }
  return -mask;
}

unsigned pci_find_capability(unsigned slot, unsigned identity) {
  if (!(read16(pci_config(slot, PCI_STATUS)) & PCI_STATUS_CAPABILITIES)) {
    return 0;
  }
  unsigned offset = read8(pci_config(slot, PCI_CAPABILITIES)) & ~3u;
  // There is room for 48 capabilities; whoever finds more goes in circles.
  for (unsigned seen = 0; offset != 0 && seen < 48; seen++) {
    if (read8(pci_config(slot, offset)) == identity) {
      return offset;
    }
    offset = read8(pci_config(slot, offset + 1)) & ~3u;
  }
  return 0;
}

void pci_enable_msi(unsigned slot, uint64_t address, uint16_t data) {
  unsigned capability = pci_find_capability(slot, PCI_CAPABILITY_MSI);
  bohr_assert(capability != 0);
  uint16_t control = read16(pci_config(slot, capability + 2));
  bool wide = control & 0x80;
  write32(pci_config(slot, capability + 4), address);
  if (wide) {
    write32(pci_config(slot, capability + 8), address >> 32);
  }
  write16(pci_config(slot, capability + (wide ? 12 : 8)), data);
  write16(pci_config(slot, capability + 2), control | 1);
}

// The address that BAR `bar` has been given.
static uint64_t bar_address(unsigned slot, unsigned bar) {
  uintptr_t low = pci_config(slot, PCI_BAR0 + 4 * bar);
  uint64_t address = read32(low);
  if ((address & 6) == 4) {
    address |= (uint64_t)read32(low + 4) << 32;
  }
  return address & ~UINT64_C(15);
}

void pci_enable_msix(unsigned slot, unsigned vector, uint64_t address, uint32_t data) {
  unsigned capability = pci_find_capability(slot, PCI_CAPABILITY_MSIX);
  bohr_assert(capability != 0);
  uint32_t table = read32(pci_config(slot, capability + 4));
  uintptr_t entry = bar_address(slot, table & 7) + (table & ~UINT32_C(7)) + 16 * vector;
  write32(entry, address);
  write32(entry + 4, address >> 32);
  write32(entry + 8, data);
  write32(entry + 12, 0);
  uint16_t control = read16(pci_config(slot, capability + 2));
  write16(pci_config(slot, capability + 2), control | 0x8000);
}

// ---- Interrupt controllers ----

void plic_enable(unsigned hart, unsigned source) {
  uintptr_t enables = PLIC + 0x2000 + 0x80 * PLIC_CONTEXT(hart) + source / 32 * 4;
  write32(PLIC + 4 * source, 1);
  write32(enables, read32(enables) | UINT32_C(1) << source % 32);
  write32(PLIC + 0x200000 + 0x1000 * PLIC_CONTEXT(hart), 0);
}

// Registers of an interrupt file, reached through miselect (0x350) and mireg (0x351).
#define IMSIC_DELIVERY 0x70
#define IMSIC_THRESHOLD 0x72
#define IMSIC_ENABLE 0xc0

void imsic_enable(unsigned identity) {
  csr_write(0x350, IMSIC_DELIVERY);
  csr_write(0x351, 1);
  csr_write(0x350, IMSIC_THRESHOLD);
  csr_write(0x351, 0);
  // On RV64 each even register holds the enable bits of 64 identities.
  csr_write(0x350, IMSIC_ENABLE + identity / 64 * 2);
  csr_set(0x351, UINT64_C(1) << identity % 64);
}

// ---- edu ----

void edu_program_dma(uintptr_t bar, uint64_t source, uint64_t destination, uint64_t bytes) {
  write64(bar + EDU_DMA_SOURCE, source);
  write64(bar + EDU_DMA_DESTINATION, destination);
  write64(bar + EDU_DMA_COUNT, bytes);
}

void edu_fill_buffer(uintptr_t bar, const volatile void *source, uint64_t bytes) {
  edu_program_dma(bar, (uintptr_t)source, EDU_BUFFER, bytes);
  write64(bar + EDU_DMA_COMMAND, EDU_DMA_START);
  while (read64(bar + EDU_DMA_COMMAND) & EDU_DMA_START) {
    bohr_relax();
  }
}
