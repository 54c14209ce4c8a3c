// One hart goes to sleep, the other has work for it. Each announces itself and then looks for the
// other: the two stores and the two loads of Dekker's algorithm. The shape is that of QEMU's
// aio_notify() and aio_poll() with `notify_me`.
//
//   sleeper_order, giver_order   between the announcement and the look:
//     0: nothing. A store may become visible after the load behind it (store buffer).
//     1: the announcement is an RMW made of `lr.w.aq` and `sc.w.rl`: neither orders what
//        follows it after the store.
//     2: `fence w,r`.
//
// Who owns what: `notify_me` is the sleeper's, `work_pending` the giver's until the sleeper clears it.

#include "bohr.h"

BOHR_PARAMETER sleeper_order = 2;
BOHR_PARAMETER giver_order = 2;

#define SLEEPER 0
#define GIVER 1
#define HARTS 2

static volatile uint32_t notify_me __attribute__((aligned(64)));
static volatile uint32_t work_pending __attribute__((aligned(64)));

// Sets a word from 0 to 1 and succeeds only if nobody else has written it; here nobody does.
#define set_by_reservation(word)              \
  do {                                        \
    uint32_t failed;                          \
    asm volatile("1: lr.w.aq %0, %1\n\t"      \
                 "sc.w.rl %0, %2, %1\n\t"     \
                 "bnez %0, 1b"                \
                 : "=&r"(failed), "+A"(word)  \
                 : "r"(1)                     \
                 : "memory");                 \
  } while (0)

#define announce(word, order)      \
  do {                             \
    if ((order) == 1) {            \
      set_by_reservation(word);    \
    } else {                       \
      (word) = 1;                  \
      if ((order) == 2) {          \
        fence(w, r);               \
      }                            \
    }                              \
  } while (0)

// The interprocessor interrupt does not trap, it only ends the wait.
static void sleep_until_work(unsigned order) {
  announce(notify_me, order);
  if (!work_pending) {
    wait_for_interrupt();
  }
  bohr_work(-1);
  bohr_done(0);
}

static void give(unsigned order) {
  announce(work_pending, order);
  if (notify_me) {
    aclint_send_ipi(SLEEPER);
  }
}

void hart_main(unsigned hart) {
  if (hart == SLEEPER) {
    unsigned order = sleeper_order;
    csr_set(mie, 1 << INTERRUPT_SOFTWARE);
    bohr_work(1);
    bohr_start_together(hart, HARTS);
    sleep_until_work(order);
  } else if (hart == GIVER) {
    unsigned order = giver_order;
    bohr_start_together(hart, HARTS);
    give(order);
  }
}
