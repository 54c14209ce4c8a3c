// One hart stores a datum and then a flag, the other loads the flag and then the datum. With
// `fence w,w` between the two stores, if `barrier` is 1; there is always one between the loads.
// Without it the flag may be seen first, but only where stores overtake stores: under `rvwmo-full`.

#include "bohr.h"

BOHR_PARAMETER barrier = 1;

#define SENDER 0
#define RECEIVER 1
#define HARTS 2

static volatile uint32_t datum __attribute__((aligned(64)));
static volatile uint32_t flag __attribute__((aligned(64)));

static void send(int fenced) {
  datum = 1;
  if (fenced) {
    fence(w, w);
  }
  flag = 1;
}

static void receive(void) {
  uint32_t seen = flag;
  fence(r, r);
  uint32_t got = datum;
  bohr_assert(!seen || got);
  bohr_done(0);
}

void hart_main(unsigned hart) {
  int fenced = barrier;
  if (hart == SENDER) {
    bohr_start_together(hart, HARTS);
    send(fenced);
  } else if (hart == RECEIVER) {
    bohr_start_together(hart, HARTS);
    receive();
  }
}
