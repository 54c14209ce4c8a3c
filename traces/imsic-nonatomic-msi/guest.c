// An interrupt is moved from one hart to another. Its MSI is an address and a datum in two
// registers, which are written one after the other; the function has no mask bit. What it sends in
// between has the new address and the old datum.
//
//   temporary  0: the address is written, then the datum.
//              1: as Linux does it. The datum first: old address and new datum are an identity that
//                 is enabled on the old hart too, which goes on serving what comes to it.
//
// Who owns what: the MSI registers are the mover's; each interrupt file is its hart's.

#include "bohr.h"

BOHR_PARAMETER temporary = 1;

#define OLD_HART 0
#define NEW_HART 1
#define HARTS 2
#define SLOT 1
#define BAR PCI_WINDOW
#define OLD_IDENTITY 7
#define NEW_IDENTITY 9

// Offsets from the MSI capability with 64-bit addresses.
#define MSI_ADDRESS 4
#define MSI_DATA 12

static uintptr_t capability;

static void move(void) {
  if (temporary) {
    write16(capability + MSI_DATA, NEW_IDENTITY);
  }
  write32(capability + MSI_ADDRESS, IMSIC(NEW_HART));
  write16(capability + MSI_DATA, NEW_IDENTITY);
}

// Only identities that are enabled can be claimed.
void trap_handler(uint64_t cause, uint64_t epc, uint64_t tval) {
  (void)epc;
  (void)tval;
  bohr_assert(cause == CAUSE_INTERRUPT(INTERRUPT_EXTERNAL));
  bohr_assert(imsic_claim() != 0);
  bohr_done(0);
}

static void serve_interrupts(void) {
  csr_set(mie, 1 << INTERRUPT_EXTERNAL);
  interrupts_on();
  for (;;) {
    wait_for_interrupt();
  }
}

static void prepare(void) {
  pci_place_bar(SLOT, 0, BAR);
  write16(pci_config(SLOT, PCI_COMMAND),
          PCI_COMMAND_MEMORY | PCI_COMMAND_BUS_MASTER | PCI_COMMAND_INTX_DISABLE);
  capability = pci_config(SLOT, pci_find_capability(SLOT, PCI_CAPABILITY_MSI));
  pci_enable_msi(SLOT, IMSIC(OLD_HART), OLD_IDENTITY);
  imsic_enable(OLD_IDENTITY);
  imsic_enable(NEW_IDENTITY);
  write32(BAR + EDU_STATUS, EDU_STATUS_INTERRUPT);
}

void hart_main(unsigned hart) {
  if (hart == OLD_HART) {
    prepare();
    bohr_work(1);
    bohr_start_together(hart, HARTS);
    write32(BAR + EDU_FACTORIAL, 5);
    move();
    serve_interrupts();
  } else if (hart == NEW_HART) {
    imsic_enable(NEW_IDENTITY);
    bohr_start_together(hart, HARTS);
    serve_interrupts();
  }
}
