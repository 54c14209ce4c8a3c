// A hart tells a device where to fetch from, and rings its doorbell. edu's DMA engine fetches the
// word, and brings back what it has got.
//
//   through_memory  0: by a register of the device, which is where the doorbell is too. There is no
//                      fence between the two stores, and none is needed.
//                   1: by a word in memory. That is another place, and only a fence orders the two.
//
// Who owns what: everything is the hart's up to the doorbell.

#include "bohr.h"

BOHR_PARAMETER through_memory = 1;

#define SLOT 1
#define BAR PCI_WINDOW
#define OLD 0x01d
#define NEW 0x2e3

static volatile uint64_t words[2] __attribute__((aligned(64))) = {OLD, NEW};
static volatile uint64_t fetched __attribute__((aligned(64)));

// Without the fences that write32() and write64() have.
#define source (*(volatile uint64_t *)(BAR + EDU_DMA_SOURCE))
#define doorbell (*(volatile uint32_t *)(BAR + EDU_DMA_COMMAND))

static void wait_for_device(void) {
  while (read32(BAR + EDU_DMA_COMMAND) & EDU_DMA_START) {
    bohr_relax();
  }
}

// What the device has fetched.
static uint64_t ask(void) {
  edu_program_dma(BAR, EDU_BUFFER, (uintptr_t)&fetched, sizeof fetched);
  write32(BAR + EDU_DMA_COMMAND, EDU_DMA_START | EDU_DMA_TO_MEMORY);
  wait_for_device();
  return fetched;
}

void hart_main(unsigned hart) {
  if (hart != 0) {
    return;
  }
  int memory = through_memory;
  pci_place_bar(SLOT, 0, BAR);
  write16(pci_config(SLOT, PCI_COMMAND),
          PCI_COMMAND_MEMORY | PCI_COMMAND_BUS_MASTER | PCI_COMMAND_INTX_DISABLE);
  edu_program_dma(BAR, (uintptr_t)&words[0], EDU_BUFFER, sizeof words[0]);
  bohr_start_together(hart, 1);
  if (memory) {
    words[0] = NEW;
  } else {
    source = (uintptr_t)&words[1];
  }
  doorbell = EDU_DMA_START;
  wait_for_device();
  bohr_assert(ask() == NEW);
  bohr_done(0);
}
