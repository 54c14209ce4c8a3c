// A driver rings an NVMe controller through memory: it stores the new tail in a shadow doorbell,
// and writes the register only if the controller has asked for that by its event index. The
// controller sleeps after it has written the event index and looked at the shadow doorbell once more.
//
//   barrier  0: nothing between the driver's store of the doorbell and its load of the event index:
//               the load may be done first (store buffer).
//            1: `fence rw,rw`, which is Linux's mb().
//
// The controller has the same duty on its side: its setting `event-index: after-look` neglects it.
//
// Who owns what: the shadow doorbell is the driver's, the event index the controller's.

#include "nvme.h"

BOHR_PARAMETER barrier = 1;

#define SLOT 1
#define BAR PCI_WINDOW
#define ENTRIES 4
#define ADMIN_ENTRIES 4
#define QUEUE 1
#define COMMANDS 2
#define VECTOR 1
#define COMPLETED 3 // an identity of the interrupt file

#define PAGE_ALIGNED __attribute__((aligned(NVME_PAGE)))

static volatile struct nvme_command admin_commands[ADMIN_ENTRIES] PAGE_ALIGNED;
static volatile struct nvme_completion admin_completions[ADMIN_ENTRIES] PAGE_ALIGNED;
static volatile struct nvme_command commands[ENTRIES] PAGE_ALIGNED;
static volatile struct nvme_completion completions[ENTRIES] PAGE_ALIGNED;
static volatile uint32_t shadow[NVME_PAGE / 4] PAGE_ALIGNED; // tails, heads
static volatile uint32_t event_index[NVME_PAGE / 4] PAGE_ALIGNED;

static struct nvme_queue admin = {
  .commands = admin_commands, .completions = admin_completions, .entries = ADMIN_ENTRIES
};
static struct nvme_queue io = {
  .commands = commands, .completions = completions, .entries = ENTRIES, .phase = NVME_PHASE
};

static void execute(volatile struct nvme_command *command) {
  (void)command;
  nvme_ring(&admin);
  nvme_await(&admin);
}

static void prepare(void) {
  nvme_start(SLOT, BAR, &admin);
  imsic_enable(COMPLETED);
  csr_set(mie, 1 << INTERRUPT_EXTERNAL);
  pci_enable_msix(SLOT, VECTOR, IMSIC(0), COMPLETED);
  volatile struct nvme_command *command = nvme_next(&admin, NVME_CREATE_CQ, 1);
  command->data[0] = (uintptr_t)completions;
  command->dword[0] = (ENTRIES - 1) << 16 | QUEUE;
  command->dword[1] = VECTOR << 16 | 2 | 1; // interrupts; contiguous
  execute(command);
  command = nvme_next(&admin, NVME_CREATE_SQ, 2);
  command->data[0] = (uintptr_t)commands;
  command->dword[0] = (ENTRIES - 1) << 16 | QUEUE;
  command->dword[1] = QUEUE << 16 | 1; // its completion queue; contiguous
  execute(command);
  command = nvme_next(&admin, NVME_DOORBELL_BUFFER_CONFIG, 3);
  command->data[0] = (uintptr_t)shadow;
  command->data[1] = (uintptr_t)event_index;
  execute(command);
  io.doorbells = BAR + NVME_SQ_DOORBELL(QUEUE);
}

// Section 7.13.1 of NVM Express 1.4, and Linux's nvme_dbbuf_update_and_check_event().
static void ring(void) {
  uint32_t before = shadow[2 * QUEUE];
  fence(w, w); // the command comes before the doorbell
  shadow[2 * QUEUE] = io.tail;
  if (barrier) {
    fence(rw, rw);
  }
  uint32_t event = event_index[2 * QUEUE];
  if ((uint16_t)(io.tail - event - 1) < (uint16_t)(io.tail - before)) {
    write32(io.doorbells, io.tail);
  }
}

void hart_main(unsigned hart) {
  if (hart != 0) {
    return;
  }
  prepare();
  for (unsigned i = 0; i < COMMANDS; i++) {
    nvme_next(&io, NVME_FLUSH, i)->namespace = 1;
  }
  io.tail = 0;
  bohr_start_together(hart, 1);
  for (unsigned i = 0; i < COMMANDS; i++) {
    bohr_work(1);
    io.tail++;
    ring();
  }
  // The interrupt does not trap, it only ends the wait.
  while (!(completions[COMMANDS - 1].status & NVME_PHASE)) {
    wait_for_interrupt();
    imsic_claim();
  }
  bohr_done(0);
}
