// What a driver does with the disk, done right: hart 0 submits two reads, with the driver's lock for
// the registers of a request; hart 1, which the interrupt goes to, takes completions from the ring.
// An audit asks under which policies of the device this still works.
//
// Who owns what: the request registers are the submitter's; the ring and the interrupt registers are
// the completer's. A buffer is the disk's until the completion with its tag is in the ring.

#include "bohr.h"

#define SUBMITTER 0
#define COMPLETER 1 // the hart that the interrupt goes to
#define HARTS 2
#define SLOT 1
#define BAR PCI_WINDOW
#define IDENTITY 4 // of the disk's message at the completer
#define REQUESTS 2
#define LBA 5

static volatile uint64_t data[REQUESTS][DISK_SECTOR / 8] __attribute__((aligned(512)));
static volatile struct disk_completion ring[REQUESTS] __attribute__((aligned(64)));

static void prepare(void) {
  pci_place_bar(SLOT, 0, BAR);
  pci_place_bar(SLOT, 2, BAR + 0x1000);
  write16(pci_config(SLOT, PCI_COMMAND), PCI_COMMAND_MEMORY | PCI_COMMAND_BUS_MASTER);
  pci_enable_msix(SLOT, 0, IMSIC(COMPLETER), IDENTITY);
  write64(BAR + DISK_RING_ADDRESS, (uintptr_t)ring);
  write32(BAR + DISK_RING_ENTRIES, REQUESTS);
  write32(BAR + DISK_CONTROL, DISK_CONTROL_INTERRUPTS);
  write32(BAR + DISK_SECTORS, 1);
  bohr_work(REQUESTS);
}

static void submit(void) {
  for (unsigned tag = 0; tag < REQUESTS; tag++) {
    write32(BAR + DISK_LBA, LBA + tag);
    write64(BAR + DISK_ADDRESS, (uintptr_t)data[tag]);
    write32(BAR + DISK_TAG, tag);
    write32(BAR + DISK_COMMAND, DISK_COMMAND_READ);
  }
}

// Acknowledges before it looks into the ring: what comes later interrupts again. A completion that
// found the interrupt status set does not interrupt, and may still be under way when the status is
// cleared; the read that comes behind the acknowledge pushes it out.
static void complete(void) {
  unsigned seen = 0;
  while (seen < REQUESTS) {
    wait_for_interrupt();
    imsic_claim();
    write32(BAR + DISK_INTERRUPT_ACKNOWLEDGE, 1);
    read32(BAR + DISK_INTERRUPT_STATUS);
    while (seen < REQUESTS && ring[seen].sequence == seen + 1) {
      fence(r, r);
      bohr_assert(ring[seen].tag == seen);
      bohr_assert((uint8_t)data[seen][DISK_SECTOR / 8 - 1] == LBA + seen + 1);
      seen++;
      bohr_work(-1);
    }
  }
}

void hart_main(unsigned hart) {
  if (hart >= HARTS) {
    return;
  }
  if (hart == SUBMITTER) {
    prepare();
  } else {
    imsic_enable(IDENTITY);
    csr_set(mie, 1 << INTERRUPT_EXTERNAL);
  }
  bohr_start_together(hart, HARTS);
  if (hart == SUBMITTER) {
    submit();
  } else {
    complete();
  }
  bohr_finish_together(HARTS);
}
