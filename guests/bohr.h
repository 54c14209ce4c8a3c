// What a bare-metal guest needs, on Bohr, on QEMU's `virt` board and on silicon laid out like it.
//
//   hints        tell Bohr what the guest means; everywhere else they do nothing
//   console      printing on the UART
//   harts        numbers, fences, locks, interrupts
//   registers    access to devices, ordered as Linux orders it on RISC-V
//   PCI          config space, BARs, capabilities, MSI and MSI-X
//   interrupts   ACLINT, PLIC, IMSIC
//   edu, disk    the registers of the two devices of docs/devices.md
//
// What is one instruction or two is a macro: the line table then names the guest's line, and so
// does the schedule that Bohr prints. What is longer is a function in bohr.c. Every guest defines
// `hart_main`.

#ifndef BOHR_H
#define BOHR_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

// Every hart below BOHR_HARTS comes here after start.S, with a stack of its own. A hart that
// returns sleeps for ever.
void hart_main(unsigned hart);

// Every trap comes here. A guest that expects traps defines it; the one in bohr.c fails the guest.
// After an interrupt (bit 63 of `cause`) the guest goes on where it was, after an exception it
// repeats the instruction at `epc`.
void trap_handler(uint64_t cause, uint64_t epc, uint64_t tval);

// An int that a scenario may set before the guest runs (`guest-parameters`). It lies in .data
// because start.S clears .bss, and is volatile because its value here is not the one that counts.
#define BOHR_PARAMETER __attribute__((used, section(".data"))) volatile int

// ---- Hints: `slti x0, rs1, code`. They write no register, so that nothing else notices them. ----

#define BOHR_HINT_SNAPSHOT 1
#define BOHR_HINT_DONE 2
#define BOHR_HINT_ASSERT_FAILED 3
#define BOHR_HINT_MARK 4
#define BOHR_HINT_OWN 5
#define BOHR_HINT_DISOWN 6
#define BOHR_HINT_WORK 7
#define BOHR_HINT_RECORD 16
#define BOHR_HINT_CONSUME 17

// The arguments travel in rs1, a1 and a2.
#define bohr_hint(code, value, value1, value2)                            \
  do {                                                                    \
    uint64_t hint_value = (uint64_t)(value);                              \
    uint64_t hint_value1 = (uint64_t)(value1);                            \
    uint64_t hint_value2 = (uint64_t)(value2);                            \
    register uint64_t hint_a1 asm("a1") = hint_value1;                    \
    register uint64_t hint_a2 asm("a2") = hint_value2;                    \
    asm volatile("slti x0, %0, %1"                                        \
                 :                                                        \
                 : "r"(hint_value), "i"(code), "r"(hint_a1), "r"(hint_a2) \
                 : "memory");                                             \
  } while (0)

// From here on the schedule matters: a search starts every execution from this step.
#define bohr_snapshot() asm volatile("slti x0, x0, %0" : : "i"(BOHR_HINT_SNAPSHOT) : "memory")

// A number for people, to be shown beside this step.
#define bohr_mark(value) bohr_hint(BOHR_HINT_MARK, value, 0, 0)

// The buffer belongs to the harts again: no DMA may touch it.
#define bohr_own(buffer, bytes) bohr_hint(BOHR_HINT_OWN, buffer, bytes, 0)

// The buffer is handed to a device.
#define bohr_disown(buffer, bytes) bohr_hint(BOHR_HINT_DISOWN, buffer, bytes, 0)

// `delta` more pieces of work are outstanding. Sleeping while the sum is not 0 is a finding.
#define bohr_work(delta) bohr_hint(BOHR_HINT_WORK, (int64_t)(delta), 0, 0)

// These bytes are one record: each transfer that writes it writes all of it. What it is now counts
// as having been written so. To be said again after a hart has written it.
#define bohr_record(record, bytes) bohr_hint(BOHR_HINT_RECORD, record, bytes, 0)

// The copy is what a hart has taken for the record, and is about to use. A copy that the record
// never was, as a whole, is a finding.
#define bohr_consume(record, bytes, copy) bohr_hint(BOHR_HINT_CONSUME, record, bytes, copy)

