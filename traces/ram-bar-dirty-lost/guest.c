// A guest draws into a framebuffer while the screen is brought up to date. It draws by plain stores
// into the memory of a BAR. What it has drawn when it is done must be on the screen after one more
// refresh.
//
// The screen is split, as games of the VGA's time have it: its lower part shows the beginning of
// the memory, and stands still while the upper part scrolls.
//
// Who owns what: the memory is the guest's; the dirty log is the device's, and the guest cannot see
// it.

#include "framebuffer.h"

#define SLOT 1
#define BAR PCI_WINDOW
#define PIXELS (BAR + 0x1000)
#define START 16
#define SPLIT 30 // line of the screen
#define LINE 20 // of the memory

static void prepare(void) {
  pci_place_bar(SLOT, 0, BAR);
  pci_place_bar(SLOT, 2, PIXELS);
  write16(pci_config(SLOT, PCI_COMMAND), PCI_COMMAND_MEMORY);
  write32(BAR + FRAMEBUFFER_START, START);
  write32(BAR + FRAMEBUFFER_SPLIT, SPLIT);
}

void hart_main(unsigned hart) {
  if (hart != 0) {
    return;
  }
  prepare();
  volatile uint64_t *pixel = (volatile uint64_t *)(PIXELS + LINE * FRAMEBUFFER_LINE);
  bohr_start_together(hart, 1);
  framebuffer_refresh(BAR);
  *pixel = 1;
  framebuffer_wait(BAR);
  framebuffer_refresh(BAR);
  framebuffer_wait(BAR);
  bohr_finish_together(1);
}
