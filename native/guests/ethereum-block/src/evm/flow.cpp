// SPDX-License-Identifier: MIT OR Apache-2.0
// The stack, jumps and the end of a run.
#include "evm/instruction.hpp"

namespace ethereum::instructions
{
namespace
{

Halt pop(ETHEREUM_PARAMETERS)
{
    ETHEREUM_BEGIN(2, 1, 0);
    top--;
    ETHEREUM_NEXT;
}

Halt push0(ETHEREUM_PARAMETERS)
{
    ETHEREUM_BEGIN(2, 0, 1);
    *++top = Uint256::zero();
    ETHEREUM_NEXT;
}

uint32_t read_big_endian(const uint8_t *from, unsigned size)
{
    uint32_t value = from[0];
    for (unsigned i = 1; i < size; i++)
        value = value << 8 | from[i];
    return value;
}

// Numbers of up to four bytes do not go to the stack at once: most often what follows takes them from there again.
template <unsigned Size>
Halt push_small(ETHEREUM_PARAMETERS)
{
    ETHEREUM_BEGIN(3, 0, 1);
    const uint8_t *behind = next + Size;
    if (behind >= end) // nothing can see the item
        [[clang::musttail]] return stop(ETHEREUM_ARGUMENTS);
    immediate = read_big_endian(next, Size);
    next = behind + 1;
    [[clang::musttail]] return table->pushed[*behind](ETHEREUM_ARGUMENTS);
}

template <unsigned Size>
Halt push(ETHEREUM_PARAMETERS)
{
    ETHEREUM_BEGIN(3, 0, 1);
    if (next + Size >= end)
        [[clang::musttail]] return stop(ETHEREUM_ARGUMENTS);
    top++;
    constexpr unsigned Whole = Size / 4;
    for (unsigned i = 0; i < Whole; i++)
        top->words[i] = load_big_endian(next + (Size - 4 * (i + 1)));
    if (Whole < 8)
        top->words[Whole] = Size % 4 == 0 ? 0 : read_big_endian(next, Size % 4);
    for (unsigned i = Whole + 1; i < 8; i++)
        top->words[i] = 0;
    next += Size;
    ETHEREUM_NEXT;
}

template <int Depth>
Halt duplicate(ETHEREUM_PARAMETERS)
{
    ETHEREUM_BEGIN(3, Depth, Depth + 1);
    top[1] = top[1 - Depth];
    top++;
    ETHEREUM_NEXT;
}

template <int Depth>
Halt swap(ETHEREUM_PARAMETERS)
{
    ETHEREUM_BEGIN(3, Depth + 1, Depth + 1);
    for (int i = 0; i < 8; i++) {
        uint32_t word = top[-Depth].words[i];
        top[-Depth].words[i] = top[0].words[i];
        top[0].words[i] = word;
    }
    ETHEREUM_NEXT;
}

// Looks for a JUMPDEST at `immediate`, where none was known; then the jump of `Gas` runs again, with its items back.
template <int Gas, int Items>
[[gnu::noinline]] Halt find_destination(ETHEREUM_PARAMETERS)
{
    if (!frame.code->find_jump_destination(frame.evm->arena(), immediate))
        return Halt::Failure;
    gas += Gas;
    top += Items;
    [[clang::musttail]] return table->plain[next[-1]](ETHEREUM_ARGUMENTS);
}

// Goes on at the JUMPDEST at `immediate`.
#define ETHEREUM_GO_TO_IMMEDIATE(find)                                                                                 \
    if (!frame.code->is_known_jump_destination(immediate))                                                             \
        [[clang::musttail]] return find(ETHEREUM_ARGUMENTS);                                                           \
    next = frame.code->bytes.data + immediate

// These four jump; the last two, usual ones run the JUMPDEST as well.
Halt jump(ETHEREUM_PARAMETERS)
{
    ETHEREUM_BEGIN(8, 1, 0);
    if (!top->fits_u32())
        [[clang::musttail]] return fail(ETHEREUM_ARGUMENTS);
    immediate = top->words[0];
    top--;
    ETHEREUM_GO_TO_IMMEDIATE((find_destination<8, 1>));
    ETHEREUM_NEXT;
}

Halt jump_if(ETHEREUM_PARAMETERS)
{
    ETHEREUM_BEGIN(10, 2, 0);
    top -= 2;
    if (!top[1].is_zero()) {
        if (!top[2].fits_u32())
            [[clang::musttail]] return fail(ETHEREUM_ARGUMENTS);
        immediate = top[2].words[0];
        ETHEREUM_GO_TO_IMMEDIATE((find_destination<10, 2>));
    }
    ETHEREUM_NEXT;
}

Halt pushed_jump(ETHEREUM_PARAMETERS)
{
    if (lacks_gas(gas, 8 + 1))
        [[clang::musttail]] return push_immediate(ETHEREUM_ARGUMENTS);
    ETHEREUM_GO_TO_IMMEDIATE(push_immediate);
    gas -= 8 + 1;
    next++;
    ETHEREUM_NEXT;
}

Halt pushed_jump_if(ETHEREUM_PARAMETERS)
{
    if (top < bottom || lacks_gas(gas, 10 + 1))
        [[clang::musttail]] return push_immediate(ETHEREUM_ARGUMENTS);
    if (!top->is_zero()) {
        ETHEREUM_GO_TO_IMMEDIATE(push_immediate);
        next++;
        gas--;
    }
    gas -= 10;
    top--;
    ETHEREUM_NEXT;
}

Halt jump_destination(ETHEREUM_PARAMETERS)
{
    ETHEREUM_BEGIN(1, 0, 0);
    ETHEREUM_NEXT;
}

Halt program_counter(ETHEREUM_PARAMETERS)
{
    ETHEREUM_BEGIN(2, 0, 1);
    *++top = Uint256::from(static_cast<size_t>(next - 1 - frame.code->bytes.data));
    ETHEREUM_NEXT;
}

Halt gas_left(ETHEREUM_PARAMETERS)
{
    ETHEREUM_BEGIN(2, 0, 1);
    *++top = Uint256::from(static_cast<uint64_t>(frame.gas + gas));
    ETHEREUM_NEXT;
}

template <Halt How>
Halt finish(ETHEREUM_PARAMETERS)
{
    ETHEREUM_BEGIN(0, 2, 0);
    save(frame, next, top, gas);
    if (!frame.evm->expand(frame, top[0], top[-1]))
        return Halt::Failure;
    frame.output = Evm::memory_part(frame, top[0], top[-1]);
    return How;
}

template <unsigned Size>
void put_pushes(Instruction *plain)
{
    if constexpr (Size <= 4)
        plain[opcode::PUSH1 + Size - 1] = push_small<Size>;
    else
        plain[opcode::PUSH1 + Size - 1] = push<Size>;
    if constexpr (Size < 32)
        put_pushes<Size + 1>(plain);
}

template <int Depth>
void put_moves(Instruction *plain)
{
    plain[opcode::DUP1 + Depth - 1] = duplicate<Depth>;
    plain[opcode::SWAP1 + Depth - 1] = swap<Depth>;
    if constexpr (Depth < 16)
        put_moves<Depth + 1>(plain);
}

} // namespace

Halt stop(ETHEREUM_PARAMETERS)
{
    save(frame, next, top, gas);
    return Halt::Stop;
}

Halt fail(ETHEREUM_PARAMETERS)
{
    return Halt::Failure;
}

Halt refill(ETHEREUM_PARAMETERS)
{
    if (frame.gas == 0)
        return Halt::Failure;
    // What was left is less than what the instruction costs, so the sum stays small.
    gas += static_cast<int32_t>(immediate) + take_gas(frame);
    [[clang::musttail]] return table->plain[next[-1]](ETHEREUM_ARGUMENTS);
}

Halt push_immediate(ETHEREUM_PARAMETERS)
{
    *++top = Uint256::from(immediate);
    [[clang::musttail]] return table->plain[next[-1]](ETHEREUM_ARGUMENTS);
}

void put_flow(InstructionTable &table, Fork fork)
{
    Instruction *plain = table.plain;
    for (unsigned code = 0; code < 256; code++) {
        plain[code] = fail;
        table.pushed[code] = push_immediate;
    }
    plain[opcode::STOP] = stop;
    plain[opcode::POP] = pop;
    if (fork >= Fork::Shanghai) // EIP-3855
        plain[opcode::PUSH0] = push0;
    put_pushes<1>(plain);
    put_moves<1>(plain);
    plain[opcode::JUMP] = jump;
    plain[opcode::JUMPI] = jump_if;
    plain[opcode::JUMPDEST] = jump_destination;
    plain[opcode::PC] = program_counter;
    plain[opcode::GAS] = gas_left;
    plain[opcode::RETURN] = finish<Halt::Return>;
    plain[opcode::REVERT] = finish<Halt::Revert>;
    table.pushed[opcode::JUMP] = pushed_jump;
    table.pushed[opcode::JUMPI] = pushed_jump_if;
}

} // namespace ethereum::instructions
