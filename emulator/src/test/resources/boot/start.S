# The start-up code of ElfTest's guest.
  .section .text.start, "ax"
  .globl _start
_start:
  la sp, stack_top
  call main
halt:
  wfi
  j halt
