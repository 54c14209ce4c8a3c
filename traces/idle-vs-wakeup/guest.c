// The idle loop of a kernel: sleep unless there is something to do. The interrupt that brings
// something to do sets a flag, which the loop tests before it sleeps.
//
//   interrupts_off_first  0: the test and the sleep run with interrupts on. An interrupt between the
//                            two is served, sets the flag that was tested already, and the hart
//                            sleeps past it.
//                         1: with interrupts off. A pending interrupt ends the sleep all the same,
//                            and is served when they are on again.
//
// Who owns what: `need_resched` is set by the handler and tested by the loop, both on hart 0.

#include "bohr.h"

BOHR_PARAMETER interrupts_off_first = 1;

#define IDLER 0
#define WAKER 1
#define HARTS 2

static volatile bool need_resched;

void trap_handler(uint64_t cause, uint64_t epc, uint64_t tval) {
  (void)epc;
  (void)tval;
  bohr_assert(cause == CAUSE_INTERRUPT(INTERRUPT_SOFTWARE));
  aclint_clear_ipi(IDLER);
  need_resched = true;
}

static void idle(void) {
  interrupts_on();
  while (!need_resched) {
    if (interrupts_off_first) {
      interrupts_off();
    }
    if (!need_resched) {
      wait_for_interrupt();
    }
    interrupts_on();
  }
}

void hart_main(unsigned hart) {
  if (hart == IDLER) {
    csr_set(mie, 1 << INTERRUPT_SOFTWARE);
    bohr_work(1);
    bohr_start_together(hart, HARTS);
    idle();
    bohr_done(0);
  } else if (hart == WAKER) {
    bohr_start_together(hart, HARTS);
    aclint_send_ipi(IDLER);
  }
}
