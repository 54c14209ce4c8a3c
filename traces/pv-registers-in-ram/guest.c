// A paravirtual device whose "interrupt enable" is a word in memory: the flags of virtio's available
// ring. The driver polls for a while with interrupts suppressed, finds nothing, enables them, and
// sleeps.
//
//   care  0: it sleeps at once. What the device reported in between, it reported to nobody.
//         1: it looks again. Nothing keeps that load behind the store to the flags.
//         2: it looks again behind a full fence.
//
// Who owns what: `available` is the driver's, `used` the device's. The device stores the used index
// and then reads the flags (virtio 1.2, section 2.7.7.2).

#include "virtio.h"

BOHR_PARAMETER care = 2;

#define SLOT 1
#define BAR PCI_WINDOW
#define QUEUE 0
#define VECTOR 1
#define USED 3 // an identity of the interrupt file
#define NO_INTERRUPT 1

static struct virtio_queue queue;
static volatile uint64_t buffer __attribute__((aligned(64)));

static void prepare(void) {
  virtio_begin(SLOT, BAR, 0);
  virtio_add_queue(BAR, QUEUE, &queue, VECTOR);
  imsic_enable(USED);
  csr_set(mie, 1 << INTERRUPT_EXTERNAL);
  pci_enable_msix(SLOT, VECTOR, IMSIC(0), USED);
  virtio_go(BAR);
  virtio_describe(&queue, 0, &buffer, sizeof buffer, VIRTIO_WRITE);
  queue.available.flags = NO_INTERRUPT;
}

// The interrupt does not trap, it only ends the wait.
static void sleep_until_used(int carefully) {
  queue.available.flags = 0;
  if (carefully == 2) {
    fence(rw, rw);
  }
  if (carefully > 0 && queue.used.index != 0) {
    return;
  }
  wait_for_interrupt();
}

void hart_main(unsigned hart) {
  if (hart != 0) {
    return;
  }
  int carefully = care;
  prepare();
  bohr_work(1);
  bohr_start_together(hart, 1);
  virtio_offer(&queue, 0);
  virtio_notify(BAR, QUEUE);
  if (queue.used.index == 0) {
    sleep_until_used(carefully);
  }
  bohr_work(-1);
  bohr_done(0);
}
