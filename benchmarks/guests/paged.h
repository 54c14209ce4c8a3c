// A guest's work in supervisor mode, with Sv39 and pages of 4 KiB, so that every fetch, load and
// store is translated. Include it instead of defining hart_main, with WORK the function to call.

#ifndef PAGED_H
#define PAGED_H

#include "bohr.h"

#define PAGE 4096
#define ENTRIES 512
#define GIGAPAGE_OF_RAM 2 // 0x8000_0000
#define POINTS_ON 0x01
#define ALL_RIGHTS 0xcf // V, R, W, X, A, D
#define DEVICE_RIGHTS 0xc7

static uint64_t root_table[ENTRIES] __attribute__((aligned(PAGE)));
static uint64_t middle_table[ENTRIES] __attribute__((aligned(PAGE)));
static uint64_t leaf_table[ENTRIES] __attribute__((aligned(PAGE)));

// The first 2 MiB of RAM in small pages, and the devices below RAM in a large one.
static void map_all(void) {
  root_table[0] = DEVICE_RIGHTS;
  root_table[GIGAPAGE_OF_RAM] = (uint64_t)middle_table >> 12 << 10 | POINTS_ON;
  middle_table[0] = (uint64_t)leaf_table >> 12 << 10 | POINTS_ON;
  for (uint64_t page = 0; page < ENTRIES; page++) {
    leaf_table[page] = (UINT64_C(0x80000000) + page * PAGE) >> 12 << 10 | ALL_RIGHTS;
  }
}

static void enter_supervisor(void) {
  asm volatile(
      "csrw pmpaddr0, %0\n"
      "csrw pmpcfg0, %1\n"
      "csrw satp, %2\n"
      "sfence.vma\n"
      "csrc mstatus, %3\n"
      "csrs mstatus, %4\n"
      "la t0, 1f\n"
      "csrw mepc, t0\n"
      "mret\n"
      "1:"
      :
      : "r"(-1L), "r"(0x1fL), "r"(8UL << 60 | (uint64_t)root_table >> 12), "r"(3UL << 11),
        "r"(1UL << 11)
      : "t0", "memory");
}

void hart_main(unsigned hart) {
  if (hart == 0) {
    map_all();
    enter_supervisor();
    WORK(hart);
  }
}

#endif
