// Asks whoever is at the other end of the network for the hardware address of 10.0.2.9, sends an
// echo request there, and prints the payload of the answer. Needs virtio-net in slot 1, whose frames
// begin with a header of 12 bytes that is all zero (virtio 1.2, section 5.1.6).

#include "virtio.h"

#define SLOT 1
#define HEADER 12
#define FRAME_BYTES 2048
#define ARP 14 // where the packet begins in a frame
#define ICMP 34

static struct virtio_queue receive, transmit;
static volatile uint8_t in[FRAME_BYTES], out[FRAME_BYTES];

// Ethernet to everybody; ARP of 02:00:00:00:00:01, 10.0.2.15, which asks for 10.0.2.9.
static const uint8_t arp_request[] = {
    0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 2, 0, 0, 0, 0, 1, 0x08, 0x06,
    0, 1, 8, 0, 6, 4, 0, 1, 2, 0, 0, 0, 0, 1, 10, 0, 2, 15, 0, 0, 0, 0, 0, 0, 10, 0, 2, 9};

// Ethernet to whoever has answered; IPv4 from 10.0.2.15 to 10.0.2.9; echo request 1 with "ping".
static const uint8_t echo_request[] = {
    0, 0, 0, 0, 0, 0, 2, 0, 0, 0, 0, 1, 0x08, 0x00,
    0x45, 0, 0, 32, 0, 0, 0, 0, 64, 1, 0x62, 0xc6, 10, 0, 2, 15, 10, 0, 2, 9,
    8, 0, 0x19, 0x2d, 0, 1, 0, 1, 'p', 'i', 'n', 'g'};

static void send(uintptr_t bar, unsigned bytes) {
  virtio_describe(&transmit, 0, out, HEADER + bytes, 0);
  virtio_offer(&transmit, 0);
  fence(w, w);
  virtio_notify(bar, 1);
}

// Waits for a frame of a type (its last byte) that has `value` at `place`; drops all others.
static void await(uintptr_t bar, unsigned type, unsigned place, unsigned value) {
  static uint16_t seen;
  do {
    virtio_describe(&receive, 0, in, FRAME_BYTES, VIRTIO_WRITE);
    virtio_offer(&receive, 0);
    fence(w, w);
    virtio_notify(bar, 0);
    while (receive.used.index == seen) {
      bohr_relax();
    }
    seen++;
    fence(r, r);
  } while (in[HEADER + 13] != type || in[HEADER + place] != value);
}

void hart_main(unsigned hart) {
  if (hart != 0) {
    return;
  }
  uintptr_t bar = PCI_WINDOW;
  virtio_begin(SLOT, bar, 0);
  virtio_add_queue(bar, 0, &receive, 0xffff);
  virtio_add_queue(bar, 1, &transmit, 0xffff);
  virtio_go(bar);
  for (unsigned i = 0; i < sizeof arp_request; i++) {
    out[HEADER + i] = arp_request[i];
  }
  send(bar, sizeof arp_request);
  await(bar, 0x06, ARP + 7, 2); // an ARP reply
  for (unsigned i = 0; i < sizeof echo_request; i++) {
    out[HEADER + i] = i < 6 ? in[HEADER + ARP + 8 + i] : echo_request[i];
  }
  send(bar, sizeof echo_request);
  await(bar, 0x00, ICMP, 0); // an echo reply
  char payload[5] = {0};
  for (unsigned i = 0; i < 4; i++) {
    payload[i] = in[HEADER + ICMP + 8 + i];
  }
  print(payload);
  print("\n");
  bohr_done(0);
}
