// A device's thread writes a record into memory, beat by beat and under no lock. There is no
// interrupt and no register: a hart sees by the record itself that it is there, and takes it.
//
//   poll_last  0: it waits for the first word of the record; 1: for the last, and reads the others
//              after it.
//
// Who owns the record: the device, until the word polled has changed.

#include "bohr.h"

BOHR_PARAMETER poll_last = 1;

#define SLOT 1
#define BAR PCI_WINDOW
#define WORDS 4

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
  edu_program_dma(BAR, EDU_BUFFER, (uintptr_t)record, sizeof record);
}

void hart_main(unsigned hart) {
  if (hart != 0) {
    return;
  }
  volatile uint64_t *polled = &record[poll_last ? WORDS - 1 : 0];
  prepare();
  bohr_start_together(hart, 1);
  write32(BAR + EDU_DMA_COMMAND, EDU_DMA_START | EDU_DMA_TO_MEMORY);
  while (*polled == 0) {
    bohr_relax();
  }
  fence(r, r);
  for (unsigned i = 0; i < WORDS; i++) {
    copy[i] = record[i];
  }
  bohr_consume(record, sizeof record, copy);
  bohr_done(0);
}
