// A page is taken away from a device while the device writes to it. The IOMMU has cached where the
// page is; that entry has to go before the page is given to somebody else.
//
//   flush  0: the page is freed when its page-table entry is clear; the flush comes later, when
//             there are more of them.
//          1: the page is freed behind the flush.
//
// Who owns what: the page is the device's until `freed`, and then the other hart's.

#include "iommu.h"

BOHR_PARAMETER flush = 1;

#define OWNER 0
#define ALLOCATOR 1
#define HARTS 2
#define IOMMU_SLOT 1
#define EDU_SLOT 2
#define IOMMU_BAR PCI_WINDOW
#define EDU_BAR (PCI_WINDOW + 0x100000)
#define ADDRESS UINT64_C(0x100000) // of the page, as the device sees it
#define MINE 7

#define PAGE __attribute__((aligned(IOMMU_PAGE)))
static volatile struct iommu_context directory[128] PAGE;
static volatile struct iommu_command commands[1 << IOMMU_QUEUE_LOG2] PAGE;
static volatile uint64_t root[512] PAGE;
static volatile uint64_t middle[512] PAGE;
static volatile uint64_t leaves[512] PAGE;
static volatile uint64_t page[512] PAGE;
static volatile bool freed;

static void start_dma(void) {
  write32(EDU_BAR + EDU_DMA_COMMAND, EDU_DMA_START | EDU_DMA_TO_MEMORY);
}

static void prepare(void) {
  pci_place_bar(IOMMU_SLOT, 0, IOMMU_BAR);
  pci_place_bar(EDU_SLOT, 0, EDU_BAR);
  for (unsigned slot = IOMMU_SLOT; slot <= EDU_SLOT; slot++) {
    write16(pci_config(slot, PCI_COMMAND), PCI_COMMAND_MEMORY | PCI_COMMAND_BUS_MASTER);
  }
  root[0] = iommu_pte(middle, IOMMU_TABLE);
  middle[0] = iommu_pte(leaves, IOMMU_TABLE);
  leaves[ADDRESS / IOMMU_PAGE] = iommu_pte(page, IOMMU_PAGE_OF_DEVICE);
  iommu_translate(&directory[EDU_SLOT << 3], root);
  iommu_enable(IOMMU_BAR, directory, commands);
  edu_program_dma(EDU_BAR, EDU_BUFFER, ADDRESS, 8);
  start_dma(); // the device has used its mapping before
  while (read32(EDU_BAR + EDU_DMA_COMMAND) & EDU_DMA_START) {
    bohr_relax();
  }
}

static void take_away(void) {
  leaves[ADDRESS / IOMMU_PAGE] = 0;
  if (flush == 1) {
    iommu_flush(IOMMU_BAR, commands, ADDRESS);
  }
  fence(rw, w);
  freed = true;
  if (flush == 0) {
    iommu_flush(IOMMU_BAR, commands, ADDRESS);
  }
}

static void allocate(void) {
  while (!freed) {
    bohr_relax();
  }
  fence(r, rw);
  bohr_own(page, IOMMU_PAGE);
  page[0] = MINE;
}

void hart_main(unsigned hart) {
  if (hart >= HARTS) {
    return;
  }
  if (hart == OWNER) {
    prepare();
  }
  bohr_start_together(hart, HARTS);
  if (hart == OWNER) {
    start_dma();
    take_away();
  } else {
    allocate();
    bohr_assert(page[0] == MINE);
  }
  bohr_finish_together(HARTS);
}
