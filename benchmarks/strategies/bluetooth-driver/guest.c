// SCTBench's bluetooth_driver, after a driver of Windows NT (Qadeer and Wu, "KISS", PLDI 2004): a
// request counts itself and then uses the driver; unloading forbids new requests, waits until there
// are none, and stops the driver. A request that looks whether it may before it counts itself can
// be overtaken by the whole of unloading.

#include "bohr.h"

#define THREADS 2

BOHR_PARAMETER count_first = 1;

static volatile uint32_t requests = 1; // the driver itself is one
static volatile bool stopping;
static volatile bool idle;
static volatile bool stopped;

static void leave(void) {
  if (atomic_add(&requests, -1) == 1) {
    idle = true;
  }
}

static bool enter(void) {
  if (count_first) {
    atomic_add(&requests, 1);
    if (stopping) {
      leave();
      return false;
    }
    return true;
  }
  if (stopping) {
    return false;
  }
  atomic_add(&requests, 1);
  return true;
}

static void request(void) {
  if (enter()) {
    bohr_assert(!stopped);
    leave();
  }
}

static void unload(void) {
  stopping = true;
  leave();
  while (!idle) {
    bohr_relax();
  }
  stopped = true;
}

void hart_main(unsigned hart) {
  bohr_start_together(hart, THREADS);
  if (hart == 0) {
    request();
  } else {
    unload();
  }
  bohr_finish_together(THREADS);
}
