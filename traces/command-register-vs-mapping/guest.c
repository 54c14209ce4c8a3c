// A driver has a disk read a sector, changes its mind, takes the disk off the bus, and has its buffer
// back.
//
// Who owns the buffer: the disk, until bus master enable is clear and the command register has been
// read back. The read's completion comes behind every write that the function has posted.

#include "bohr.h"

#define SLOT 1
#define BAR PCI_WINDOW

static volatile uint8_t buffer[DISK_SECTOR] __attribute__((aligned(512)));

void hart_main(unsigned hart) {
  if (hart != 0) {
    return;
  }
  pci_place_bar(SLOT, 0, BAR);
  write16(pci_config(SLOT, PCI_COMMAND), PCI_COMMAND_MEMORY | PCI_COMMAND_BUS_MASTER);
  write32(BAR + DISK_SECTORS, 1);
  write64(BAR + DISK_ADDRESS, (uintptr_t)buffer);
  bohr_disown(buffer, sizeof buffer);
  bohr_start_together(hart, 1);
  write32(BAR + DISK_COMMAND, DISK_COMMAND_READ);
  write16(pci_config(SLOT, PCI_COMMAND), PCI_COMMAND_MEMORY);
  read16(pci_config(SLOT, PCI_COMMAND));
  bohr_own(buffer, sizeof buffer);
  while (read32(BAR + DISK_STATUS) & DISK_STATUS_BUSY) {
    bohr_relax();
  }
  bohr_done(0);
}
