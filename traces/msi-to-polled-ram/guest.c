// A device writes a record into memory, in two beats, and then its MSI, which is aimed at a word in
// memory. A hart polls the word and takes the record.
//
// Who owns the record: the device, until the message is there.

#include "bohr.h"

#define SLOT 1
#define BAR PCI_WINDOW
#define WORDS 4
#define MESSAGE 0x5a

static volatile uint32_t message __attribute__((aligned(64)));
static volatile uint64_t record[WORDS] __attribute__((aligned(64)));
static uint64_t copy[WORDS];

static void prepare(void) {
  pci_place_bar(SLOT, 0, BAR);
  write16(pci_config(SLOT, PCI_COMMAND),
          PCI_COMMAND_MEMORY | PCI_COMMAND_BUS_MASTER | PCI_COMMAND_INTX_DISABLE);
  for (unsigned i = 0; i < WORDS; i++) {
    record[i] = i + 1;
  }
  edu_fill_buffer(BAR, record, sizeof record);
  for (unsigned i = 0; i < WORDS; i++) {
    record[i] = 0;
  }
  bohr_record(record, sizeof record);
  pci_enable_msi(SLOT, (uintptr_t)&message, MESSAGE);
  edu_program_dma(BAR, EDU_BUFFER, (uintptr_t)record, sizeof record);
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
  fence(r, r);
  for (unsigned i = 0; i < WORDS; i++) {
    copy[i] = record[i];
  }
  bohr_consume(record, sizeof record, copy);
  bohr_done(0);
}
