// Two drivers share a device and agree over two of its registers who may use it: each announces
// itself in its own register and looks at the other's. Dekker's algorithm, of which at least one
// of the two sees the other. The registers do nothing else; edu's DMA addresses serve.
//
// The device has no lock, so that each access runs on the thread of the hart that makes it.
//
// Who owns what: REQUEST is hart 0's, and hart 1 looks at it; ANSWER the other way round.

#include "bohr.h"

#define HARTS 2
#define SLOT 1
#define BAR PCI_WINDOW
#define REQUEST (BAR + EDU_DMA_SOURCE)
#define ANSWER (BAR + EDU_DMA_DESTINATION)

static volatile uint32_t together; // harts that have found nobody else

static void enter(uintptr_t mine, uintptr_t other) {
  write64(mine, 1);
  fence(o, i); // the guest does its part
  if (read64(other) == 0) {
    bohr_assert(atomic_add(&together, 1) == 0);
  }
}

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
    enter(REQUEST, ANSWER);
  } else {
    enter(ANSWER, REQUEST);
  }
  bohr_finish_together(HARTS);
}
