/* SPDX-License-Identifier: MIT OR Apache-2.0: pico_switch_stack of stack_switch.hpp. */
#if defined(__x86_64__)
    .text
    .globl pico_switch_stack
    .hidden pico_switch_stack
    .type pico_switch_stack, @function
pico_switch_stack:
    pushq %rbp
    pushq %rbx
    pushq %r12
    pushq %r13
    pushq %r14
    pushq %r15
    movq %rsp, (%rdi)
    movq %rsi, %rsp
    popq %r15
    popq %r14
    popq %r13
    popq %r12
    popq %rbx
    popq %rbp
    ret
    .size pico_switch_stack, .-pico_switch_stack
#endif
    .section .note.GNU-stack, "", @progbits
