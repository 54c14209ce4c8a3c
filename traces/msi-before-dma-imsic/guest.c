// As in ../msi-before-dma, but the MSI is a proper interrupt: it is aimed at hart 0's interrupt
// file, and the hart sleeps until it comes.
//
// Who owns the buffer: the device, from the doorbell until the interrupt.

#include "bohr.h"

#define SLOT 1
#define BAR PCI_WINDOW
#define WORDS 4
#define DMA_DONE 7 // an identity of the interrupt file

static volatile uint32_t done; // set by the interrupt handler, on the same hart
static volatile uint64_t buffer[WORDS] __attribute__((aligned(64)));

static uint64_t device_word(unsigned i) {
  return UINT64_C(0xd000000000000000) + i;
}

// The claim clears the pending bit. As in ../msi-before-dma, no register of the device is read.
void trap_handler(uint64_t cause, uint64_t epc, uint64_t tval) {
  (void)epc;
  (void)tval;
  bohr_assert(cause == CAUSE_INTERRUPT(INTERRUPT_EXTERNAL));
  bohr_assert(imsic_claim() == DMA_DONE);
  done = 1;
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
  imsic_enable(DMA_DONE);
  csr_set(mie, 1 << INTERRUPT_EXTERNAL);
  pci_enable_msi(SLOT, IMSIC(0), DMA_DONE);
  edu_program_dma(BAR, EDU_BUFFER, (uintptr_t)buffer, sizeof buffer);
}

// Interrupts are off between the test and the sleep, so none is slept past.
static void sleep_until_done(void) {
  while (!done) {
    wait_for_interrupt();
    interrupts_on(); // the trap is taken here
    interrupts_off();
  }
}

void hart_main(unsigned hart) {
  if (hart != 0) {
    return;
  }
  prepare();
  bohr_start_together(hart, 1);
  write32(BAR + EDU_DMA_COMMAND, EDU_DMA_START | EDU_DMA_TO_MEMORY | EDU_DMA_INTERRUPT_WHEN_DONE);
  sleep_until_done();
  for (unsigned i = 0; i < WORDS; i++) {
    bohr_assert(buffer[i] == device_word(i));
  }
  bohr_finish_together(1);
}
