// A guest that means harm gives a disk the address of its own registers to read a sector to. The
// sector begins with a word whose lowest bit is set, and the address is that of the reset register.
//
// The disk may do with such a request what it likes, if it does it whole: here it completes, and the
// registers are as they were.

#include "bohr.h"

#define SLOT 1
#define BAR PCI_WINDOW
#define TAG 7

static void prepare(void) {
  pci_place_bar(SLOT, 0, BAR);
  pci_place_bar(SLOT, 2, BAR + 0x1000);
  write16(pci_config(SLOT, PCI_COMMAND),
          PCI_COMMAND_MEMORY | PCI_COMMAND_BUS_MASTER | PCI_COMMAND_INTX_DISABLE);
  write32(BAR + DISK_LBA, 0);
  write32(BAR + DISK_SECTORS, 1);
  write32(BAR + DISK_TAG, TAG);
  write64(BAR + DISK_ADDRESS, BAR + DISK_RESET);
}

void hart_main(unsigned hart) {
  if (hart != 0) {
    return;
  }
  prepare();
  bohr_start_together(hart, 1);
  write32(BAR + DISK_COMMAND, DISK_COMMAND_READ);
  while (read32(BAR + DISK_STATUS) & DISK_STATUS_BUSY) {
    bohr_relax();
  }
  bohr_assert(read32(BAR + DISK_COMPLETIONS) == 1);
  bohr_assert(read32(BAR + DISK_TAG) == TAG);
  bohr_done(0);
}
