// One hart has a request at a virtio disk and waits for it. The other does what a monitor does to the
// guest from outside: it has the disk saved and resumed. The guest does not notice; its memory, with
// the queue in it, is as it was.
//
// Who owns what: the queue is DRIVER's and the disk's; the register that saves the disk is MONITOR's.

#include "virtio.h"

#define MONITOR 0
#define DRIVER 1
#define HARTS 2
#define SLOT 1
#define BAR PCI_WINDOW
#define MIGRATION (PCI_WINDOW + 0x10000) // BAR 2
#define QUEUE 0
#define COMPLETED 3 // an identity of the driver's interrupt file
#define VECTOR 1
#define FLUSH 4 // a request type
#define A_WHILE 50

static struct virtio_queue queue;
static volatile struct {
  uint32_t type;
  uint32_t reserved;
  uint64_t sector;
} header __attribute__((aligned(64)));
static volatile uint8_t status __attribute__((aligned(64)));

static void prepare(void) {
  pci_place_bar(SLOT, 2, MIGRATION);
  virtio_begin(SLOT, BAR, VIRTIO_F_EVENT_IDX);
  virtio_add_queue(BAR, QUEUE, &queue, VECTOR);
  pci_enable_msix(SLOT, VECTOR, IMSIC(DRIVER), COMPLETED);
  virtio_go(BAR);
  header.type = FLUSH;
  virtio_describe(&queue, 0, &header, sizeof header, VIRTIO_NEXT);
  virtio_describe(&queue, 1, &status, sizeof status, VIRTIO_WRITE);
  // Time for the disk's first look at the queue. If it takes longer, the story is longer.
  for (unsigned i = 0; i < A_WHILE; i++) {
    bohr_relax();
  }
}

// A device with a request in hand is not saved; then the monitor tries again.
static void save_and_resume(void) {
  write32(MIGRATION, 1);
  while (!read32(MIGRATION)) {
    bohr_relax();
    write32(MIGRATION, 1);
  }
}

static void request(void) {
  bohr_work(1);
  virtio_offer(&queue, 0);
  virtio_notify(BAR, QUEUE);
  // The interrupt does not trap, it only ends the wait.
  while (queue.used.index != 1) {
    wait_for_interrupt();
    imsic_claim();
  }
  bohr_work(-1);
}

void hart_main(unsigned hart) {
  if (hart == MONITOR) {
    prepare();
    bohr_start_together(hart, HARTS);
    save_and_resume();
    bohr_finish_together(HARTS);
  } else if (hart == DRIVER) {
    imsic_enable(COMPLETED);
    csr_set(mie, 1 << INTERRUPT_EXTERNAL);
    bohr_start_together(hart, HARTS);
    request();
    bohr_finish_together(HARTS);
  }
}
