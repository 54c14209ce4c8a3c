// SCTBench's account: one thread deposits, one withdraws, and a third checks the balance if both
// are done. Everything is under one lock; what the check expects is wrong. So the bug is an order
// of three critical sections.

#include "bohr.h"

#define THREADS 3
#define START 10
#define DEPOSIT 3
#define WITHDRAWAL 2

BOHR_PARAMETER right = 1;

static struct lock lock;
static volatile int balance = START;
static volatile bool deposited;
static volatile bool withdrawn;

static void deposit(void) {
  lock_acquire(&lock);
  balance = balance + DEPOSIT;
  deposited = true;
  lock_release(&lock);
}

static void withdraw(void) {
  lock_acquire(&lock);
  balance = balance - WITHDRAWAL;
  withdrawn = true;
  lock_release(&lock);
}

static void check(void) {
  lock_acquire(&lock);
  if (deposited && withdrawn) {
    bohr_assert(balance == (right ? START + DEPOSIT : START - DEPOSIT) - WITHDRAWAL);
  }
  lock_release(&lock);
}

void hart_main(unsigned hart) {
  bohr_start_together(hart, THREADS);
  switch (hart) {
    case 0:
      check();
      break;
    case 1:
      deposit();
      break;
    default:
      withdraw();
      break;
  }
  bohr_finish_together(THREADS);
}
