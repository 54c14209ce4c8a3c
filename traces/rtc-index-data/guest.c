// Two harts use the same index and data register, for things that have nothing to do with each
// other: one says what the firmware shall do after a reset, and one sets an alarm.
//
//   locking  0: the first one forgot that the pair has a lock.
//            1: both take it.
//
// Who owns what: the lock protects the index from its store to the access to the data behind it.

#include "cmos.h"

BOHR_PARAMETER locking = 1;

#define STARTER 0
#define CLOCK 1
#define HARTS 2
#define SLOT 1
#define BAR PCI_WINDOW
#define WARM_RESET 0x0a
#define HOUR 7

static struct lock rtc_lock;
static volatile uint32_t finished;

static void set_shutdown_code(void) {
  if (locking) {
    lock_acquire(&rtc_lock);
  }
  cmos_write(BAR, CMOS_SHUTDOWN, WARM_RESET);
  if (locking) {
    lock_release(&rtc_lock);
  }
}

static void set_alarm(void) {
  lock_acquire(&rtc_lock);
  cmos_write(BAR, CMOS_ALARM_HOURS, HOUR);
  lock_release(&rtc_lock);
}

void hart_main(unsigned hart) {
  if (hart >= HARTS) {
    return;
  }
  if (hart == STARTER) {
    pci_place_bar(SLOT, 0, BAR);
    write16(pci_config(SLOT, PCI_COMMAND), PCI_COMMAND_MEMORY);
  }
  bohr_start_together(hart, HARTS);
  if (hart == STARTER) {
    set_shutdown_code();
  } else {
    set_alarm();
  }
  if (atomic_add(&finished, 1) == HARTS - 1) {
    bohr_assert(cmos_read(BAR, CMOS_SHUTDOWN) == WARM_RESET);
    bohr_assert(cmos_read(BAR, CMOS_ALARM_HOURS) == HOUR);
    bohr_done(0);
  }
}
