// A device without a lock shows a result in one register and says in another that it is there. Hart
// 0 stands for the side that stores them, through their handlers; hart 1 reads them. The registers
// do nothing else; edu's DMA addresses serve.
//
// Who owns what: both registers are hart 0's; hart 1 reads RESULT once VALID is not 0.

#include "bohr.h"

#define HARTS 2
#define SLOT 1
#define BAR PCI_WINDOW
#define RESULT (BAR + EDU_DMA_SOURCE)
#define VALID (BAR + EDU_DMA_DESTINATION)
#define ANSWER 42

void hart_main(unsigned hart) {
  if (hart >= HARTS) {
    return;
  }
  if (hart == 0) {
    pci_place_bar(SLOT, 0, BAR);
    write16(pci_config(SLOT, PCI_COMMAND), PCI_COMMAND_MEMORY);
  }
  bohr_start_together(hart, HARTS);
  if (hart == 0) {
    write64(RESULT, ANSWER);
    write64(VALID, 1);
  } else if (read64(VALID) != 0) {
    bohr_assert(read64(RESULT) == ANSWER);
  }
  bohr_finish_together(HARTS);
}
