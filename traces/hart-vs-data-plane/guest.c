// A disk whose I/O runs on a thread of its own, the data plane, while harts reach its registers. The
// driver has three reads out and acknowledges the interrupt of the first; the thread reports the
// second at the same time. If the wire is low then, the third will not raise it either.
//
// The driver is right: it acknowledges, reads a register so that the completions are in memory, and
// then looks at all of them.
//
// Who owns what: the interrupt status and the wire are the disk's. Thread and handler each change
// the one and then the other.

#include "bohr.h"

#define SLOT 1
#define BAR PCI_WINDOW
#define REQUESTS 3
#define RING_ENTRIES 4

static volatile struct disk_completion ring[RING_ENTRIES] __attribute__((aligned(64)));
static volatile uint8_t buffer[DISK_SECTOR] __attribute__((aligned(64)));

static void prepare(void) {
  pci_place_bar(SLOT, 0, BAR);
  write16(pci_config(SLOT, PCI_COMMAND), PCI_COMMAND_MEMORY | PCI_COMMAND_BUS_MASTER);
  write64(BAR + DISK_RING_ADDRESS, (uintptr_t)ring);
  write32(BAR + DISK_RING_ENTRIES, RING_ENTRIES);
  write32(BAR + DISK_SECTORS, 1);
  write64(BAR + DISK_ADDRESS, (uintptr_t)buffer);
  write32(BAR + DISK_CONTROL, DISK_CONTROL_INTERRUPTS);
  plic_enable(0, PLIC_INTX(SLOT));
  csr_set(mie, 1 << INTERRUPT_EXTERNAL);
}

// The interrupt does not trap, it only ends the wait.
static void await_interrupt(void) {
  wait_for_interrupt();
  unsigned source = plic_claim(0);
  write32(BAR + DISK_INTERRUPT_ACKNOWLEDGE, 1);
  read32(BAR + DISK_INTERRUPT_STATUS);
  plic_complete(0, source);
}

void hart_main(unsigned hart) {
  if (hart != 0) {
    return;
  }
  prepare();
  bohr_work(1);
  bohr_start_together(hart, 1);
  for (unsigned request = 0; request < REQUESTS; request++) {
    write32(BAR + DISK_COMMAND, DISK_COMMAND_READ);
  }
  while (ring[REQUESTS - 1].sequence != REQUESTS) {
    await_interrupt();
  }
  bohr_work(-1);
  bohr_done(0);
}
