// SPDX-License-Identifier: MIT OR Apache-2.0
// How instructions are written. Each is a function that ends by jumping to the next one; what they all need they pass on in
// the machine's eight registers for arguments:
//   frame      of the code that runs; the fields `next`, `gas` and `top` are up to date only after save()
//   next       the byte behind the instruction
//   top        the last item of the stack
//   gas        what may be used up before refill(); the frame's own gas does not include it
//   end        of the code
//   table      of all instructions
//   bottom     the first item of the stack
//   immediate  what a PUSH of at most four bytes has read, for the instruction behind it (InstructionTable::pushed)
#pragma once

#include "evm/evm.hpp"
#include "evm/opcodes.hpp"

namespace ethereum
{

#define ETHEREUM_PARAMETERS                                                                                            \
    [[maybe_unused]] Frame &frame, [[maybe_unused]] const uint8_t *next, [[maybe_unused]] Uint256 *top,                \
        [[maybe_unused]] int32_t gas, [[maybe_unused]] const uint8_t *end,                                             \
        [[maybe_unused]] const InstructionTable *table, [[maybe_unused]] Uint256 *bottom,                              \
        [[maybe_unused]] uint32_t immediate
#define ETHEREUM_ARGUMENTS frame, next, top, gas, end, table, bottom, immediate

using Instruction = Halt (*)(ETHEREUM_PARAMETERS);

struct InstructionTable {
    Instruction plain[256];
    // For the instruction behind a PUSH whose item is not on the stack yet: most put it there and jump to the plain one.
    Instruction pushed[256];
};

void fill_instructions(InstructionTable &table, Fork fork);

namespace instructions
{

// Each puts what its file has into the table, as far as the fork knows it.
void put_arithmetic(InstructionTable &table, Fork fork);
void put_flow(InstructionTable &table, Fork fork);
void put_environment(InstructionTable &table, Fork fork);
void put_memory_and_state(InstructionTable &table, Fork fork);

// More than a block's gas limit may ever be stays in the frame.
constexpr int32_t MostGas = 1 << 30;

inline int32_t take_gas(Frame &frame)
{
    int32_t gas = frame.gas < MostGas ? static_cast<int32_t>(frame.gas) : MostGas;
    frame.gas -= gas;
    return gas;
}

inline void save(Frame &frame, const uint8_t *next, Uint256 *top, int32_t gas)
{
    frame.gas += gas;
    frame.next = next;
    frame.top = top + 1;
}

// Where an instruction goes on when it does not end with the next; apart, so that the usual way is short.
[[gnu::noinline]] Halt stop(ETHEREUM_PARAMETERS);
[[gnu::noinline]] Halt fail(ETHEREUM_PARAMETERS);
// Runs the instruction before `next` again with gas that the frame still has, or fails. It took `immediate` too much gas.
[[gnu::noinline]] Halt refill(ETHEREUM_PARAMETERS);
// Puts a pushed item on the stack and runs the instruction before `next`.
[[gnu::noinline]] Halt push_immediate(ETHEREUM_PARAMETERS);

// Whether the stack lacks items, or room for one more where more are put than taken.
template <int Inputs, int Outputs>
bool has_wrong_stack(const Frame &frame, const Uint256 *top, const Uint256 *bottom)
{
    if (Inputs > 0 && top < bottom + (Inputs - 1))
        return true;
    return Outputs > Inputs && top == frame.full;
}

inline bool lacks_gas(int32_t gas, uint32_t cost)
{
    return gas < static_cast<int32_t>(cost);
}

} // namespace instructions

// Starts an instruction: checks the stack, charges gas. The empty assembly has gas compared with 0, for which the guest needs no
// register, after the subtraction and not with the cost before it.
#define ETHEREUM_BEGIN(cost, inputs, outputs)                                                                          \
    if (instructions::has_wrong_stack<inputs, outputs>(frame, top, bottom))                                            \
        [[clang::musttail]] return instructions::fail(ETHEREUM_ARGUMENTS);                                             \
    gas -= static_cast<int32_t>(cost);                                                                                 \
    __asm__("" : "+r"(gas));                                                                                           \
    if (gas < 0) {                                                                                                     \
        immediate = static_cast<uint32_t>(cost);                                                                       \
        [[clang::musttail]] return instructions::refill(ETHEREUM_ARGUMENTS);                                           \
    }

// Ends it: jumps to the next. Beyond the code lie STOPs.
#define ETHEREUM_NEXT                                                                                                  \
    do {                                                                                                               \
        if (next == end)                                                                                               \
            [[clang::musttail]] return instructions::stop(ETHEREUM_ARGUMENTS);                                         \
        Instruction following = table->plain[*next++];                                                                 \
        [[clang::musttail]] return following(ETHEREUM_ARGUMENTS);                                                      \
    } while (false)

} // namespace ethereum
