// SPDX-License-Identifier: MIT OR Apache-2.0
// Memory, storage, logs and calls. What does more than move a word is done on the frame, by the Evm.
#include "evm/instruction.hpp"

namespace ethereum::instructions
{
namespace
{

// Words of memory are numbers more often than not, and mostly zeros: where they lie aligned, a zero takes no bytes to put
// together.
[[gnu::always_inline]] inline void load(Uint256 &to, const uint8_t *from)
{
    if (reinterpret_cast<uintptr_t>(from) % 4 != 0) {
        to = Uint256::from_be32(from);
        return;
    }
    for (int i = 0; i < 8; i++) {
        const uint8_t *bytes = static_cast<const uint8_t *>(__builtin_assume_aligned(from + 4 * i, 4));
        uint32_t word = load_word(bytes);
        to.words[7 - i] = word == 0 ? 0 : load_big_endian(bytes);
    }
}

[[gnu::always_inline]] inline void store(uint8_t *to, const Uint256 &from)
{
    if (reinterpret_cast<uintptr_t>(to) % 4 != 0) {
        from.to_be32(to);
        return;
    }
    for (int i = 0; i < 8; i++) {
        uint8_t *bytes = static_cast<uint8_t *>(__builtin_assume_aligned(to + 4 * i, 4));
        if (from.words[7 - i] == 0)
            __builtin_memset(bytes, 0, 4);
        else
            store_big_endian(bytes, from.words[7 - i]);
    }
}

// Expands the memory for an instruction of 3 gas, which then runs again.
template <uint32_t Size>
[[gnu::noinline]] Halt grow_memory(ETHEREUM_PARAMETERS)
{
    save(frame, next - 1, top, gas + 3);
    return frame.evm->expand(frame, top[0], Uint256::from(Size)) ? Halt::Continue : Halt::Failure;
}

Halt load_memory(ETHEREUM_PARAMETERS)
{
    ETHEREUM_BEGIN(3, 1, 1);
    if (!Evm::has_memory(frame, top[0], 32))
        [[clang::musttail]] return grow_memory<32>(ETHEREUM_ARGUMENTS);
    load(top[0], frame.memory + top[0].words[0]);
    ETHEREUM_NEXT;
}

Halt store_memory(ETHEREUM_PARAMETERS)
{
    ETHEREUM_BEGIN(3, 2, 0);
    if (!Evm::has_memory(frame, top[0], 32))
        [[clang::musttail]] return grow_memory<32>(ETHEREUM_ARGUMENTS);
    store(frame.memory + top[0].words[0], top[-1]);
    top -= 2;
    ETHEREUM_NEXT;
}

Halt store_memory_byte(ETHEREUM_PARAMETERS)
{
    ETHEREUM_BEGIN(3, 2, 0);
    if (!Evm::has_memory(frame, top[0], 1))
        [[clang::musttail]] return grow_memory<1>(ETHEREUM_ARGUMENTS);
    frame.memory[top[0].words[0]] = static_cast<uint8_t>(top[-1].words[0]);
    top -= 2;
    ETHEREUM_NEXT;
}

Halt pushed_load_memory(ETHEREUM_PARAMETERS)
{
    if (lacks_gas(gas, 3) || !Evm::has_memory(frame, immediate, 32))
        [[clang::musttail]] return push_immediate(ETHEREUM_ARGUMENTS);
    gas -= 3;
    load(*++top, frame.memory + immediate);
    ETHEREUM_NEXT;
}

Halt pushed_store_memory(ETHEREUM_PARAMETERS)
{
    if (top < bottom || lacks_gas(gas, 3) || !Evm::has_memory(frame, immediate, 32))
        [[clang::musttail]] return push_immediate(ETHEREUM_ARGUMENTS);
    gas -= 3;
    store(frame.memory + immediate, *top);
    top--;
    ETHEREUM_NEXT;
}

template <int Gas, int Inputs, int Outputs, bool (Evm::*Do)(Frame &)>
Halt on_frame(ETHEREUM_PARAMETERS)
{
    ETHEREUM_BEGIN(Gas, Inputs, Outputs);
    save(frame, next, top, gas);
    return (frame.evm->*Do)(frame) ? Halt::Continue : Halt::Failure;
}

template <unsigned Topics>
Halt log(ETHEREUM_PARAMETERS)
{
    ETHEREUM_BEGIN(375 * (Topics + 1), Topics + 2, 0);
    save(frame, next, top, gas);
    return frame.evm->do_log(frame, Topics) ? Halt::Continue : Halt::Failure;
}

template <uint8_t Code, int Inputs>
Halt call(ETHEREUM_PARAMETERS)
{
    ETHEREUM_BEGIN(0, Inputs, 1);
    save(frame, next, top, gas);
    return frame.evm->do_call(frame, Code);
}

template <bool IsCreate2>
Halt create(ETHEREUM_PARAMETERS)
{
    ETHEREUM_BEGIN(32000, IsCreate2 ? 4 : 3, 1);
    save(frame, next, top, gas);
    return frame.evm->do_create(frame, IsCreate2);
}

Halt self_destruct(ETHEREUM_PARAMETERS)
{
    ETHEREUM_BEGIN(5000, 1, 0);
    save(frame, next, top, gas);
    return frame.evm->do_selfdestruct(frame) ? Halt::Stop : Halt::Failure;
}

} // namespace

void put_memory_and_state(InstructionTable &table, Fork fork)
{
    Instruction *plain = table.plain;
    plain[opcode::KECCAK256] = on_frame<30, 2, 1, &Evm::do_keccak256>;
    plain[opcode::CALLDATACOPY] = on_frame<3, 3, 0, &Evm::do_call_data_copy>;
    plain[opcode::CODECOPY] = on_frame<3, 3, 0, &Evm::do_code_copy>;
    plain[opcode::EXTCODECOPY] = on_frame<0, 4, 0, &Evm::do_external_copy>;
    plain[opcode::RETURNDATACOPY] = on_frame<3, 3, 0, &Evm::do_return_data_copy>;
    plain[opcode::MLOAD] = load_memory;
    plain[opcode::MSTORE] = store_memory;
    plain[opcode::MSTORE8] = store_memory_byte;
    plain[opcode::SLOAD] = on_frame<0, 1, 1, &Evm::do_storage_read>;
    plain[opcode::SSTORE] = on_frame<0, 2, 0, &Evm::do_storage_write>;
    if (fork >= Fork::Cancun) {
        plain[opcode::TLOAD] = on_frame<100, 1, 1, &Evm::do_transient_read>;   // EIP-1153
        plain[opcode::TSTORE] = on_frame<100, 2, 0, &Evm::do_transient_write>;
        plain[opcode::MCOPY] = on_frame<3, 3, 0, &Evm::do_memory_copy>; // EIP-5656
    }
    plain[opcode::LOG0] = log<0>;
    plain[opcode::LOG0 + 1] = log<1>;
    plain[opcode::LOG0 + 2] = log<2>;
    plain[opcode::LOG0 + 3] = log<3>;
    plain[opcode::LOG4] = log<4>;
    plain[opcode::CREATE] = create<false>;
    plain[opcode::CREATE2] = create<true>;
    plain[opcode::CALL] = call<opcode::CALL, 7>;
    plain[opcode::CALLCODE] = call<opcode::CALLCODE, 7>;
    plain[opcode::DELEGATECALL] = call<opcode::DELEGATECALL, 6>;
    plain[opcode::STATICCALL] = call<opcode::STATICCALL, 6>;
    plain[opcode::SELFDESTRUCT] = self_destruct;
    table.pushed[opcode::MLOAD] = pushed_load_memory;
    table.pushed[opcode::MSTORE] = pushed_store_memory;
}

} // namespace ethereum::instructions
