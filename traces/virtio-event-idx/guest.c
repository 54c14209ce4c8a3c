// A virtio driver with EVENT_IDX. It stores the available index and then reads the index at which
// the device wants to be notified; the device stores the latter and then reads the former. If both
// read the old value, the device sleeps on a ring with work.
//
//   barrier  0: nothing between the driver's store and its load: the load may be done first (store
//               buffer).
//            1: `fence rw,rw` (virtio 1.2, section 2.7.13.4.1: "suitable memory barrier").
//
// Who owns what: `available` is the driver's, `used` the device's.

#include "virtio.h"

BOHR_PARAMETER barrier = 1;

#define SLOT 1
#define BAR PCI_WINDOW
#define QUEUE 0
#define VECTOR 1
#define USED 3 // an identity of the interrupt file
#define BUFFERS 2

static struct virtio_queue queue;
static volatile uint64_t buffers[BUFFERS] __attribute__((aligned(64)));

static void prepare(void) {
  virtio_begin(SLOT, BAR, VIRTIO_F_EVENT_IDX);
  virtio_add_queue(BAR, QUEUE, &queue, VECTOR);
  imsic_enable(USED);
  csr_set(mie, 1 << INTERRUPT_EXTERNAL);
  pci_enable_msix(SLOT, VECTOR, IMSIC(0), USED);
  virtio_go(BAR);
  for (unsigned i = 0; i < BUFFERS; i++) {
    virtio_describe(&queue, i, &buffers[i], sizeof buffers[i], VIRTIO_WRITE);
  }
  queue.available.used_event = BUFFERS - 1; // the interrupt comes with the last buffer
}

static void submit(unsigned buffer) {
  uint16_t before = queue.available.index;
  virtio_offer(&queue, buffer);
  if (barrier) {
    fence(rw, rw);
  }
  if (virtio_event_needed(queue.used.available_event, before + 1, before)) {
    virtio_notify(BAR, QUEUE);
  }
}

void hart_main(unsigned hart) {
  if (hart != 0) {
    return;
  }
  prepare();
  bohr_start_together(hart, 1);
  bohr_work(BUFFERS);
  for (unsigned i = 0; i < BUFFERS; i++) {
    submit(i);
  }
  // The interrupt does not trap, it only ends the wait.
  while (queue.used.index != BUFFERS) {
    wait_for_interrupt();
    imsic_claim();
  }
  bohr_done(0);
}
