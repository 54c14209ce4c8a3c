// The IOMMU of docs/devices.md: a RISC-V IOMMU with a device directory of one level and Sv39.

#ifndef IOMMU_H
#define IOMMU_H

#include "bohr.h"

#define IOMMU_PAGE 4096

// Offsets into BAR 0.
#define IOMMU_DDTP 0x10
#define IOMMU_CQB 0x18
#define IOMMU_CQH 0x20
#define IOMMU_CQT 0x24
#define IOMMU_CQCSR 0x48

#define IOMMU_ONE_LEVEL 2
#define IOMMU_QUEUE_ENABLE 1
#define IOMMU_QUEUE_LOG2 4 // 16 commands

#define IOMMU_INVALIDATE 1 // IOTINVAL.VMA, of all address spaces
#define IOMMU_FENCE 2 // IOFENCE.C
#define IOMMU_ADDRESS_VALID (1 << 10)

#define IOMMU_TABLE 0x01 // a PTE that leads to a table
#define IOMMU_PAGE_OF_DEVICE 0xd7 // a PTE that maps a page: V, R, W, U, A, D

// A device context in its base format.
struct iommu_context {
  uint64_t control, second_stage, attributes, first_stage;
};

struct iommu_command {
  uint64_t first, second;
};

#define iommu_ppn(pointer) ((uint64_t)(uintptr_t)(pointer) >> 12)
#define iommu_pte(pointer, flags) (iommu_ppn(pointer) << 10 | (flags))

// Switches the IOMMU on. `directory` and `commands` are pages.
static inline void iommu_enable(uintptr_t bar, const volatile void *directory,
                                const volatile void *commands) {
  write64(bar + IOMMU_CQB, iommu_ppn(commands) << 10 | (IOMMU_QUEUE_LOG2 - 1));
  write32(bar + IOMMU_CQCSR, IOMMU_QUEUE_ENABLE);
  write64(bar + IOMMU_DDTP, iommu_ppn(directory) << 10 | IOMMU_ONE_LEVEL);
}

// Has the device context say that first-stage page tables with this root translate.
static inline void iommu_translate(volatile struct iommu_context *context,
                                   const volatile void *root) {
  context->second_stage = 0;
  context->attributes = 0;
  context->first_stage = UINT64_C(8) << 60 | iommu_ppn(root);
  context->control = 1;
}

// Has the IOMMU forget the translation of an address, and waits until it has.
static inline void iommu_flush(uintptr_t bar, volatile struct iommu_command *commands,
                               uint64_t address) {
  uint32_t tail = read32(bar + IOMMU_CQT);
  uint32_t mask = (1 << IOMMU_QUEUE_LOG2) - 1;
  commands[tail].first = IOMMU_INVALIDATE | IOMMU_ADDRESS_VALID;
  commands[tail].second = address >> 12 << 10;
  commands[(tail + 1) & mask].first = IOMMU_FENCE;
  commands[(tail + 1) & mask].second = 0;
  tail = (tail + 2) & mask;
  write32(bar + IOMMU_CQT, tail);
  while (read32(bar + IOMMU_CQH) != tail) {
    bohr_relax();
  }
}

#endif
