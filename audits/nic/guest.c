// What a driver does with a virtio network card, done right: hart 0 sends two frames, hart 1, which
// the interrupt wire goes to, cleans up. An audit asks under which policies of the device this still
// works.
//
// Who owns what: the ring's available half is the sender's, its used half the device's; a frame is
// the device's from the doorbell to its used element. The interrupt status is the cleaner's.

#include "virtio.h"

#define SENDER 0
#define CLEANER 1 // the hart that the interrupt goes to
#define HARTS 2
#define SLOT 1
#define BAR PCI_WINDOW
#define TRANSMIT 1 // number of the queue
#define NO_VECTOR 0xffff
#define HEADER 12 // bytes of virtio_net_hdr
#define FRAME 60
#define FRAMES 2

static struct virtio_queue queue;
static volatile uint8_t frames[FRAMES][HEADER + FRAME] __attribute__((aligned(128)));

static void prepare(void) {
  virtio_begin(SLOT, BAR, 0);
  virtio_add_queue(BAR, TRANSMIT, &queue, NO_VECTOR);
  plic_enable(CLEANER, PLIC_INTX(SLOT));
  virtio_go(BAR);
  for (unsigned i = 0; i < FRAMES; i++) {
    virtio_describe(&queue, i, frames[i], HEADER + FRAME, 0);
  }
  bohr_work(FRAMES);
}

static void send(void) {
  for (unsigned i = 0; i < FRAMES; i++) {
    virtio_offer(&queue, i);
    virtio_notify(BAR, TRANSMIT);
  }
}

// Reading the interrupt status lowers the wire, and comes before the look at the ring: what is used
// later raises it again.
static void clean(void) {
  uint16_t seen = 0;
  while (seen < FRAMES) {
    wait_for_interrupt();
    unsigned source = plic_claim(CLEANER);
    if (source == 0) {
      continue;
    }
    read8(BAR + VIRTIO_ISR);
    while (seen != queue.used.index) {
      fence(r, r);
      bohr_assert(queue.used.ring[seen].head == seen);
      seen++;
      bohr_work(-1);
    }
    plic_complete(CLEANER, source);
  }
}

void hart_main(unsigned hart) {
  if (hart >= HARTS) {
    return;
  }
  if (hart == SENDER) {
    prepare();
  } else {
    csr_set(mie, 1 << INTERRUPT_EXTERNAL);
  }
  bohr_start_together(hart, HARTS);
  if (hart == SENDER) {
    send();
  } else {
    clean();
  }
  bohr_finish_together(HARTS);
}
