// A driver polls a completion ring in memory. The disk writes a sector into the driver's buffer, and
// then an entry into the ring, both by DMA and in this order. The driver sees the entry and reads
// the buffer.
//
//   barrier  0: nothing between the two; 1: `fence r,r`, Linux's `dma_rmb()`.
//
// Who owns the buffer: the disk, until the entry is there.

#include "bohr.h"

BOHR_PARAMETER barrier = 1;

#define SLOT 1
#define BAR PCI_WINDOW
#define LBA 3 // filled with LBA + 1

static volatile uint8_t sector[DISK_SECTOR] __attribute__((aligned(64)));
static volatile struct disk_completion ring[1] __attribute__((aligned(64)));

static void prepare(void) {
  pci_place_bar(SLOT, 0, BAR);
  write16(pci_config(SLOT, PCI_COMMAND),
          PCI_COMMAND_MEMORY | PCI_COMMAND_BUS_MASTER | PCI_COMMAND_INTX_DISABLE);
  write64(BAR + DISK_RING_ADDRESS, (uintptr_t)ring);
  write32(BAR + DISK_RING_ENTRIES, 1);
  write32(BAR + DISK_LBA, LBA);
  write32(BAR + DISK_SECTORS, 1);
  write64(BAR + DISK_ADDRESS, (uintptr_t)sector);
}

static unsigned first_byte(int fenced) {
  while (ring[0].sequence != 1) {
    bohr_relax();
  }
  if (fenced) {
    fence(r, r);
  }
  return sector[0];
}

void hart_main(unsigned hart) {
  if (hart != 0) {
    return;
  }
  int fenced = barrier;
  prepare();
  bohr_start_together(hart, 1);
  write32(BAR + DISK_COMMAND, DISK_COMMAND_READ);
  bohr_assert(first_byte(fenced) == LBA + 1); // or it is what was in the buffer before
  bohr_done(0);
}
