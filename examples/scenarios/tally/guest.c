#include "bohr.h"

#define HARTS 2
#define SLOT 1
#define TALLY PCI_WINDOW
#define TOTAL 0x00
#define ADD 0x04
#define STATUS 0x08
#define FLUSH 0x10

static volatile uint64_t copy;
static volatile uint32_t added;

void hart_main(unsigned hart) {
  if (hart >= HARTS) {
    return;
  }
  if (hart == 0) {
    pci_place_bar(SLOT, 0, TALLY);
    write16(pci_config(SLOT, PCI_COMMAND), PCI_COMMAND_MEMORY | PCI_COMMAND_BUS_MASTER);
  }
  bohr_start_together(hart, HARTS);
  write32(TALLY + ADD, 1);
  if (atomic_add(&added, 1) == HARTS - 1) {
    bohr_assert(read32(TALLY + TOTAL) == HARTS);
    write64(TALLY + FLUSH, (uintptr_t)&copy);
    while (!(read32(TALLY + STATUS) & 1)) {
      bohr_relax();
    }
    bohr_assert(copy == HARTS);
    bohr_done(0);
  }
}
