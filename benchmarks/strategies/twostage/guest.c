// SCTBench's twostage_N: all threads but the last set `first` under one lock and then `second`
// under another; the last one reads `first`, and if it is set, expects `second` to be set too. The
// two locks should have been held together.

#include "bohr.h"

BOHR_PARAMETER threads = 20;
BOHR_PARAMETER nested = 1;

static struct lock lock_first;
static struct lock lock_second;
static volatile int first;
static volatile int second;

static void set(void) {
  lock_acquire(&lock_first);
  first = 1;
  if (!nested) {
    lock_release(&lock_first);
  }
  lock_acquire(&lock_second);
  second = first + 1;
  lock_release(&lock_second);
  if (nested) {
    lock_release(&lock_first);
  }
}

static void check(void) {
  lock_acquire(&lock_first);
  int seen_first = first;
  lock_release(&lock_first);
  if (seen_first == 0) {
    return;
  }
  lock_acquire(&lock_second);
  int seen_second = second;
  lock_release(&lock_second);
  bohr_assert(seen_second == seen_first + 1);
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
