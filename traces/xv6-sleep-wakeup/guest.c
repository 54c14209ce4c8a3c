// sleep() and wakeup() of xv6-riscv. A process has work done by the other hart, and sleeps until it
// is.
//
//   sleep_under_lock  0: the process lets go of the lock and then says that it sleeps. A wake-up in
//                        between finds nobody asleep.
//                     1: it says so first.
//
// Who owns what: the lock protects `state` and `done`.

#include "bohr.h"

BOHR_PARAMETER sleep_under_lock = 1;

#define PROCESS 0
#define WORKER 1
#define HARTS 2

enum state { RUNNING, SLEEPING };

static struct lock lock;
static volatile enum state state; // of the process
static volatile uint32_t done;

// Called with the lock held, and returns with it held. The interprocessor interrupt of wakeup()
// does not trap, it only ends the wait; one that is left over from before does no harm.
static void sleep(int under_lock) {
  if (under_lock) {
    state = SLEEPING;
  }
  lock_release(&lock);
  if (!under_lock) {
    state = SLEEPING;
  }
  while (state == SLEEPING) {
    wait_for_interrupt();
    aclint_clear_ipi(PROCESS);
  }
  lock_acquire(&lock);
}

// Called with the lock held.
static void wakeup(void) {
  if (state == SLEEPING) {
    state = RUNNING;
    aclint_send_ipi(PROCESS);
  }
}

void hart_main(unsigned hart) {
  if (hart == PROCESS) {
    int under_lock = sleep_under_lock;
    csr_set(mie, 1 << INTERRUPT_SOFTWARE);
    bohr_work(1);
    bohr_start_together(hart, HARTS);
    lock_acquire(&lock);
    while (!done) {
      sleep(under_lock);
    }
    bohr_work(-1);
    bohr_done(0);
  } else if (hart == WORKER) {
    bohr_start_together(hart, HARTS);
    lock_acquire(&lock);
    done = 1;
    wakeup();
    lock_release(&lock);
  }
}
