// One hart loads through a page-table entry that is not marked as accessed; the walk sets the A
// bit. Another hart takes the mapping away. The bug is the machine's (`pte-update: plain`): its walk
// loads the entry, and some steps later stores it again with the A bit, whatever it is then.
//
//   watch        1: the first hart stores, and the other only looks at the entry, twice. The D bit may
//                be set after the first look; that is as it should be.
//   refuse_late  1: such a late D bit fails the guest. That is no bug, only a way to see that there
//                are such.
//
// Who owns what: the entry is the unmapper's; the walk may set its A bit and nothing else.

#include "bohr.h"

BOHR_PARAMETER watch = 1;
BOHR_PARAMETER refuse_late = 1;

#define READER 0
#define UNMAPPER 1
#define HARTS 2

#define PAGE 4096
#define MAPPED UINT64_C(0x40000000) // index 1 of the root, 0 of the other tables

// Bits of an entry (privileged ISA, "Sv39").
#define VALID 1
#define READ 2
#define WRITE 4
#define DIRTY 0x80

#define SATP_SV39 (UINT64_C(8) << 60)
#define MSTATUS_MPP_S (1 << 11)
#define MSTATUS_MPP (3 << 11)
#define MSTATUS_MPRV (1 << 17)
#define CAUSE_LOAD_PAGE_FAULT 13

typedef volatile uint64_t table[PAGE / 8] __attribute__((aligned(PAGE)));

static table root, middle, leaves;
static volatile uint8_t page[PAGE] __attribute__((aligned(PAGE)));

static uint64_t entry(const volatile void *to, unsigned flags) {
  return (uintptr_t)to >> 12 << 10 | flags;
}

// The mapping may be gone already: then this hart is done.
void trap_handler(uint64_t cause, uint64_t epc, uint64_t tval) {
  (void)epc;
  bohr_assert(cause == CAUSE_LOAD_PAGE_FAULT && tval == MAPPED);
  bohr_assert(leaves[0] == 0);
  bohr_finish_together(HARTS);
}

// Loads as supervisor mode would: PMP entry 0 opens all memory to it.
static void prepare(void) {
  root[1] = entry(middle, VALID);
  middle[0] = entry(leaves, VALID);
  leaves[0] = entry(page, VALID | READ | WRITE);
  csr_write(pmpaddr0, -1);
  csr_write(pmpcfg0, 0x1f);
  csr_write(satp, SATP_SV39 | (uintptr_t)root >> 12);
  csr_clear(mstatus, MSTATUS_MPP);
  csr_set(mstatus, MSTATUS_MPP_S);
}

static void unmap(void) {
  leaves[0] = 0;
  fence(w, r);
  bohr_assert(leaves[0] == 0); // or the mapping is back
}

static void look_on(int refuse) {
  uint64_t before = leaves[0];
  uint64_t after = leaves[0];
  bohr_assert(!(before & DIRTY) || after & DIRTY);
  bohr_assert(!refuse || before & DIRTY || !(after & DIRTY));
}

void hart_main(unsigned hart) {
  int watched = watch;
  int refuse = refuse_late;
  if (hart == READER) {
    prepare();
    bohr_start_together(hart, HARTS);
    csr_set(mstatus, MSTATUS_MPRV);
    if (watched) {
      *(volatile uint8_t *)MAPPED = 1;
    } else {
      (void)*(volatile uint8_t *)MAPPED;
    }
    csr_clear(mstatus, MSTATUS_MPRV);
    bohr_finish_together(HARTS);
  } else if (hart == UNMAPPER) {
    bohr_start_together(hart, HARTS);
    if (watched) {
      look_on(refuse);
    } else {
      unmap();
    }
    bohr_finish_together(HARTS);
  }
}
