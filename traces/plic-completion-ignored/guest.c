// An interrupt is moved from one hart to another while the first one serves it. The PLIC ignores
// the completion of a source that is not enabled for the context that completes it; then the source
// stays in service for ever, and its gateway lets no further interrupt through.
//
//   completion  0: plain.
//               1: Linux' first attempt: a source that software has masked is enabled around the
//                  completion. Moving is not masking.
//               2: the enable bit itself is looked at, and set around the completion, under the lock
//                  that the mover takes too.
//
// Who owns what: the lock protects the enable bits; `served` and the device belong to the handler
// that has claimed the interrupt.

#include "bohr.h"

BOHR_PARAMETER completion = 2;

#define SERVER 0
#define MOVER 1
#define HARTS 2
#define SLOT 1
#define BAR PCI_WINDOW
#define SOURCE PLIC_INTX(SLOT)
#define INTERRUPTS 2

static struct lock enable_lock;
static volatile bool masked; // by software; nobody does
static volatile unsigned served;

static uintptr_t enable_word(unsigned hart) {
  return PLIC + 0x2000 + 0x80 * PLIC_CONTEXT(hart) + 4 * (SOURCE / 32);
}

static void set_enabled(unsigned hart, bool enabled) {
  write32(enable_word(hart), enabled ? UINT32_C(1) << SOURCE % 32 : 0);
}

static bool is_enabled(unsigned hart) {
  return read32(enable_word(hart)) >> SOURCE % 32 & 1;
}

static void complete(unsigned hart) {
  lock_acquire(&enable_lock);
  bool borrow = completion == 2 ? !is_enabled(hart) : completion == 1 && masked;
  if (borrow) {
    set_enabled(hart, true);
  }
  plic_complete(hart, SOURCE);
  if (borrow) {
    set_enabled(hart, false);
  }
  lock_release(&enable_lock);
}

// The first interrupt is followed by a second one before it is completed.
void trap_handler(uint64_t cause, uint64_t epc, uint64_t tval) {
  (void)epc;
  (void)tval;
  bohr_assert(cause == CAUSE_INTERRUPT(INTERRUPT_EXTERNAL));
  unsigned hart = hart_number();
  if (plic_claim(hart) != SOURCE) {
    return; // the other hart was faster
  }
  write32(BAR + EDU_INTERRUPT_ACKNOWLEDGE, 1);
  bohr_work(-1);
  served++;
  if (served == INTERRUPTS) {
    bohr_done(0);
  }
  write32(BAR + EDU_INTERRUPT_RAISE, 1);
  complete(hart);
}

static void move(void) {
  lock_acquire(&enable_lock);
  set_enabled(SERVER, false);
  set_enabled(MOVER, true);
  lock_release(&enable_lock);
}

static void serve_interrupts(void) {
  csr_set(mie, 1 << INTERRUPT_EXTERNAL);
  interrupts_on();
  for (;;) {
    wait_for_interrupt();
  }
}

void hart_main(unsigned hart) {
  if (hart == SERVER) {
    pci_place_bar(SLOT, 0, BAR);
    write16(pci_config(SLOT, PCI_COMMAND), PCI_COMMAND_MEMORY);
    plic_enable(SERVER, SOURCE);
    bohr_work(INTERRUPTS);
    bohr_start_together(hart, HARTS);
    write32(BAR + EDU_INTERRUPT_RAISE, 1);
    serve_interrupts();
  } else if (hart == MOVER) {
    write32(PLIC + 0x200000 + 0x1000 * PLIC_CONTEXT(MOVER), 0); // threshold
    bohr_start_together(hart, HARTS);
    move();
    serve_interrupts();
  }
}
