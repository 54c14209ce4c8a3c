// A driver polls an NVMe completion queue. An entry is 16 bytes; the controller writes them at
// once, phase tag included, but the driver reads them in pieces:
//
//   status_first  0: it copies the entry front to back, and then looks at the phase tag of its copy.
//                    The command identifier may be older than the phase tag.
//                 1: it reads the phase tag, and the rest only if that is new.
//   barrier       1: with `fence r,r` between the two; 0: nothing keeps the hart from reading the
//                    identifier before the phase tag.
//
// Who owns the entry: the controller, until the phase tag has changed.

#include "nvme.h"

BOHR_PARAMETER status_first = 1;
BOHR_PARAMETER barrier = 1;

#define SLOT 1
#define BAR PCI_WINDOW
#define ENTRIES 2
#define COMMAND 7 // the identifier under way

static volatile struct nvme_command commands[ENTRIES] __attribute__((aligned(NVME_PAGE)));
static volatile struct nvme_completion completions[ENTRIES] __attribute__((aligned(NVME_PAGE)));
static struct nvme_queue admin = {
  .commands = commands, .completions = completions, .entries = ENTRIES
};

static void put(unsigned identifier) {
  nvme_next(&admin, NVME_GET_FEATURES, identifier)->dword[0] = NVME_FEATURE_QUEUES;
}

static bool is_new(uint16_t status) {
  return (status & NVME_PHASE) == admin.phase;
}

// The identifier of the command that has completed.
static unsigned reap(volatile struct nvme_completion *entry) {
  for (;;) {
    if (!status_first) {
      uint16_t identifier = entry->identifier;
      uint16_t status = entry->status;
      if (is_new(status)) {
        return identifier;
      }
    } else if (is_new(entry->status)) {
      if (barrier) {
        fence(r, r);
      }
      return entry->identifier;
    }
    bohr_relax();
  }
}

// One lap of the queue, so that the entries hold identifiers of old, and a
// command that only has to be rung for.
static void prepare(void) {
  nvme_start(SLOT, BAR, &admin);
  for (unsigned i = 0; i < ENTRIES; i++) {
    put(1 + i);
    nvme_ring(&admin);
    nvme_await(&admin);
  }
  put(COMMAND);
}

void hart_main(unsigned hart) {
  if (hart != 0) {
    return;
  }
  prepare();
  bohr_start_together(hart, 1);
  nvme_ring(&admin);
  bohr_assert(reap(&completions[admin.head]) == COMMAND); // or it belongs to no command under way
  bohr_done(0);
}
