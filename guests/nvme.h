// NVM Express 1.4, as much of it as guests need: the admin queue, polled. Registers and commands:
// docs/devices.md.

#ifndef NVME_H
#define NVME_H

#include "bohr.h"

// Offsets into BAR 0.
#define NVME_CC 0x14
#define NVME_CSTS 0x1c
#define NVME_AQA 0x24
#define NVME_ASQ 0x28
#define NVME_ACQ 0x30
#define NVME_SQ_DOORBELL(queue) (0x1000 + 8 * (queue))
#define NVME_CQ_DOORBELL(queue) (0x1004 + 8 * (queue))

#define NVME_CC_ENABLE 1
#define NVME_CC_ENTRY_SIZES (6 << 16 | 4 << 20) // 64 and 16 bytes
#define NVME_CSTS_READY 1

// Opcodes of admin commands.
#define NVME_CREATE_SQ 0x01
#define NVME_CREATE_CQ 0x05
#define NVME_GET_FEATURES 0x0a
#define NVME_DOORBELL_BUFFER_CONFIG 0x7c

#define NVME_FEATURE_QUEUES 0x07

// Opcodes of I/O commands.
#define NVME_FLUSH 0x00
#define NVME_WRITE 0x01
#define NVME_READ 0x02

// A submission queue entry (figure 105).
struct nvme_command {
  uint8_t opcode;
  uint8_t flags;
  uint16_t identifier;
  uint32_t namespace;
  uint64_t reserved;
  uint64_t metadata;
  uint64_t data[2]; // PRP entries
  uint32_t dword[6]; // 10 to 15
};

// A completion queue entry (figure 124).
struct nvme_completion {
  uint32_t result;
  uint32_t reserved;
  uint16_t submission_head;
  uint16_t submission_queue;
  uint16_t identifier;
  uint16_t status; // bit 0: phase tag
};

#define NVME_PHASE 1
#define NVME_PAGE 4096

// A pair of queues with `entries` entries each, in memory that starts at a page.
struct nvme_queue {
  volatile struct nvme_command *commands;
  volatile struct nvme_completion *completions;
  uintptr_t doorbells; // that of the submission queue; the other is 4 bytes on
  unsigned entries;
  unsigned tail;
  unsigned head;
  unsigned phase;
};

// Places the BAR and starts the controller with the admin queue of two or more entries.
static inline void nvme_start(unsigned slot, uintptr_t bar, struct nvme_queue *admin) {
  pci_place_bar(slot, 0, bar);
  pci_place_bar(slot, 4, bar + 0x10000);
  write16(pci_config(slot, PCI_COMMAND), PCI_COMMAND_MEMORY | PCI_COMMAND_BUS_MASTER);
  admin->doorbells = bar + NVME_SQ_DOORBELL(0);
  admin->phase = NVME_PHASE;
  write32(bar + NVME_AQA, (admin->entries - 1) << 16 | (admin->entries - 1));
  write64(bar + NVME_ASQ, (uintptr_t)admin->commands);
  write64(bar + NVME_ACQ, (uintptr_t)admin->completions);
  write32(bar + NVME_CC, NVME_CC_ENABLE | NVME_CC_ENTRY_SIZES);
  while (!(read32(bar + NVME_CSTS) & NVME_CSTS_READY)) {
    bohr_relax();
  }
}

// The entry for the next command, all zero but for opcode and identifier.
static inline volatile struct nvme_command *nvme_next(
    struct nvme_queue *queue, unsigned opcode, unsigned identifier) {
  volatile struct nvme_command *command = &queue->commands[queue->tail];
  volatile uint64_t *words = (volatile uint64_t *)command;
  for (unsigned i = 0; i < sizeof *command / 8; i++) {
    words[i] = 0;
  }
  command->opcode = opcode;
  command->identifier = identifier;
  queue->tail = (queue->tail + 1) % queue->entries;
  return command;
}

// Hands over what nvme_next() gave.
static inline void nvme_ring(struct nvme_queue *queue) {
  write32(queue->doorbells, queue->tail);
}

// Whether the oldest completion that was not taken is there.
static inline bool nvme_is_complete(struct nvme_queue *queue) {
  return (queue->completions[queue->head].status & NVME_PHASE) == queue->phase;
}

// Takes it.
static inline void nvme_take(struct nvme_queue *queue) {
  queue->head++;
  if (queue->head == queue->entries) {
    queue->head = 0;
    queue->phase ^= NVME_PHASE;
  }
  write32(queue->doorbells + 4, queue->head);
}

// Waits for the completion and takes it; its status must be success.
static inline void nvme_await(struct nvme_queue *queue) {
  while (!nvme_is_complete(queue)) {
    bohr_relax();
  }
  fence(r, r);
  bohr_assert(queue->completions[queue->head].status >> 1 == 0);
  nvme_take(queue);
}

#endif
