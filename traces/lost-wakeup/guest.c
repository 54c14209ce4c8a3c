// A process reads two sectors and sleeps until they are there. The disk reports them in a
// completion ring and interrupts the other hart, whose handler wakes the process up. The shape is
// that of xv6-riscv: virtio_disk_rw(), virtio_disk_intr(), sleep() and wakeup().
//
// There are two ways to lose the wake-up; a parameter chooses each, 1 being the right one:
//
//   ack_first         0: the handler scans the ring and then acknowledges. A completion in between
//                        neither is seen by the scan nor interrupts again.
//   sleep_under_lock  0: the process lets go of the lock and then says that it sleeps. A wake-up in
//                        between finds nobody asleep.
//
// Who owns what: the lock protects `state` and `completed`; `next_sequence` is the handler's alone;
// a buffer is the disk's from the command until its completion is in the ring.

#include "bohr.h"

BOHR_PARAMETER ack_first = 1;
BOHR_PARAMETER sleep_under_lock = 1;

#define PROCESS 0 // the hart that runs the process
#define HANDLER 1 // the hart that serves the disk's interrupts
#define HARTS 2
#define SLOT 1
#define BAR PCI_WINDOW
#define REQUESTS 2
#define FIRST_LBA 8
#define RING_ENTRIES 4

enum state { RUNNING, SLEEPING };

static struct lock lock;
static volatile enum state state;   // of the process
static volatile unsigned completed; // requests
static uint32_t next_sequence = 1;  // of the completion that the handler has not seen yet

static volatile struct disk_completion ring[RING_ENTRIES] __attribute__((aligned(64)));
static volatile uint64_t buffer[REQUESTS][DISK_SECTOR / 8] __attribute__((aligned(64)));

// ---- The process ----

// Called with the lock held, and returns with it held. The interprocessor interrupt of wakeup()
// does not trap, it only ends the wait; one that is left over from before does no harm.
static void sleep(void) {
  if (sleep_under_lock) {
    state = SLEEPING;
    lock_release(&lock);
  } else {
    lock_release(&lock);
    state = SLEEPING;
  }
  while (state == SLEEPING) {
    wait_for_interrupt();
    aclint_clear_ipi(PROCESS);
  }
  lock_acquire(&lock);
}

static void submit(unsigned request) {
  bohr_work(1);
  write32(BAR + DISK_LBA, FIRST_LBA + request);
  write64(BAR + DISK_ADDRESS, (uintptr_t)buffer[request]);
  write32(BAR + DISK_TAG, request);
  write32(BAR + DISK_COMMAND, DISK_COMMAND_READ);
}

static void process(void) {
  lock_acquire(&lock);
  for (unsigned request = 0; request < REQUESTS; request++) {
    submit(request);
  }
  for (unsigned seen = 0; seen < REQUESTS; seen++) {
    while (completed == seen) {
      sleep();
    }
    bohr_work(-1);
  }
  lock_release(&lock);
  for (unsigned request = 0; request < REQUESTS; request++) {
    uint64_t filled = UINT64_C(0x0101010101010101) * (FIRST_LBA + request + 1);
    bohr_assert(buffer[request][0] == filled);
    bohr_assert(buffer[request][DISK_SECTOR / 8 - 1] == filled);
  }
  bohr_done(0);
}

// ---- The interrupt handler ----

// Called with the lock held.
static void wakeup(void) {
  if (state == SLEEPING) {
    state = RUNNING;
    aclint_send_ipi(PROCESS);
  }
}

static void acknowledge(void) {
  write32(BAR + DISK_INTERRUPT_ACKNOWLEDGE, 1);
}

// The disk's wire may have overtaken the completion that it announces. The completion of a register
// read does not overtake it.
static void flush_posted_writes(void) {
  read32(BAR + DISK_INTERRUPT_STATUS);
}

static void scan_ring(void) {
  while (ring[(next_sequence - 1) % RING_ENTRIES].sequence == next_sequence) {
    next_sequence++;
    completed++;
    wakeup();
  }
}

// An acknowledgement before the scan may bring an interrupt for a completion that the scan has
// found already. That one is spurious, and harmless.
static void disk_interrupt(void) {
  lock_acquire(&lock);
  if (ack_first) {
    acknowledge();
  }
  flush_posted_writes();
  scan_ring();
  if (!ack_first) {
    acknowledge();
  }
  lock_release(&lock);
}

void trap_handler(uint64_t cause, uint64_t epc, uint64_t tval) {
  (void)epc;
  (void)tval;
  bohr_assert(cause == CAUSE_INTERRUPT(INTERRUPT_EXTERNAL));
  unsigned source = plic_claim(HANDLER);
  if (source == PLIC_INTX(SLOT)) {
    disk_interrupt();
  }
  if (source != 0) {
    plic_complete(HANDLER, source);
  }
}

// ---- Both ----

static void prepare_disk(void) {
  pci_place_bar(SLOT, 0, BAR);
  pci_place_bar(SLOT, 2, BAR + 0x1000);
  write16(pci_config(SLOT, PCI_COMMAND), PCI_COMMAND_MEMORY | PCI_COMMAND_BUS_MASTER);
  write64(BAR + DISK_RING_ADDRESS, (uintptr_t)ring);
  write32(BAR + DISK_RING_ENTRIES, RING_ENTRIES);
  write32(BAR + DISK_SECTORS, 1);
  write32(BAR + DISK_CONTROL, DISK_CONTROL_INTERRUPTS);
}

void hart_main(unsigned hart) {
  if (hart == PROCESS) {
    prepare_disk();
    csr_set(mie, 1 << INTERRUPT_SOFTWARE);
    bohr_start_together(hart, HARTS);
    process();
  } else if (hart == HANDLER) {
    plic_enable(HANDLER, PLIC_INTX(SLOT));
    csr_set(mie, 1 << INTERRUPT_EXTERNAL);
    bohr_start_together(hart, HARTS);
    interrupts_on();
    for (;;) {
      wait_for_interrupt();
    }
  }
}
