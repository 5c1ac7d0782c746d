# SPDX-License-Identifier: MIT OR Apache-2.0
# One small function around every instruction under test, and next to each its expected results (cases.inc). The functions
# of a kind lie one after the other, with the same number of words each, so main.c finds them by counting.

    .option norelax             # keeps the words of a function countable

# The start of a table in read-only data, and of a row of functions in text.
    .macro table name
    .globl \name
    .balign 4
\name:
    .endm
    .macro functions name
    .type \name, @function     # a profile shows it
    table \name
    .endm

    .section .rodata.operand_values, "a"
    table operand_values
    .section .rodata.register_results, "a"
    table register_results
    .section .rodata.immediate_results, "a"
    table immediate_results
    .section .rodata.branch_results, "a"
    table branch_results
    .section .rodata.upper_results, "a"
    table upper_results
    .section .rodata.load_results, "a"
    table load_results
    .section .rodata.store_results, "a"
    table store_results
    .section .text.register_functions, "ax"
    functions register_functions
    .section .text.immediate_functions, "ax"
    functions immediate_functions
    .section .text.branch_functions, "ax"
    functions branch_functions
    .section .text.upper_functions, "ax"
    functions upper_functions
    .section .text.load_functions, "ax"
    functions load_functions
    .section .text.store_functions, "ax"
    functions store_functions

    .macro operands values:vararg
    .section .rodata.operand_values, "a"
    .word \values
    .endm

# Functions of 3 words, of a0 and a1, with the result in a0: the instruction with the registers that the name says, a move
# where the result is elsewhere, a return. 8 variants each.
    .macro register_operation op, results:vararg
    .section .text.register_functions, "ax"
    \op a2, a0, a1              # 0: three registers
    mv a0, a2
    ret
    \op a0, a0, a1              # 1: rd = rs1
    ret
    nop
    \op a1, a0, a1              # 2: rd = rs2
    mv a0, a1
    ret
    \op a2, a0, a0              # 3: rs1 = rs2
    mv a0, a2
    ret
    \op a0, a0, a0              # 4: rd = rs1 = rs2
    ret
    nop
    \op a2, zero, a1            # 5: rs1 = x0
    mv a0, a2
    ret
    \op a2, a0, zero            # 6: rs2 = x0
    mv a0, a2
    ret
    \op zero, a0, a1            # 7: rd = x0
    mv a0, zero
    ret
    .section .rodata.register_results, "a"
    .word \results
    .endm

# 4 variants of 3 words.
    .macro immediate_operation op, immediate, results:vararg
    .section .text.immediate_functions, "ax"
    \op a2, a0, \immediate      # 0: two registers
    mv a0, a2
    ret
    \op a0, a0, \immediate      # 1: rd = rs1
    ret
    nop
    \op a2, zero, \immediate    # 2: rs1 = x0
    mv a0, a2
    ret
    \op zero, a0, \immediate    # 3: rd = x0
    mv a0, zero
    ret
    .section .rodata.immediate_results, "a"
    .word \results
    .endm

# 7 words, entered at the third: 1 if the branch was taken, else 0.
    .macro branch_function op, left, right, direction
8:  li a0, 1
    ret
    \op \left, \right, \direction
    li a0, 0
    ret
9:  li a0, 1
    ret
    .endm

# 5 variants.
    .macro branch op, results:vararg
    .section .text.branch_functions, "ax"
    branch_function \op, a0, a1, 9f     # 0: forward
    branch_function \op, a0, a1, 8b     # 1: backward
    branch_function \op, a0, a0, 9f     # 2: a register and itself
    branch_function \op, zero, a1, 9f   # 3: x0 and a register
    branch_function \op, a0, zero, 9f   # 4: a register and x0
    .section .rodata.branch_results, "a"
    .byte \results
    .endm

# 4 functions of 2 and 3 words: 10 words. The result of AUIPC is that of LUI plus the instruction's address.
    .macro upper immediate, result
    .section .text.upper_functions, "ax"
    lui a0, \immediate
    ret
    auipc a0, \immediate
    ret
    lui zero, \immediate
    mv a0, zero
    ret
    auipc zero, \immediate
    mv a0, zero
    ret
    .section .rodata.upper_results, "a"
    .word \result
    .endm

# 3 variants of 3 words, of the base address in a0.
    .macro load op, offset, result
    .section .text.load_functions, "ax"
    \op a1, \offset(a0)         # 0: two registers
    mv a0, a1
    ret
    \op a0, \offset(a0)         # 1: rd = rs1
    ret
    nop
    \op zero, \offset(a0)       # 2: rd = x0
    mv a0, zero
    ret
    .section .rodata.load_results, "a"
    .word \result
    .endm

