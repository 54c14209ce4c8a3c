// A sector is being written when the driver resets the disk. The request is lost, which is fine:
// its sector holds the old or the new data. No other sector may change, least of all the first.
//
// The guest cannot see the damage without reading the medium; the scenario looks at sector 0 when
// the guest is done.

#include "bohr.h"

#define SLOT 1
#define BAR PCI_WINDOW
#define LBA 5

static volatile uint64_t data[DISK_SECTOR / 8] __attribute__((aligned(64)));

static void prepare(void) {
  pci_place_bar(SLOT, 0, BAR);
  pci_place_bar(SLOT, 2, BAR + 0x1000);
  write16(pci_config(SLOT, PCI_COMMAND),
          PCI_COMMAND_MEMORY | PCI_COMMAND_BUS_MASTER | PCI_COMMAND_INTX_DISABLE);
  for (unsigned i = 0; i < DISK_SECTOR / 8; i++) {
    data[i] = UINT64_C(0xa5a5a5a5a5a5a5a5);
  }
  write32(BAR + DISK_LBA, LBA);
  write32(BAR + DISK_SECTORS, 1);
  write64(BAR + DISK_ADDRESS, (uintptr_t)data);
}

void hart_main(unsigned hart) {
  if (hart != 0) {
    return;
  }
  prepare();
  bohr_start_together(hart, 1);
  write32(BAR + DISK_COMMAND, DISK_COMMAND_WRITE);
  write32(BAR + DISK_RESET, 1);
  while (read32(BAR + DISK_STATUS) & DISK_STATUS_BUSY) {
    bohr_relax();
  }
  bohr_finish_together(1);
}
