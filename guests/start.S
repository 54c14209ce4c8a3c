# Every hart starts at _start with its number in a0. Hart 0 clears .bss and releases the others;
# each gets a stack and comes to hart_main. Harts beyond BOHR_HARTS have none and sleep.

/* build.sh says HARTS: BOHR_HARTS of bohr.h, or more if the board has more. */
#define STACK_SHIFT 12 /* 4 KiB a hart; link.ld makes room for all */

    .section .text.start, "ax"
    .globl _start
_start:
    li t0, HARTS
    bgeu a0, t0, sleep
    .option push
    .option norelax
    la gp, __global_pointer$
    .option pop
    la t0, trap_entry
    csrw mtvec, t0
    la sp, stacks
    addi t0, a0, 1
    slli t0, t0, STACK_SHIFT
    add sp, sp, t0
    la t2, booted
    bnez a0, wait_for_hart_0

    la t0, __bss_start
    la t1, __bss_end
1:  bgeu t0, t1, 2f
    sd zero, (t0)
    addi t0, t0, 8
    j 1b
2:  fence rw, w
    li t0, 1
    sw t0, (t2)
    j enter

wait_for_hart_0:
    lw t0, (t2)
    bnez t0, 3f
    .insn i 0x0f, 0, x0, x0, 0x010 /* pause */
    j wait_for_hart_0
3:  fence r, rw

enter:
    call hart_main
sleep:
    csrci mstatus, 8
4:  wfi
    j 4b

# Saves what a C function may change, on the stack of whatever was interrupted.
    .balign 4
trap_entry:
    addi sp, sp, -128
    sd ra, 0(sp)
    sd t0, 8(sp)
    sd t1, 16(sp)
    sd t2, 24(sp)
    sd t3, 32(sp)
    sd t4, 40(sp)
    sd t5, 48(sp)
    sd t6, 56(sp)
    sd a0, 64(sp)
    sd a1, 72(sp)
    sd a2, 80(sp)
    sd a3, 88(sp)
    sd a4, 96(sp)
    sd a5, 104(sp)
    sd a6, 112(sp)
    sd a7, 120(sp)
    csrr a0, mcause
    csrr a1, mepc
    csrr a2, mtval
    call trap_handler
    ld ra, 0(sp)
    ld t0, 8(sp)
    ld t1, 16(sp)
    ld t2, 24(sp)
    ld t3, 32(sp)
    ld t4, 40(sp)
    ld t5, 48(sp)
    ld t6, 56(sp)
    ld a0, 64(sp)
    ld a1, 72(sp)
    ld a2, 80(sp)
    ld a3, 88(sp)
    ld a4, 96(sp)
    ld a5, 104(sp)
    ld a6, 112(sp)
    ld a7, 120(sp)
    addi sp, sp, 128
    mret

# Not in .bss, which hart 0 clears while the others look at it.
    .section .data.booted, "aw"
    .balign 4
booted:
    .word 0
