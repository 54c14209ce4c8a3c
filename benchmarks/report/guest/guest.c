// A long execution for a report: two harts share a counter, and one of them has a device copy a
// buffer again and again. What it prints is what a page must not take for HTML.

#include "bohr.h"

#define HARTS 2
#define SLOT 1
#define BAR PCI_WINDOW
#define WORDS 8

uint64_t rounds __attribute__((section(".data"))) = 1000;

static volatile uint64_t buffer[WORDS] __attribute__((aligned(64)));
static uint64_t counter;

static void count(unsigned times) {
  for (unsigned i = 0; i < times; i++) {
    __atomic_fetch_add(&counter, 1, __ATOMIC_ACQ_REL);
  }
}

static void copy(void) {
  edu_program_dma(BAR, EDU_BUFFER, (uintptr_t)buffer, sizeof buffer);
  write32(BAR + EDU_DMA_COMMAND, EDU_DMA_START | EDU_DMA_TO_MEMORY);
  while (read32(BAR + EDU_DMA_COMMAND) & EDU_DMA_START) {
  }
}

void hart_main(unsigned hart) {
  if (hart >= HARTS) {
    return;
  }
  if (hart == 0) {
    print("</script><script>document.title = 'taken'</script>\n");
    print("<img src=x onerror=\"document.title = 'taken'\"><!-- \x1b[31m ]]> & &lt; \\u003c\n");
    pci_place_bar(SLOT, 0, BAR);
    write16(pci_config(SLOT, PCI_COMMAND), PCI_COMMAND_MEMORY | PCI_COMMAND_BUS_MASTER);
    edu_fill_buffer(BAR, buffer, sizeof buffer);
  }
  bohr_start_together(hart, HARTS);
  for (uint64_t round = 0; round < rounds; round++) {
    if (hart == 0) {
      copy();
    }
    count(40);
  }
  bohr_finish_together(HARTS);
}