# 2 words, of the base address in a0 and the value in a1. Results: the value, and address and contents of the word changed.
    .macro store op, offset, value, place, result
    .section .text.store_functions, "ax"
    \op a1, \offset(a0)
    ret
    .section .rodata.store_results, "a"
    .word \value, \place, \result
    .endm

    .include "cases.inc"

# Numbers of cases of the kinds that main.c does not know otherwise.
    .macro count name, bytes, unit
    .globl \name
    .balign 4
\name:
    .word (\bytes) / \unit
    .endm

    .section .rodata.register_results, "a"
register_results_end:
    count register_count, register_results_end - register_results, (289 * 4)
    .section .rodata.immediate_results, "a"
immediate_results_end:
    count immediate_count, immediate_results_end - immediate_results, (17 * 4)
    .section .rodata.branch_results, "a"
branch_results_end:
    count branch_count, branch_results_end - branch_results, 289
    .section .rodata.upper_results, "a"
upper_results_end:
    count upper_count, upper_results_end - upper_results, 4
    .section .rodata.load_results, "a"
load_results_end:
    count load_count, load_results_end - load_results, 4
    .section .rodata.store_results, "a"
store_results_end:
    count store_count, store_results_end - store_results, 12

# ---- Jumps: each function returns the link, main.c compares it with the label it must be (jump_links) ---------------

    .section .rodata.jump_functions, "a"
    table jump_functions
    .section .rodata.jump_links, "a"
    table jump_links
    .section .text.jumps, "ax"
    functions jumps_under_test

# 7: entry, 8: the address behind the jump, which is the link.
    .macro enter_jump
    .section .rodata.jump_functions, "a"
    .word 7f
    .section .rodata.jump_links, "a"
    .word 8f
    .section .text.jumps, "ax"
    .endm
    .macro landed_wrong
    li a0, 0
    ret
    .endm

    enter_jump                  # JAL forward
7:  jal a0, 9f
8:  landed_wrong
9:  ret

    enter_jump                  # JAL backward
9:  ret
    landed_wrong
7:  jal a0, 9b
8:  landed_wrong

    enter_jump                  # JALR
7:  la a1, 9f
    jalr a0, 0(a1)
8:  landed_wrong
9:  ret

    enter_jump                  # JALR, rd = rs1
7:  la a0, 9f
    jalr a0, 0(a0)
8:  landed_wrong
9:  ret

    enter_jump                  # JALR, greatest offset: the sum is odd, its bit 0 is cleared
7:  la a1, 9f - 2046
    jalr a0, 2047(a1)
8:  landed_wrong
9:  ret

    enter_jump                  # JALR, least offset
7:  la a1, 9f + 2048
    jalr a0, -2048(a1)
8:  landed_wrong
9:  ret

    enter_jump                  # JALR, odd base
7:  la a1, 9f + 1
    jalr a0, 0(a1)
8:  landed_wrong
9:  ret

    enter_jump                  # JALR, odd base and odd negative offset: an even sum, nothing to clear
7:  la a1, 9f + 3
    jalr a0, -3(a1)
8:  landed_wrong
9:  ret

    enter_jump                  # JAL and JALR without a link: x0 stays 0
7:  la a0, 8f
    jal zero, 5f
    landed_wrong
5:  la a1, 6f
    jalr zero, 0(a1)
    landed_wrong
6:  add a0, a0, zero
    ret
8:

    enter_jump                  # greatest and least branch offset, and JAL over both; what lies between destroys a0
7:  la a0, 8f
    jal zero, 6f
5:  jal zero, 4f
9:  beq zero, zero, 3f
    .rept 1022
    li a0, 0
    .endr
3:  beq zero, zero, 5b
6:  jal zero, 9b
4:  ret
8:

    .section .rodata.jump_links, "a"
jump_links_end:
    count jump_count, jump_links_end - jump_links, 4

# Stores its own address at its own address, then 0: returns what was read back of the first, plus the second.
    .section .text.store_aliased, "ax"
    functions store_aliased
    sw a0, 0(a0)
    lw a1, 0(a0)
    sw zero, 0(a0)
    lw a0, 0(a0)
    add a0, a0, a1
    ret

# FENCE does nothing.
    .section .text.fence_kept, "ax"
    functions fence_kept
    fence
    fence rw, w
    ret
