// What kernels do with a clock: one hart reads both counters, another one stops the main counter and
// starts it again. An audit asks which of these registers may leave the lock.
//
// Who owns what: the configuration is the stopper's; counters are read by everybody.

#include "timer.h"

#define READER 0
#define STOPPER 1
#define HARTS 2
#define SLOT 1
#define BAR PCI_WINDOW

static void read_clocks(void) {
  uint64_t earlier = read64(BAR + TIMER_COUNTER);
  uint64_t later = read64(BAR + TIMER_COUNTER);
  bohr_assert(later >= earlier);
  uint32_t before = read32(BAR + TIMER_PM);
  uint32_t after = read32(BAR + TIMER_PM);
  bohr_assert(((after - before) & 0x800000) == 0); // 24 bits
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
    read_clocks();
  } else {
    stop_and_start();
  }
  bohr_finish_together(HARTS);
}
