// A network driver sends on one hart and cleans up on another, which the interrupt goes to. The
// shape is that of Linux's hns3: `last_to_use` tells the clean-up how far the ring is filled.
//
//   publish_first  0: the send path rings the doorbell, and then stores `last_to_use`.
//                  1: it stores `last_to_use`, and then rings.
//
// Who owns what: `last_to_use` is the send path's, and the clean-up reads it; `next_to_clean` is
// the clean-up's alone. The frame is the device's from the doorbell to its used element.

#include "virtio.h"

BOHR_PARAMETER publish_first = 1;

#define SENDER 0
#define CLEANER 1 // the hart that the interrupt goes to
#define HARTS 2
#define SLOT 1
#define BAR PCI_WINDOW
#define TRANSMIT 1 // number of the queue
#define VECTOR 1
#define SENT 5 // an identity of the cleaner's interrupt file
#define HEADER 12 // bytes of virtio_net_hdr
#define FRAME 60

static struct virtio_queue queue;
static volatile uint8_t frame[HEADER + FRAME] __attribute__((aligned(64)));
static volatile unsigned last_to_use;
static unsigned next_to_clean;

static void send(void) {
  bohr_work(1);
  virtio_offer(&queue, 0);
  unsigned next = last_to_use + 1;
  if (publish_first) {
    last_to_use = next;
  }
  virtio_notify(BAR, TRANSMIT);
  if (!publish_first) {
    last_to_use = next;
  }
}

// Called when the device has used something. A ring that looks empty is left alone.
static void clean(void) {
  while (next_to_clean != last_to_use && (uint16_t)next_to_clean != queue.used.index) {
    next_to_clean++;
    bohr_work(-1);
    bohr_done(0); // there is only this frame
  }
}

void trap_handler(uint64_t cause, uint64_t epc, uint64_t tval) {
  (void)epc;
  (void)tval;
  bohr_assert(cause == CAUSE_INTERRUPT(INTERRUPT_EXTERNAL));
  if (imsic_claim() == SENT) {
    fence(r, r);
    clean();
  }
}

static void prepare(void) {
  virtio_begin(SLOT, BAR, 0);
  virtio_add_queue(BAR, TRANSMIT, &queue, VECTOR);
  pci_enable_msix(SLOT, VECTOR, IMSIC(CLEANER), SENT);
  virtio_go(BAR);
  virtio_describe(&queue, 0, frame, sizeof frame, 0);
}

void hart_main(unsigned hart) {
  if (hart == SENDER) {
    prepare();
    bohr_start_together(hart, HARTS);
    send();
  } else if (hart == CLEANER) {
    imsic_enable(SENT);
    csr_set(mie, 1 << INTERRUPT_EXTERNAL);
    bohr_start_together(hart, HARTS);
    interrupts_on();
    for (;;) {
      wait_for_interrupt();
    }
  }
}
