// Virtio 1.2 over PCI, as much of it as guests need: split queues, no indirect descriptors.
// Registers: docs/devices.md.

#ifndef VIRTIO_H
#define VIRTIO_H

#include "bohr.h"

// The BAR with everything, and what is in it.
#define VIRTIO_BAR 4
#define VIRTIO_BAR_BYTES 0x4000
#define VIRTIO_COMMON 0x0000
#define VIRTIO_ISR 0x1000
#define VIRTIO_CONFIGURATION 0x2000
#define VIRTIO_NOTIFY(queue) (0x3000 + 4 * (queue))

// The common configuration (section 4.1.4.3).
#define VIRTIO_DRIVER_FEATURE_SELECT 0x08
#define VIRTIO_DRIVER_FEATURE 0x0c
#define VIRTIO_STATUS 0x14
#define VIRTIO_QUEUE_SELECT 0x16
#define VIRTIO_QUEUE_SIZE 0x18
#define VIRTIO_QUEUE_VECTOR 0x1a
#define VIRTIO_QUEUE_ENABLE 0x1c
#define VIRTIO_QUEUE_DESCRIPTORS 0x20
#define VIRTIO_QUEUE_DRIVER 0x28
#define VIRTIO_QUEUE_DEVICE 0x30

#define VIRTIO_ACKNOWLEDGE 1
#define VIRTIO_DRIVER 2
#define VIRTIO_DRIVER_OK 4
#define VIRTIO_FEATURES_OK 8

#define VIRTIO_F_EVENT_IDX (UINT64_C(1) << 29)
#define VIRTIO_F_VERSION_1 (UINT64_C(1) << 32)

#define VIRTIO_NEXT 1 // flags of a descriptor
#define VIRTIO_WRITE 2

#define VIRTIO_ENTRIES 4 // of every queue here

struct virtio_descriptor {
  uint64_t address;
  uint32_t length;
  uint16_t flags;
  uint16_t next;
};

struct virtio_available {
  uint16_t flags;
  uint16_t index;
  uint16_t ring[VIRTIO_ENTRIES];
  uint16_t used_event;
};

struct virtio_used {
  uint16_t flags;
  uint16_t index;
  struct {
    uint32_t head;
    uint32_t length;
  } ring[VIRTIO_ENTRIES];
  uint16_t available_event;
};

// A split queue (section 2.7). Its three parts are far enough from each other to share no block.
struct virtio_queue {
  volatile struct virtio_descriptor descriptors[VIRTIO_ENTRIES] __attribute__((aligned(64)));
  volatile struct virtio_available available __attribute__((aligned(64)));
  volatile struct virtio_used used __attribute__((aligned(64)));
};

// Places the BARs, resets the device and negotiates; the queues are next.
static inline void virtio_begin(unsigned slot, uintptr_t bar, uint64_t features) {
  pci_place_bar(slot, VIRTIO_BAR, bar);
  pci_place_bar(slot, 1, bar + VIRTIO_BAR_BYTES);
  write16(pci_config(slot, PCI_COMMAND), PCI_COMMAND_MEMORY | PCI_COMMAND_BUS_MASTER);
  write8(bar + VIRTIO_STATUS, 0);
  while (read8(bar + VIRTIO_STATUS) != 0) {
    bohr_relax();
  }
  write8(bar + VIRTIO_STATUS, VIRTIO_ACKNOWLEDGE | VIRTIO_DRIVER);
  features |= VIRTIO_F_VERSION_1;
  for (unsigned half = 0; half < 2; half++) {
    write32(bar + VIRTIO_DRIVER_FEATURE_SELECT, half);
    write32(bar + VIRTIO_DRIVER_FEATURE, features >> 32 * half);
  }
  write8(bar + VIRTIO_STATUS, VIRTIO_ACKNOWLEDGE | VIRTIO_DRIVER | VIRTIO_FEATURES_OK);
  bohr_assert(read8(bar + VIRTIO_STATUS) & VIRTIO_FEATURES_OK);
}

// Gives the device a queue that is all zero, with its own MSI-X vector.
static inline void virtio_add_queue(
    uintptr_t bar, unsigned number, struct virtio_queue *queue, unsigned vector) {
  write16(bar + VIRTIO_QUEUE_SELECT, number);
  write16(bar + VIRTIO_QUEUE_SIZE, VIRTIO_ENTRIES);
  write16(bar + VIRTIO_QUEUE_VECTOR, vector);
  write64(bar + VIRTIO_QUEUE_DESCRIPTORS, (uintptr_t)queue->descriptors);
  write64(bar + VIRTIO_QUEUE_DRIVER, (uintptr_t)&queue->available);
  write64(bar + VIRTIO_QUEUE_DEVICE, (uintptr_t)&queue->used);
  write16(bar + VIRTIO_QUEUE_ENABLE, 1);
}

// Lets the device look at its queues.
static inline void virtio_go(uintptr_t bar) {
  write8(bar + VIRTIO_STATUS,
         VIRTIO_ACKNOWLEDGE | VIRTIO_DRIVER | VIRTIO_FEATURES_OK | VIRTIO_DRIVER_OK);
}

static inline void virtio_describe(struct virtio_queue *queue, unsigned entry,
                                   volatile void *buffer, unsigned bytes, unsigned flags) {
  volatile struct virtio_descriptor *descriptor = &queue->descriptors[entry];
  descriptor->address = (uintptr_t)buffer;
  descriptor->length = bytes;
  descriptor->flags = flags;
  descriptor->next = entry + 1;
}

// Makes the chain that starts at `head` available; the device sees it with the index.
static inline void virtio_offer(struct virtio_queue *queue, unsigned head) {
  uint16_t index = queue->available.index;
  queue->available.ring[index % VIRTIO_ENTRIES] = head;
  fence(w, w);
  queue->available.index = index + 1;
}

// Whether somebody who wants to hear of index `event` + 1 has to be told that the index has moved
// from `before` to `after` (section 2.7.10).
static inline bool virtio_event_needed(uint16_t event, uint16_t after, uint16_t before) {
  return (uint16_t)(after - event - 1) < (uint16_t)(after - before);
}

#define virtio_notify(bar, queue) write16((bar) + VIRTIO_NOTIFY(queue), queue)

#endif
