// A disk brings a sector into memory, then an entry of its completion ring, and then sends its MSI.
// The driver looks at nothing but the message, and sums up the end of the sector.
//
//   to_imsic  0: the message goes to a word in memory, which the driver polls.
//             1: it goes to the hart's interrupt file.
//
// Who owns the buffer: the disk, until the message is there. No register of the disk is read, on
// purpose: the driver relies on posted writes not passing each other, as Linux's bnx2 does.

#include "bohr.h"

BOHR_PARAMETER to_imsic = 1;

#define SLOT 1
#define BAR PCI_WINDOW
#define VECTOR 0
#define MESSAGE 5 // an identity of the interrupt file
#define LBA 2     // filled with LBA + 1
#define WORD UINT64_C(0x0303030303030303)
#define SUMMED 4 // the last words of the sector: if any beat is missing, the last one is

static volatile uint32_t message __attribute__((aligned(64)));
static volatile struct disk_completion ring[1] __attribute__((aligned(64)));
static volatile uint64_t sector[DISK_SECTOR / 8] __attribute__((aligned(512)));

static void prepare(int imsic) {
  pci_place_bar(SLOT, 0, BAR);
  pci_place_bar(SLOT, 2, BAR + 0x1000);
  write16(pci_config(SLOT, PCI_COMMAND), PCI_COMMAND_MEMORY | PCI_COMMAND_BUS_MASTER);
  pci_enable_msix(SLOT, VECTOR, imsic ? IMSIC(0) : (uintptr_t)&message, MESSAGE);
  imsic_enable(MESSAGE);
  csr_set(mie, 1 << INTERRUPT_EXTERNAL);
  write64(BAR + DISK_RING_ADDRESS, (uintptr_t)ring);
  write32(BAR + DISK_RING_ENTRIES, 1);
  write32(BAR + DISK_LBA, LBA);
  write32(BAR + DISK_SECTORS, 1);
  write64(BAR + DISK_ADDRESS, (uintptr_t)sector);
  write32(BAR + DISK_CONTROL, DISK_CONTROL_INTERRUPTS);
}

static void await_message(int imsic) {
  if (imsic) {
    wait_for_interrupt(); // does not trap, only ends the wait
    bohr_assert(imsic_claim() == MESSAGE);
  } else {
    while (message != MESSAGE) {
      bohr_relax();
    }
  }
  fence(r, r);
}

void hart_main(unsigned hart) {
  if (hart != 0) {
    return;
  }
  int imsic = to_imsic;
  prepare(imsic);
  bohr_start_together(hart, 1);
  write32(BAR + DISK_COMMAND, DISK_COMMAND_READ);
  await_message(imsic);
  uint64_t sum = 0;
  for (unsigned i = 1; i <= SUMMED; i++) {
    sum += sector[DISK_SECTOR / 8 - i];
  }
  bohr_assert(sum == SUMMED * WORD);
  bohr_done(0);
}
