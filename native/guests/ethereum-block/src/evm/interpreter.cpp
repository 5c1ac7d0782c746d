// SPDX-License-Identifier: MIT OR Apache-2.0
#include "evm/instruction.hpp"

namespace ethereum
{

void fill_instructions(InstructionTable &table, Fork fork)
{
    instructions::put_flow(table, fork); // the first: it fills the rest of the table too
    instructions::put_arithmetic(table, fork);
    instructions::put_environment(table, fork);
    instructions::put_memory_and_state(table, fork);
}

Halt Evm::interpret(Frame &frame)
{
    const Bytes code = frame.code->bytes;
    Halt halt;
    do {
        if (frame.next == code.end())
            return Halt::Stop;
        int32_t gas = instructions::take_gas(frame);
        halt = _instructions->plain[*frame.next](frame, frame.next + 1, frame.top - 1, gas, code.end(), _instructions,
                                                 frame.stack, 0);
    } while (halt == Halt::Continue);
    return halt;
}

} // namespace ethereum
