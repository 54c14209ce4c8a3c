// One hart reads a clock, as often as kernels do. Another one stops the clock and starts it again,
// as kernels do when they calibrate it or put it to sleep. Time may stand still; it may not go
// backwards.
//
// Who owns what: the configuration is the stopper's; the counter is read by everybody.

#include "timer.h"

#define READER 0
#define STOPPER 1
#define HARTS 2
#define SLOT 1
#define BAR PCI_WINDOW

static void read_clock(void) {
  uint64_t earlier = read64(BAR + TIMER_COUNTER);
  uint64_t later = read64(BAR + TIMER_COUNTER);
  bohr_assert(later >= earlier);
}

static void stop_and_start(void) {
  write32(BAR + TIMER_CONFIGURATION, 0);
  write32(BAR + TIMER_CONFIGURATION, TIMER_ENABLE);
}

void hart_main(unsigned hart) {
  if (hart >= HARTS) {
    return;
  }
  if (hart == READER) {
    pci_place_bar(SLOT, 0, BAR);
    write16(pci_config(SLOT, PCI_COMMAND), PCI_COMMAND_MEMORY);
    write32(BAR + TIMER_CONFIGURATION, TIMER_ENABLE);
  }
  bohr_start_together(hart, HARTS);
  if (hart == READER) {
    read_clock();
  } else {
    stop_and_start();
  }
  bohr_finish_together(HARTS);
}
