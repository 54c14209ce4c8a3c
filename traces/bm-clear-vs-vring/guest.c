// A request is at a virtio disk when the function's right to reach memory is taken away for a moment
// and given back, as firmware does between two of its stages, and kernels when they hand over.
//
// The wait ends with INTx, which needs no bus master enable. Whatever the device did meanwhile, the
// request has to complete once the bit is set again. It is not the first one: an index that reads
// as zero is not what the device has seen before.

#include "virtio.h"

#define HART 0
#define SLOT 1
#define BAR PCI_WINDOW
#define QUEUE 0
#define FLUSH 4 // a request type
#define NO_VECTOR 0xffff
#define NO_INTERRUPT 1

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
  queue.available.flags = NO_INTERRUPT;
  virtio_offer(&queue, 0);
  virtio_notify(BAR, QUEUE);
  while (queue.used.index != 1) {
    bohr_relax();
  }
  queue.available.flags = 0;
}

static void clear_and_set_bus_master(void) {
  write16(pci_config(SLOT, PCI_COMMAND), PCI_COMMAND_MEMORY);
  write16(pci_config(SLOT, PCI_COMMAND), PCI_COMMAND_MEMORY | PCI_COMMAND_BUS_MASTER);
}

// The interrupt does not trap, it only ends the wait.
static void await(uint16_t used) {
  while (queue.used.index != used) {
    wait_for_interrupt();
    unsigned source = plic_claim(HART);
    if (source != 0) {
      read8(BAR + VIRTIO_ISR); // lets the wire fall
      plic_complete(HART, source);
    }
  }
}

void hart_main(unsigned hart) {
  if (hart != HART) {
    return;
  }
  prepare();
  plic_enable(HART, PLIC_INTX(SLOT));
  csr_set(mie, 1 << INTERRUPT_EXTERNAL);
  bohr_start_together(hart, 1);
  bohr_work(1);
  virtio_offer(&queue, 0);
  virtio_notify(BAR, QUEUE);
  clear_and_set_bus_master();
  await(2);
  bohr_work(-1);
  bohr_done(0);
}
