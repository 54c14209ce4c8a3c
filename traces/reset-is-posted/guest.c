// A driver is removed: it resets its device and frees what the interrupt handler uses. But a
// register write is posted. The store is done when it is on its way; the device gets it later.
//
//   quiesce  0: reset, free.
//            1: reset, read a register back, free. The read stays behind the write on the way down,
//               and its completion behind the device's messages on the way up; so the device is
//               silent. But the other hart may still be about to serve what has come.
//            2: and wait until the other hart has served it.
//
// Who owns what: `callback` is the driver's; the handler borrows it while it runs.

#include "bohr.h"

BOHR_PARAMETER quiesce = 2;

#define DRIVER 0
#define HANDLER 1 // the hart that serves the disk's interrupts
#define HARTS 2
#define SLOT 1
#define BAR PCI_WINDOW
#define TABLE (BAR + 0x1000)
#define DONE 5 // an identity of the handler's interrupt file
#define RING_ENTRIES 4

static volatile struct disk_completion ring[RING_ENTRIES] __attribute__((aligned(64)));
static volatile uint8_t buffer[DISK_SECTOR] __attribute__((aligned(64)));
static volatile bool callback = true; // false: freed
static volatile bool synchronised;

// Of two pending interrupts the external one comes first.
void trap_handler(uint64_t cause, uint64_t epc, uint64_t tval) {
  (void)epc;
  (void)tval;
  if (cause == CAUSE_INTERRUPT(INTERRUPT_SOFTWARE)) {
    aclint_clear_ipi(HANDLER);
    fence(rw, w);
    synchronised = true;
    return;
  }
  bohr_assert(cause == CAUSE_INTERRUPT(INTERRUPT_EXTERNAL));
  if (imsic_claim() == DONE) {
    bohr_assert(callback); // or it is used after it was freed
  }
}

static void remove(void) {
  write32(BAR + DISK_RESET, 1);
  if (quiesce >= 1) {
    read32(BAR + DISK_STATUS);
  }
  if (quiesce >= 2) {
    aclint_send_ipi(HANDLER);
    while (!synchronised) {
      bohr_relax();
    }
    fence(r, rw);
  }
  callback = false;
}

static void prepare(void) {
  pci_place_bar(SLOT, 0, BAR);
  pci_place_bar(SLOT, 2, TABLE);
  write16(pci_config(SLOT, PCI_COMMAND), PCI_COMMAND_MEMORY | PCI_COMMAND_BUS_MASTER);
  pci_enable_msix(SLOT, 0, IMSIC(HANDLER), DONE);
  write64(BAR + DISK_RING_ADDRESS, (uintptr_t)ring);
  write32(BAR + DISK_RING_ENTRIES, RING_ENTRIES);
  write32(BAR + DISK_SECTORS, 1);
  write64(BAR + DISK_ADDRESS, (uintptr_t)buffer);
  write32(BAR + DISK_CONTROL, DISK_CONTROL_INTERRUPTS);
  read32(BAR + DISK_STATUS);
}

void hart_main(unsigned hart) {
  if (hart == DRIVER) {
    prepare();
    bohr_start_together(hart, HARTS);
    write32(BAR + DISK_COMMAND, DISK_COMMAND_READ);
    remove();
  } else if (hart == HANDLER) {
    imsic_enable(DONE);
    csr_set(mie, 1 << INTERRUPT_EXTERNAL | 1 << INTERRUPT_SOFTWARE);
    bohr_start_together(hart, HARTS);
    interrupts_on();
    for (;;) {
      wait_for_interrupt();
    }
  }
}
