// SCTBench's SafeStack: a stack of cells without a lock, that Dmitry Vyukov published as a challenge
// (2010). A thread takes a cell, writes its number there, looks whether it is still there, and puts
// the cell back. Two threads get the same cell only after several preemptions, each at its place.

#include "bohr.h"

#define THREADS 3
#define CELLS 3
#define NONE (-1)

BOHR_PARAMETER rounds = 2;
BOHR_PARAMETER locked = 1;

static struct lock lock;
static volatile int32_t head = 0;
static volatile uint32_t count = CELLS;
static volatile int32_t next[CELLS] = {1, 2, NONE};
static volatile unsigned owner[CELLS];

static int32_t exchange(volatile int32_t *word, int32_t value) {
  return (int32_t)bohr_atomic("amoswap.w.aqrl", (volatile uint32_t *)word, value);
}

static bool compare_and_swap(volatile int32_t *word, int32_t expected, int32_t value) {
  int32_t old;
  int32_t failed;
  asm volatile(
      "1:	lr.w.aqrl %0, %2\n"
      "	li	%1, 1\n"
      "	bne	%0, %3, 2f\n"
      "	sc.w.aqrl %1, %4, %2\n"
      "	bnez	%1, 1b\n"
      "2:"
      : "=&r"(old), "=&r"(failed), "+A"(*word)
      : "r"((int64_t)expected), "r"(value)
      : "memory");
  return !failed;
}

static int32_t take(void) {
  while (count > 1) {
    int32_t first = head;
    int32_t second = exchange(&next[first], NONE);
    if (second != NONE) {
      if (compare_and_swap(&head, first, second)) {
        atomic_add(&count, -1);
        return first;
      }
      exchange(&next[first], second);
    }
    bohr_relax();
  }
  return NONE;
}

static void put(int32_t cell) {
  int32_t first;
  do {
    first = head;
    exchange(&next[cell], first);
  } while (!compare_and_swap(&head, first, cell));
  atomic_add(&count, 1);
}

static void use(unsigned hart) {
  if (locked) {
    lock_acquire(&lock);
  }
  int32_t cell = take();
  while (cell == NONE) {
    bohr_relax();
    cell = take();
  }
  owner[cell] = hart;
  bohr_assert(owner[cell] == hart);
  put(cell);
  if (locked) {
    lock_release(&lock);
  }
}

void hart_main(unsigned hart) {
  bohr_start_together(hart, THREADS);
  for (int round = 0; round < rounds; round++) {
    use(hart);
  }
  bohr_finish_together(THREADS);
}
