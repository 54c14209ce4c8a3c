// One hart patches an instruction that another one executes. Stores and instruction fetches of
// different harts are ordered by nobody: `fence.i` orders a hart's own fetches behind the stores that
// it can see, and nothing else.
//
//   flush  0: the patcher executes `fence.i`, the other hart does not.
//          1: the other hart does, but before it knows that the patch is there.
//          2: it does so when it knows.
//
// Who owns what: the code is the patcher's until `patched` is set.

#include "bohr.h"

BOHR_PARAMETER flush = 2;

#define PATCHER 0
#define CALLER 1
#define HARTS 2

#define LI_A0(value) (0x00000513 | (uint32_t)(value) << 20)
#define RET 0x00008067

static volatile uint32_t code[2] __attribute__((aligned(64), section(".data"))) = {LI_A0(1), RET};
static volatile uint32_t patched __attribute__((aligned(64)));

#define fence_i() asm volatile("fence.i" : : : "memory")

static unsigned call(void) {
  return ((unsigned (*)(void))(uintptr_t)code)();
}

static void patch(void) {
  code[0] = LI_A0(2);
  fence_i();
  fence(w, w);
  patched = 1;
}

static void wait_for_patch(void) {
  if (flush == 1) {
    fence_i();
    call();
  }
  while (!patched) {
    bohr_relax();
  }
  fence(r, r);
  if (flush == 2) {
    fence_i();
  }
}

void hart_main(unsigned hart) {
  if (hart == PATCHER) {
    bohr_start_together(hart, HARTS);
    patch();
  } else if (hart == CALLER) {
    call();
    bohr_start_together(hart, HARTS);
    wait_for_patch();
    bohr_assert(call() == 2);
    bohr_done(0);
  }
}
