// What a driver does with the edu device, done right: hart 0 copies out of the device's buffer and
// serves the interrupts, hart 1 has a factorial computed. An audit asks under which policies of the
// device this still works.
//
// Who owns what: the interrupt registers and the DMA engine are hart 0's, the factorial unit is hart
// 1's. The buffer is the device's until its interrupt says that the transfer is done.

#include "bohr.h"

#define TRANSFERRER 0 // also the hart that interrupts go to
#define CALCULATOR 1
#define HARTS 2
#define SLOT 1
#define BAR PCI_WINDOW
#define IDENTITY 3 // of the device's message at hart 0
#define WORDS 2

#define DEVICE_WORD UINT64_C(0xdddddddddddddddd)

static volatile uint64_t buffer[WORDS] __attribute__((aligned(64)));

// The device's own buffer is full of DEVICE_WORD, and a transfer to ours is programmed.
static void prepare(void) {
  pci_place_bar(SLOT, 0, BAR);
  write16(pci_config(SLOT, PCI_COMMAND), PCI_COMMAND_MEMORY | PCI_COMMAND_BUS_MASTER);
  for (unsigned i = 0; i < WORDS; i++) {
    buffer[i] = DEVICE_WORD;
  }
  edu_fill_buffer(BAR, buffer, sizeof buffer);
  for (unsigned i = 0; i < WORDS; i++) {
    buffer[i] = 0;
  }
  imsic_enable(IDENTITY);
  csr_set(mie, 1 << INTERRUPT_EXTERNAL);
  pci_enable_msi(SLOT, IMSIC(TRANSFERRER), IDENTITY);
  write32(BAR + EDU_STATUS, EDU_STATUS_INTERRUPT);
  bohr_work(2);
}

static void transfer(void) {
  edu_program_dma(BAR, EDU_BUFFER, (uintptr_t)buffer, sizeof buffer);
  write32(BAR + EDU_DMA_COMMAND,
          EDU_DMA_START | EDU_DMA_TO_MEMORY | EDU_DMA_INTERRUPT_WHEN_DONE);
}

// Takes the message before it asks what it was for: what comes later sends another one.
static void serve_interrupts(void) {
  uint32_t missing = EDU_DMA_INTERRUPT | EDU_FACTORIAL_INTERRUPT;
  while (missing) {
    wait_for_interrupt();
    imsic_claim();
    uint32_t raised = read32(BAR + EDU_INTERRUPT_STATUS);
    write32(BAR + EDU_INTERRUPT_ACKNOWLEDGE, raised);
    if (raised & EDU_DMA_INTERRUPT) {
      bohr_assert(!(read32(BAR + EDU_DMA_COMMAND) & EDU_DMA_START));
      bohr_assert(buffer[WORDS - 1] == DEVICE_WORD);
      bohr_work(-1);
    }
    if (raised & EDU_FACTORIAL_INTERRUPT) {
      bohr_work(-1);
    }
    missing &= ~raised;
  }
}

static void calculate(void) {
  write32(BAR + EDU_FACTORIAL, 5);
  while (read32(BAR + EDU_STATUS) & EDU_STATUS_COMPUTING) {
    bohr_relax();
  }
  bohr_assert(read32(BAR + EDU_FACTORIAL) == 120);
}

void hart_main(unsigned hart) {
  if (hart >= HARTS) {
    return;
  }
  if (hart == TRANSFERRER) {
    prepare();
  }
  bohr_start_together(hart, HARTS);
  if (hart == TRANSFERRER) {
    transfer();
    serve_interrupts();
  } else {
    bohr_assert(read32(BAR + EDU_IDENTIFICATION) == 0x010000ed);
    calculate();
  }
  bohr_finish_together(HARTS);
}
