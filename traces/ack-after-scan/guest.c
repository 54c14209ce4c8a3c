// The disk driver of xv6-riscv, virtio_disk_intr(), as a loop: two reads are out, and each interrupt
// is acknowledged and the completion ring scanned.
//
//   ack_first        0: the ring is scanned, and then the interrupt acknowledged. A completion in
//                       between is neither found nor does it interrupt again.
//                    1: acknowledged first. A completion in between interrupts for nothing.
//   refuse_spurious  1: an interrupt for nothing fails the guest. That is no bug, only a way to see
//                       that there are such.
//
// Who owns what: the ring is the disk's, the interrupt status of both.

#include "bohr.h"

BOHR_PARAMETER ack_first = 1;
BOHR_PARAMETER refuse_spurious = 1;

#define SLOT 1
#define BAR PCI_WINDOW
#define REQUESTS 2
#define RING_ENTRIES 4

static volatile struct disk_completion ring[RING_ENTRIES] __attribute__((aligned(64)));
static volatile uint8_t buffer[DISK_SECTOR] __attribute__((aligned(512)));
static unsigned served;

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

static void acknowledge(void) {
  write32(BAR + DISK_INTERRUPT_ACKNOWLEDGE, 1);
}

// The disk's wire may have overtaken the completion that it announces. The completion of a register
// read does not overtake it.
static void scan_ring(void) {
  read32(BAR + DISK_INTERRUPT_STATUS);
  while (served < REQUESTS && ring[served].sequence == served + 1) {
    served++;
    bohr_work(-1);
  }
}

// The interrupt does not trap, it only ends the wait.
static void await_interrupt(int acknowledge_first) {
  wait_for_interrupt();
  unsigned source = plic_claim(0);
  if (acknowledge_first) {
    acknowledge();
  }
  scan_ring();
  if (!acknowledge_first) {
    acknowledge();
  }
  plic_complete(0, source);
}

void hart_main(unsigned hart) {
  if (hart != 0) {
    return;
  }
  int acknowledge_first = ack_first;
  int refuse = refuse_spurious;
  prepare();
  bohr_work(REQUESTS);
  bohr_start_together(hart, 1);
  for (unsigned request = 0; request < REQUESTS; request++) {
    write32(BAR + DISK_COMMAND, DISK_COMMAND_READ);
  }
  while (served < REQUESTS) {
    await_interrupt(acknowledge_first);
  }
  unsigned source = plic_claim(0);
  if (source != 0) { // for nothing
    bohr_assert(!refuse);
    acknowledge();
    plic_complete(0, source);
  }
  bohr_done(0);
}
