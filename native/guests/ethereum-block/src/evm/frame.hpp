// SPDX-License-Identifier: MIT OR Apache-2.0
#pragma once

#include "state/state.hpp"

namespace ethereum
{

class Evm;

inline constexpr size_t StackItems = 1024;

// How a run of instructions ended. Call: another frame is on top now. Continue: everything is in the frame, go on with it.
enum class Halt : uint8_t { Stop, Return, Revert, Failure, Call, Continue };

// What a call or a creation runs in.
struct Frame {
    enum class Kind : uint8_t { Call, Create };

    Evm *evm;
    Kind kind;
    bool is_static;
    uint32_t depth;
    const uint8_t *next; // the instruction to go on with
    int64_t gas;
    Code *code;
    Uint256 *stack;
    Uint256 *full; // the last item of a full stack
    Uint256 *top;  // one beyond the last item
    uint8_t *memory;
    uint32_t memory_size;
    uint32_t output_offset; // in the memory of the parent
    uint32_t output_size;
    Bytes input;
    Bytes output;
    Bytes return_data;
    Account *account;
    Address caller;
    Uint256 value;
    State::Snapshot snapshot;
    Frame *parent;
    uint8_t *mark;
};

} // namespace ethereum
