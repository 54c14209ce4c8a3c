// SCTBench's reorder_N: all threads but the last set `a` and then `b`; the last one looks at both,
// and expects to see neither set or both. It needs one preemption, between the two stores or
// between the two loads; but the more threads there are, the fewer schedules have it there.

#include "bohr.h"

BOHR_PARAMETER threads = 20;
BOHR_PARAMETER locked = 1;

static struct lock lock;
static volatile int a;
static volatile int b;

static void set(void) {
  if (locked) {
    lock_acquire(&lock);
  }
  a = 1;
  b = -1;
  if (locked) {
    lock_release(&lock);
  }
}

static void check(void) {
  if (locked) {
    lock_acquire(&lock);
  }
  int seen_a = a;
  int seen_b = b;
  bohr_assert((seen_a == 0 && seen_b == 0) || (seen_a == 1 && seen_b == -1));
  if (locked) {
    lock_release(&lock);
  }
}

void hart_main(unsigned hart) {
  bohr_start_together(hart, threads);
  if (hart + 1 < (unsigned)threads) {
    set();
  } else {
    check();
  }
  bohr_finish_together(threads);
}
