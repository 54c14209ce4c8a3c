// A driver writes an entry of a ring in memory and rings the doorbell, a register of the device,
// which then fetches the entry by DMA. The device is edu: its DMA engine fetches the entry, and
// brings back what it has got.
//
//   barrier  0: nothing between the entry and the doorbell; 1: `fence w,o`, Linux's `wmb()`.
//
// Who owns the entry: the driver, up to the doorbell.

#include "bohr.h"

BOHR_PARAMETER barrier = 1;

#define SLOT 1
#define BAR PCI_WINDOW
#define OLD 0x01d
#define NEW 0x2e3

static volatile uint64_t ring[1] __attribute__((aligned(64)));
static volatile uint64_t fetched[1] __attribute__((aligned(64)));

// Without the fence that write32() has.
#define doorbell (*(volatile uint32_t *)(BAR + EDU_DMA_COMMAND))

static void wait_for_device(void) {
  while (read32(BAR + EDU_DMA_COMMAND) & EDU_DMA_START) {
    bohr_relax();
  }
}

static void prepare(void) {
  pci_place_bar(SLOT, 0, BAR);
  write16(pci_config(SLOT, PCI_COMMAND),
          PCI_COMMAND_MEMORY | PCI_COMMAND_BUS_MASTER | PCI_COMMAND_INTX_DISABLE);
  ring[0] = OLD;
  edu_program_dma(BAR, (uintptr_t)ring, EDU_BUFFER, sizeof ring);
}

static void submit(int fenced) {
  ring[0] = NEW;
  if (fenced) {
    fence(w, o);
  }
  doorbell = EDU_DMA_START;
}

// What the device has fetched.
static uint64_t ask(void) {
  edu_program_dma(BAR, EDU_BUFFER, (uintptr_t)fetched, sizeof fetched);
  write32(BAR + EDU_DMA_COMMAND, EDU_DMA_START | EDU_DMA_TO_MEMORY);
  wait_for_device();
  return fetched[0];
}

void hart_main(unsigned hart) {
  if (hart != 0) {
    return;
  }
  int fenced = barrier;
  prepare();
  bohr_start_together(hart, 1);
  submit(fenced);
  wait_for_device();
  bohr_assert(ask() == NEW); // or the device works on an entry of old
  bohr_done(0);
}
