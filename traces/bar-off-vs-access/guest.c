// One hart uses a device's registers, while another one switches its memory space off: the user
// of a device that was given to them, and whoever owns it. Whether the space is on is looked at
// before each access.
//
//   locking  0: looked at, and then accessed.
//            1: under the lock that whoever switches it off takes too.
//
// Who owns what: the lock protects `enabled`, and the bit in the command register that it stands
// for.

#include "bohr.h"

BOHR_PARAMETER locking = 1;

#define USER 0
#define OWNER 1
#define HARTS 2
#define SLOT 1
#define BAR PCI_WINDOW

static struct lock memory_lock;
static volatile bool enabled = true;

static void use(void) {
  if (locking) {
    lock_acquire(&memory_lock);
  }
  if (enabled) {
    write32(BAR + EDU_LIVENESS, 1);
  }
  if (locking) {
    lock_release(&memory_lock);
  }
}

static void switch_off(void) {
  lock_acquire(&memory_lock);
  enabled = false;
  write16(pci_config(SLOT, PCI_COMMAND), 0);
  lock_release(&memory_lock);
}

void hart_main(unsigned hart) {
  if (hart >= HARTS) {
    return;
  }
  if (hart == USER) {
    pci_place_bar(SLOT, 0, BAR);
    write16(pci_config(SLOT, PCI_COMMAND), PCI_COMMAND_MEMORY);
  }
  bohr_start_together(hart, HARTS);
  if (hart == USER) {
    use();
  } else {
    switch_off();
  }
  bohr_finish_together(HARTS);
}
