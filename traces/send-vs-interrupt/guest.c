// A network driver's send path runs on one hart, the interrupt of the card on another. The ring has
// room for one frame. When it is full, the send path stops the queue and looks again; when a frame
// has gone out, the interrupt makes room and wakes the queue up if it was stopped. The shape is that
// of Linux's tg3: tg3_start_xmit() and tg3_tx().
//
//   barrier  0: nothing between the store and the load of either side; 1: `fence rw,rw`, smp_mb().
//
// Who owns what: `cleaned` is the interrupt's; `stopped` is set by the send path and cleared by
// whoever finds room.

#include "virtio.h"

BOHR_PARAMETER barrier = 1;

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
static volatile uint32_t cleaned __attribute__((aligned(64)));
static volatile uint32_t stopped __attribute__((aligned(64)));

// The interprocessor interrupt does not trap, it only ends the wait.
static void send(int fenced) {
  virtio_offer(&queue, 0);
  virtio_notify(BAR, TRANSMIT);
  stopped = 1;
  if (fenced) {
    fence(rw, rw);
  }
  if (cleaned == 0) {
    wait_for_interrupt();
  }
  bohr_work(-1);
  bohr_done(0);
}

static void clean(int fenced) {
  cleaned = 1;
  if (fenced) {
    fence(rw, rw);
  }
  if (stopped) {
    aclint_send_ipi(SENDER);
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
  int fenced = barrier;
  if (hart == SENDER) {
    prepare();
    csr_set(mie, 1 << INTERRUPT_SOFTWARE);
    bohr_work(1);
    bohr_start_together(hart, HARTS);
    send(fenced);
  } else if (hart == CLEANER) {
    imsic_enable(SENT);
    csr_set(mie, 1 << INTERRUPT_EXTERNAL);
    bohr_start_together(hart, HARTS);
    wait_for_interrupt(); // does not trap either
    imsic_claim();
    clean(fenced);
  }
}
