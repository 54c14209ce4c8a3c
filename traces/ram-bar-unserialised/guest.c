// A driver has a display show a cursor, and then makes the cursor bigger for the next time. The
// cursor's size is in the display's memory, a BAR.
//
// Who owns what: the memory is the driver's and the display's at any time. Whether an access of the
// driver can come between two of the display is what this is about.

#include "bohr.h"

#define SLOT 1
#define BAR PCI_WINDOW
#define MEMORY (PCI_WINDOW + 0x1000) // BAR 2
#define WIDTH (MEMORY + 0)
#define HEIGHT (MEMORY + 4)

#define SHOW 0x04 // registers
#define STATUS 0x08
#define STATUS_BUSY 1

void hart_main(unsigned hart) {
  if (hart != 0) {
    return;
  }
  pci_place_bar(SLOT, 0, BAR);
  pci_place_bar(SLOT, 2, MEMORY);
  write16(pci_config(SLOT, PCI_COMMAND), PCI_COMMAND_MEMORY);
  write32(WIDTH, 1);
  write32(HEIGHT, 2);
  bohr_start_together(hart, 1);
  write32(BAR + SHOW, 1);
  write32(WIDTH, 2);
  while (read32(BAR + STATUS) & STATUS_BUSY) {
    bohr_relax();
  }
  bohr_done(0);
}
