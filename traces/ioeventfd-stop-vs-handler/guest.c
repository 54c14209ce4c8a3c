// A driver rings a disk's doorbell and then resets the disk, as one does that gives up waiting, or
// hands the disk over to the next kernel. Whether the request is served is nobody's business; that
// the reset comes to an end is.
//
// Who owns what: the queue is the device's until the status reads 0.

#include "virtio.h"

#define SLOT 1
#define BAR PCI_WINDOW
#define QUEUE 0
#define FLUSH 4 // a request type
#define NO_VECTOR 0xffff
#define A_WHILE 50

static struct virtio_queue queue;
static volatile struct {
  uint32_t type;
  uint32_t reserved;
  uint64_t sector;
} header __attribute__((aligned(64)));
static volatile uint8_t status __attribute__((aligned(64)));

static void prepare(void) {
  virtio_begin(SLOT, BAR, 0);
  virtio_add_queue(BAR, QUEUE, &queue, NO_VECTOR);
  virtio_go(BAR);
  header.type = FLUSH;
  virtio_describe(&queue, 0, &header, sizeof header, VIRTIO_NEXT);
  virtio_describe(&queue, 1, &status, sizeof status, VIRTIO_WRITE);
  // Time for the disk's first look at the queue. If it takes longer, the story is longer.
  for (unsigned i = 0; i < A_WHILE; i++) {
    bohr_relax();
  }
}

void hart_main(unsigned hart) {
  if (hart != 0) {
    return;
  }
  prepare();
  bohr_start_together(hart, 1);
  virtio_offer(&queue, 0);
  virtio_notify(BAR, QUEUE);
  write8(BAR + VIRTIO_STATUS, 0);
  // Section 4.1.4.3.2: the driver waits until the device says that it is reset.
  while (read8(BAR + VIRTIO_STATUS) != 0) {
    bohr_relax();
  }
  bohr_done(0);
}
