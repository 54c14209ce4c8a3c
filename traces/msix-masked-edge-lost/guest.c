// A driver masks an MSI-X vector for a while and unmasks it again. The device that has something
// to say in between says it to a pending bit, and sends the message when the mask is gone.
//
// The bug is the device's: with `masked-msi: lost` it drops the message instead.
//
//   twice             1: the device has something to say twice, and the driver unmasks only then. One
//                     message is enough.
//   refuse_coalesced  1: one message fails the guest. That is no bug, only a way to see that it is
//                     one.
//
// Who owns what: the vector's mask is the driver's, the pending bit the function's.

#include "bohr.h"

BOHR_PARAMETER twice = 1;
BOHR_PARAMETER refuse_coalesced = 1;

#define SLOT 1
#define BAR PCI_WINDOW
#define TABLE (BAR + 0x1000)
#define VECTOR 0
#define DONE 3 // an identity of the interrupt file
#define RING_ENTRIES 4

#define MASK (TABLE + 16 * VECTOR + 12)

static volatile struct disk_completion ring[RING_ENTRIES] __attribute__((aligned(64)));
static volatile uint8_t buffer[DISK_SECTOR] __attribute__((aligned(64)));

static void prepare(void) {
  pci_place_bar(SLOT, 0, BAR);
  pci_place_bar(SLOT, 2, TABLE);
  write16(pci_config(SLOT, PCI_COMMAND), PCI_COMMAND_MEMORY | PCI_COMMAND_BUS_MASTER);
  pci_enable_msix(SLOT, VECTOR, IMSIC(0), DONE);
  imsic_enable(DONE);
  csr_set(mie, 1 << INTERRUPT_EXTERNAL);
  write64(BAR + DISK_RING_ADDRESS, (uintptr_t)ring);
  write32(BAR + DISK_RING_ENTRIES, RING_ENTRIES);
  write32(BAR + DISK_SECTORS, 1);
  write64(BAR + DISK_ADDRESS, (uintptr_t)buffer);
  write32(BAR + DISK_CONTROL, DISK_CONTROL_INTERRUPTS);
}

// The interrupt does not trap, it only ends the wait.
static void read_once(void) {
  write32(BAR + DISK_COMMAND, DISK_COMMAND_READ);
  write32(MASK, 1);
  write32(MASK, 0);
  while (ring[0].sequence != 1) {
    wait_for_interrupt();
    imsic_claim();
  }
}

static void read_twice(int refuse) {
  write32(MASK, 1);
  for (unsigned request = 0; request < 2; request++) {
    write32(BAR + DISK_COMMAND, DISK_COMMAND_READ);
    while (read32(BAR + DISK_STATUS) & DISK_STATUS_BUSY) {
      bohr_relax();
    }
    write32(BAR + DISK_INTERRUPT_ACKNOWLEDGE, 1);
  }
  write32(MASK, 0);
  wait_for_interrupt();
  bohr_assert(imsic_claim() == DONE);
  bohr_assert(imsic_claim() == DONE || !refuse);
}

void hart_main(unsigned hart) {
  if (hart != 0) {
    return;
  }
  int reads = twice;
  int refuse = refuse_coalesced;
  prepare();
  bohr_start_together(hart, 1);
  bohr_work(1);
  if (reads) {
    read_twice(refuse);
  } else {
    read_once();
  }
  bohr_done(0);
}
