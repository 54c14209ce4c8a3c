// A transfer announced by an MSI that is aimed at plain memory: the hart polls the word that the
// MSI writes, and then reads what the DMA brought.
//
// Who owns the buffer: the device, from the doorbell until the message. There is no register read
// between the message and the data, on purpose: it would push the data ahead of itself. What makes
// the data be there is that one posted write does not pass another, and a fence on this side.

#include "bohr.h"

#define SLOT 1
#define BAR PCI_WINDOW
#define WORDS 4
#define MESSAGE 0x5a

static volatile uint32_t message __attribute__((aligned(64)));
static volatile uint64_t buffer[WORDS] __attribute__((aligned(64)));

static uint64_t device_word(unsigned i) {
  return UINT64_C(0xd000000000000000) + i;
}

// The device's own buffer is full, and a transfer to ours is programmed.
static void prepare(void) {
  pci_place_bar(SLOT, 0, BAR);
  write16(pci_config(SLOT, PCI_COMMAND),
          PCI_COMMAND_MEMORY | PCI_COMMAND_BUS_MASTER | PCI_COMMAND_INTX_DISABLE);
  for (unsigned i = 0; i < WORDS; i++) {
    buffer[i] = device_word(i);
  }
  edu_fill_buffer(BAR, buffer, sizeof buffer);
  for (unsigned i = 0; i < WORDS; i++) {
    buffer[i] = 0;
  }
  pci_enable_msi(SLOT, (uintptr_t)&message, MESSAGE);
  edu_program_dma(BAR, EDU_BUFFER, (uintptr_t)buffer, sizeof buffer);
}

void hart_main(unsigned hart) {
  if (hart != 0) {
    return;
  }
  prepare();
  bohr_start_together(hart, 1);
  write32(BAR + EDU_DMA_COMMAND, EDU_DMA_START | EDU_DMA_TO_MEMORY | EDU_DMA_INTERRUPT_WHEN_DONE);
  while (message != MESSAGE) {
    bohr_relax();
  }
  fence(r, r); // the data is read after the message
  for (unsigned i = 0; i < WORDS; i++) {
    bohr_assert(buffer[i] == device_word(i));
  }
  bohr_finish_together(1);
}
