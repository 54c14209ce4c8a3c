// A driver has sent two requests, and gives the card one small buffer to receive into. The answer to
// the first request does not fit into it and is lost, which is the driver's own fault. The answer to
// the second does fit, and has to come.
//
// Who owns what: the requests are the device's before the snapshot; the buffer is the device's until
// it is used.

#include "virtio.h"

#define HART 0
#define SLOT 1
#define BAR PCI_WINDOW
#define RECEIVE 0 // numbers of the queues
#define TRANSMIT 1
#define RECEIVED 5 // an identity of the hart's interrupt file
#define VECTOR 1
#define NO_VECTOR 0xffff
#define HEADER 12 // bytes of virtio_net_hdr
#define BUFFER 64

#define NUMBER_OF_BUFFERS 10 // a field of the header
#define ARP_OPERATION (HEADER + 21)
#define A_WHILE 100

static struct virtio_queue receive, transmit;
static volatile uint8_t in[BUFFER] __attribute__((aligned(64)));

// To the responder: IPv4 from 10.0.2.15 to 10.0.2.2, echo request 1 with 32 bytes of zero.
static volatile uint8_t echo_request[HEADER + 74] __attribute__((aligned(128))) = {
    0,    0,    0,    0,    0,    0,    0,    0,    0,    0,    0,    0,    0x52, 0x55,
    0x0a, 0x00, 0x02, 0x02, 0x02, 0x00, 0x00, 0x00, 0x00, 0x01, 0x08, 0x00, 0x45, 0x00,
    0x00, 0x3c, 0x00, 0x00, 0x00, 0x00, 0x40, 0x01, 0x62, 0xb1, 0x0a, 0x00, 0x02, 0x0f,
    0x0a, 0x00, 0x02, 0x02, 0x08, 0x00, 0xf7, 0xfd, 0x00, 0x01, 0x00, 0x01};

// To everybody: ARP of 02:00:00:00:00:01, 10.0.2.15, which asks for 10.0.2.2.
static volatile uint8_t arp_request[HEADER + 42] __attribute__((aligned(128))) = {
    0,    0,    0,    0,    0,    0,    0,    0,    0,    0,    0,    0,    0xff, 0xff,
    0xff, 0xff, 0xff, 0xff, 0x02, 0x00, 0x00, 0x00, 0x00, 0x01, 0x08, 0x06, 0x00, 0x01,
    0x08, 0x00, 0x06, 0x04, 0x00, 0x01, 0x02, 0x00, 0x00, 0x00, 0x00, 0x01, 0x0a, 0x00,
    0x02, 0x0f, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x0a, 0x00, 0x02, 0x02};

static void prepare(void) {
  virtio_begin(SLOT, BAR, 0);
  virtio_add_queue(BAR, RECEIVE, &receive, VECTOR);
  virtio_add_queue(BAR, TRANSMIT, &transmit, NO_VECTOR);
  pci_enable_msix(SLOT, VECTOR, IMSIC(HART), RECEIVED);
  imsic_enable(RECEIVED);
  csr_set(mie, 1 << INTERRUPT_EXTERNAL);
  virtio_describe(&receive, 0, in, sizeof in, VIRTIO_WRITE);
  virtio_describe(&transmit, 0, echo_request, sizeof echo_request, 0);
  virtio_describe(&transmit, 1, arp_request, sizeof arp_request, 0);
  virtio_go(BAR);
  virtio_offer(&transmit, 0);
  virtio_offer(&transmit, 1);
  virtio_notify(BAR, TRANSMIT);
  // Time for the answers to come. If they take longer, the story is longer.
  for (unsigned i = 0; i < A_WHILE; i++) {
    bohr_relax();
  }
}

void hart_main(unsigned hart) {
  if (hart != HART) {
    return;
  }
  prepare();
  bohr_start_together(hart, 1);
  bohr_work(1);
  virtio_offer(&receive, 0);
  virtio_notify(BAR, RECEIVE);
  // The interrupt does not trap, it only ends the wait.
  while (receive.used.index != 1) {
    wait_for_interrupt();
    imsic_claim();
  }
  bohr_work(-1);
  fence(r, r);
  bohr_assert(in[NUMBER_OF_BUFFERS] == 1);
  bohr_assert(in[ARP_OPERATION] == 2);
  bohr_done(0);
}