// Ends the guest; status 0 is success. Does not return.
__attribute__((noreturn)) void bohr_done(unsigned status);

// Reports a failure at `place` and ends the guest with status 1. Does not return.
__attribute__((noreturn)) void bohr_fail(const char *place, const char *message);

#define BOHR_TEXT_OF(x) #x
#define BOHR_TEXT(x) BOHR_TEXT_OF(x)
#define BOHR_PLACE __FILE_NAME__ ":" BOHR_TEXT(__LINE__)

// Fails the guest unless `condition` holds.
#define bohr_assert(condition) \
  ((condition) ? (void)0 : bohr_fail(BOHR_PLACE, "assertion failed: " #condition))

// For the body of a loop that waits for another agent: a schedule need not repeat it in vain.
// This is `pause`, spelled as the `fence` it is, because it is younger than our -march.
#define bohr_relax() asm volatile(".insn i 0x0f, 0, x0, x0, 0x010" : : : "memory")

// Called by all `harts` harts once they are set up. When the last has arrived, hart 0 takes the
// snapshot and lets the others go.
void bohr_start_together(unsigned hart, unsigned harts);

// Called by each of `harts` harts when it has finished its part; the last of them ends the guest
// with status 0. The others sleep, so nobody spins. Does not return.
__attribute__((noreturn)) void bohr_finish_together(unsigned harts);

// ---- Console: for use before the snapshot and by one hart at a time. ----

void print(const char *text);
void print_hex(uint64_t value, unsigned digits);
void print_decimal(uint64_t value);

// ---- Harts ----

#define BOHR_HARTS 8

#define csr_read(csr)                                              \
  ({                                                               \
    uint64_t csr_value;                                            \
    asm volatile("csrr %0, " #csr : "=r"(csr_value) : : "memory"); \
    csr_value;                                                     \
  })
#define csr_write(csr, value) \
  asm volatile("csrw " #csr ", %0" : : "r"((uint64_t)(value)) : "memory")
#define csr_set(csr, bits) asm volatile("csrs " #csr ", %0" : : "r"((uint64_t)(bits)) : "memory")
#define csr_clear(csr, bits) asm volatile("csrc " #csr ", %0" : : "r"((uint64_t)(bits)) : "memory")

#define fence(predecessor, successor) \
  asm volatile("fence " #predecessor ", " #successor : : : "memory")

// Bits of mie and mip, and what trap_handler sees in `cause`.
#define INTERRUPT_SOFTWARE 3
#define INTERRUPT_TIMER 7
#define INTERRUPT_EXTERNAL 11
#define CAUSE_INTERRUPT(bit) ((UINT64_C(1) << 63) | (bit))

#define MSTATUS_MIE 8

#define hart_number() ((unsigned)csr_read(mhartid))

// Lets interrupts trap.
#define interrupts_on() csr_set(mstatus, MSTATUS_MIE)

// Keeps interrupts pending instead; they still end a `wait_for_interrupt`.
#define interrupts_off() csr_clear(mstatus, MSTATUS_MIE)

// Sleeps until an interrupt is pending that mie enables, whether or not it may trap. Test the
// condition waited for with interrupts off: otherwise the interrupt may come between the test and
// the sleep, and the hart sleeps past it.
#define wait_for_interrupt() asm volatile("wfi" : : : "memory")

// An atomic operation on a 32-bit word; gives what the word was.
#define bohr_atomic(instruction, word, value)      \
  ({                                               \
    uint32_t atomic_old;                           \
    asm volatile(instruction " %0, %2, %1"         \
                 : "=r"(atomic_old), "+A"(*(word)) \
                 : "r"(value)                      \
                 : "memory");                      \
    atomic_old;                                    \
  })

// Ordered with everything before and after.
#define atomic_add(word, value) bohr_atomic("amoadd.w.aqrl", word, value)

struct lock {
  volatile uint32_t held;
};

#define lock_acquire(lock)                                       \
  do {                                                           \
    while (bohr_atomic("amoswap.w.aq", &(lock)->held, 1) != 0) { \
      bohr_relax();                                              \
    }                                                            \
  } while (0)

#define lock_release(lock) ((void)bohr_atomic("amoswap.w.rl", &(lock)->held, 0))

// ---- Registers. A write comes after all earlier stores to memory, so that a doorbell finds its
// ring written; a read comes before all later loads, so that what it announced is there. ----

#define bohr_register_read(type, instruction, address)   \
  ({                                                     \
    type register_value;                                 \
    asm volatile(instruction " %0, 0(%1)\n\tfence i, ir" \
                 : "=r"(register_value)                  \
                 : "r"((uintptr_t)(address))             \
                 : "memory");                            \
    register_value;                                      \
  })
#define bohr_register_write(type, instruction, address, value)  \
  asm volatile("fence w, o\n\t" instruction " %z0, 0(%1)"       \
               :                                                \
               : "rJ"((type)(value)), "r"((uintptr_t)(address)) \
               : "memory")

#define read8(address) bohr_register_read(uint8_t, "lbu", address)
#define read16(address) bohr_register_read(uint16_t, "lhu", address)
#define read32(address) bohr_register_read(uint32_t, "lw", address)
#define read64(address) bohr_register_read(uint64_t, "ld", address)
#define write8(address, value) bohr_register_write(uint8_t, "sb", address, value)
#define write16(address, value) bohr_register_write(uint16_t, "sh", address, value)
#define write32(address, value) bohr_register_write(uint32_t, "sw", address, value)
#define write64(address, value) bohr_register_write(uint64_t, "sd", address, value)

// ---- PCI: functions on bus 0, named by their slot. ----

#define PCI_ECAM UINT64_C(0x30000000)
#define PCI_WINDOW UINT64_C(0x40000000) // where BARs are placed, up to 0x7fffffff

#define PCI_VENDOR 0x00
#define PCI_DEVICE 0x02
#define PCI_COMMAND 0x04
#define PCI_STATUS 0x06
#define PCI_BAR0 0x10
#define PCI_CAPABILITIES 0x34

#define PCI_COMMAND_MEMORY 0x0002
#define PCI_COMMAND_BUS_MASTER 0x0004
#define PCI_COMMAND_INTX_DISABLE 0x0400
#define PCI_STATUS_CAPABILITIES 0x0010

#define PCI_CAPABILITY_MSI 0x05
#define PCI_CAPABILITY_EXPRESS 0x10
#define PCI_CAPABILITY_MSIX 0x11

// The address of a register of config space.
#define pci_config(slot, offset) (PCI_ECAM + ((uintptr_t)(slot) << 15) + (offset))

// Writes the address into BAR `bar`, 32- or 64-bit, and returns its size in bytes.
uint64_t pci_place_bar(unsigned slot, unsigned bar, uint64_t address);

// The config space offset of a capability; 0 if the function does not have it.
unsigned pci_find_capability(unsigned slot, unsigned identity);

// Has the function send `data` to `address` instead of driving its INTx wire.
void pci_enable_msi(unsigned slot, uint64_t address, uint16_t data);

// The same for one vector of MSI-X. The BAR with the table must have been placed.
void pci_enable_msix(unsigned slot, unsigned vector, uint64_t address, uint32_t data);

// ---- ACLINT: interprocessor interrupts and the timer of each hart. ----

#define ACLINT UINT64_C(0x02000000)

#define aclint_send_ipi(hart) write32(ACLINT + 4 * (hart), 1)
#define aclint_clear_ipi(hart) write32(ACLINT + 4 * (hart), 0)
#define aclint_time() read64(ACLINT + 0xbff8)
#define aclint_set_timer(hart, time) write64(ACLINT + 0x4000 + 8 * (hart), time)

// ---- PLIC: wired interrupts. On the `virt` board each hart has two contexts, the first of them
// for M level. ----

#define PLIC UINT64_C(0x0c000000)
#define PLIC_INTX(slot) (32 + (slot) % 4) // the source of a function's INTA

#define PLIC_CONTEXT(hart) (2 * (uintptr_t)(hart))
#define PLIC_CLAIM(hart) (PLIC + 0x200004 + 0x1000 * PLIC_CONTEXT(hart))

// Routes the source to the hart, M level, with priority 1 above threshold 0.
void plic_enable(unsigned hart, unsigned source);

// Takes the most urgent interrupt pending for the hart; 0 if there is none.
#define plic_claim(hart) read32(PLIC_CLAIM(hart))

// The interrupt has been served: the source may interrupt again.
#define plic_complete(hart, source) write32(PLIC_CLAIM(hart), source)

// ---- IMSIC: interrupts that are messages, and the M-level CSRs of the hart's own file. ----

#define IMSIC(hart) (UINT64_C(0x24000000) + 0x1000 * (uint64_t)(hart))

// Lets this hart's file deliver the identity, 1 to 255.
void imsic_enable(unsigned identity);

// Takes the most urgent identity pending (mtopei); 0 if there is none.
#define imsic_claim()                                                       \
  ({                                                                        \
    uint64_t top_interrupt;                                                 \
    asm volatile("csrrw %0, 0x35c, x0" : "=r"(top_interrupt) : : "memory"); \
    (unsigned)(top_interrupt >> 16);                                        \
  })

// ---- edu: docs/devices.md and QEMU's docs/specs/edu. Offsets into BAR 0. ----

#define EDU_IDENTIFICATION 0x00
#define EDU_LIVENESS 0x04
#define EDU_FACTORIAL 0x08
#define EDU_STATUS 0x20
#define EDU_INTERRUPT_STATUS 0x24
#define EDU_INTERRUPT_RAISE 0x60
#define EDU_INTERRUPT_ACKNOWLEDGE 0x64
#define EDU_DMA_SOURCE 0x80
#define EDU_DMA_DESTINATION 0x88
#define EDU_DMA_COUNT 0x90
#define EDU_DMA_COMMAND 0x98

#define EDU_STATUS_COMPUTING 0x01
#define EDU_STATUS_INTERRUPT 0x80
#define EDU_FACTORIAL_INTERRUPT 0x001
#define EDU_DMA_INTERRUPT 0x100

#define EDU_DMA_START 1
#define EDU_DMA_TO_MEMORY 2
#define EDU_DMA_INTERRUPT_WHEN_DONE 4

#define EDU_BUFFER 0x40000 // the device's own 4 KiB, as its DMA engine addresses them

// Programs a transfer without starting it. `source` and `destination` are addresses as the engine
// sees them: one in memory, one in the device's buffer.
void edu_program_dma(uintptr_t bar, uint64_t source, uint64_t destination, uint64_t bytes);

// Copies memory into the device's buffer and waits until that is done.
void edu_fill_buffer(uintptr_t bar, const volatile void *source, uint64_t bytes);

// ---- disk: docs/devices.md. Offsets into BAR 0. ----

#define DISK_IDENTIFICATION 0x00
#define DISK_CAPACITY 0x04
#define DISK_CONTROL 0x08
#define DISK_STATUS 0x0c
#define DISK_RESET 0x10
#define DISK_INTERRUPT_STATUS 0x14
#define DISK_INTERRUPT_ACKNOWLEDGE 0x18
#define DISK_LBA 0x20
#define DISK_SECTORS 0x24
#define DISK_ADDRESS 0x28
#define DISK_COMMAND 0x30
#define DISK_TAG 0x34
#define DISK_RING_ADDRESS 0x38
#define DISK_RING_ENTRIES 0x40
#define DISK_COMPLETIONS 0x44

#define DISK_CONTROL_INTERRUPTS 1
#define DISK_STATUS_BUSY 1
#define DISK_STATUS_FAILED 2
#define DISK_STATUS_FULL 8
#define DISK_COMMAND_READ 1
#define DISK_COMMAND_WRITE 2
#define DISK_SECTOR 512

// One entry of the completion ring.
struct disk_completion {
  uint32_t tag; // bit 31: failed
  uint32_t sequence; // counts from 1
};

#endif
