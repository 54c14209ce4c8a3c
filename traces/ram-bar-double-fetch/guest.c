// One hart has a display show a cursor. The other makes the cursor bigger, in the memory of the
// display, which harts reach without asking the display: no lock can keep it out.
//
// Who owns what: the memory is both harts', which is the point. What the guest draws is its own
// affair; the display has to be right with whatever it finds there.

#include "bohr.h"

#define DRAWS 0
#define GROWS 1
#define HARTS 2
#define SLOT 1
#define BAR PCI_WINDOW
#define MEMORY (PCI_WINDOW + 0x1000) // BAR 2
#define WIDTH (MEMORY + 0)
#define HEIGHT (MEMORY + 4)

#define SHOW 0x04 // registers
#define STATUS 0x08
#define STATUS_BUSY 1

static void prepare(void) {
  pci_place_bar(SLOT, 0, BAR);
  pci_place_bar(SLOT, 2, MEMORY);
  write16(pci_config(SLOT, PCI_COMMAND), PCI_COMMAND_MEMORY);
  write32(WIDTH, 1);
  write32(HEIGHT, 2);
}

void hart_main(unsigned hart) {
  if (hart == DRAWS) {
    prepare();
    bohr_start_together(hart, HARTS);
    write32(BAR + SHOW, 1);
    while (read32(BAR + STATUS) & STATUS_BUSY) {
      bohr_relax();
    }
    bohr_finish_together(HARTS);
  } else if (hart == GROWS) {
    bohr_start_together(hart, HARTS);
    write32(WIDTH, 500);
    bohr_finish_together(HARTS);
  }
}
