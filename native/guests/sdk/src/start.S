# SPDX-License-Identifier: MIT OR Apache-2.0
# Entry of every guest. All registers are 0 here and bss is zero in the program image, so nothing needs clearing.

    .section .text.start, "ax", @progbits
    .globl _start
    .type _start, @function
_start:
    .option push
    .option norelax
    la gp, __global_pointer$
    .option pop
    lui sp, %hi(__stack_top)
    addi sp, sp, %lo(__stack_top)
    call main
    tail pico_halt              # the result of main is the exit code
    .size _start, . - _start
