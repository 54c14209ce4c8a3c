// edu stays under the big lock, but for a register or two that leave it by themselves. A driver
// lets it compute and, meanwhile, raises an interrupt of its own; it asks which interrupts there
// are, and acknowledges them.
//
// Who owns what: the interrupt status is the device's. Raising and acknowledging read it and write
// it back; asking only reads it.

#include "bohr.h"

#define SLOT 1
#define BAR PCI_WINDOW
#define OWN_INTERRUPT 2
#define BOTH (EDU_FACTORIAL_INTERRUPT | OWN_INTERRUPT)

// The interrupt does not trap, it only ends the wait.
static uint32_t await_interrupt(void) {
  wait_for_interrupt();
  unsigned source = plic_claim(0);
  uint32_t raised = read32(BAR + EDU_INTERRUPT_STATUS);
  write32(BAR + EDU_INTERRUPT_ACKNOWLEDGE, raised);
  plic_complete(0, source);
  return raised;
}

void hart_main(unsigned hart) {
  if (hart != 0) {
    return;
  }
  pci_place_bar(SLOT, 0, BAR);
  write16(pci_config(SLOT, PCI_COMMAND), PCI_COMMAND_MEMORY | PCI_COMMAND_BUS_MASTER);
  write32(BAR + EDU_STATUS, EDU_STATUS_INTERRUPT);
  plic_enable(0, PLIC_INTX(SLOT));
  csr_set(mie, 1 << INTERRUPT_EXTERNAL);
  bohr_work(1);
  bohr_start_together(hart, 1);
  write32(BAR + EDU_FACTORIAL, 5);
  write32(BAR + EDU_INTERRUPT_RAISE, OWN_INTERRUPT);
  uint32_t seen = 0;
  while (seen != BOTH) {
    seen |= await_interrupt();
  }
  bohr_work(-1);
  bohr_done(0);
}
