// SPDX-License-Identifier: MIT OR Apache-2.0
#pragma once

#include "base/fork.hpp"

namespace ethereum
{

// What an instruction needs whatever its operands are; the rest of its gas is charged where it runs.
struct OpcodeInfo {
    uint16_t gas;
    uint16_t least; // bytes of the stack that have to be in use, and may be; none fit an invalid instruction
    uint16_t most;
    uint16_t unused; // eight bytes, so that finding an entry takes no product
};

inline constexpr uint16_t StackItems = 1024;
inline constexpr uint16_t StackItemSize = 32;

void fill_opcodes(Fork fork, OpcodeInfo *table); // 256 entries

namespace opcode
{
enum : uint8_t {
    STOP = 0x00,
    ADD,
    MUL,
    SUB,
    DIV,
    SDIV,
    MOD,
    SMOD,
    ADDMOD,
    MULMOD,
    EXP,
    SIGNEXTEND,
    LT = 0x10,
    GT,
    SLT,
    SGT,
    EQ,
    ISZERO,
    AND,
    OR,
    XOR,
    NOT,
    BYTE,
    SHL,
    SHR,
    SAR,
    CLZ,
    KECCAK256 = 0x20,
    ADDRESS = 0x30,
    BALANCE,
    ORIGIN,
    CALLER,
    CALLVALUE,
    CALLDATALOAD,
    CALLDATASIZE,
    CALLDATACOPY,
    CODESIZE,
    CODECOPY,
    GASPRICE,
    EXTCODESIZE,
    EXTCODECOPY,
    RETURNDATASIZE,
    RETURNDATACOPY,
    EXTCODEHASH,
    BLOCKHASH = 0x40,
    COINBASE,
    TIMESTAMP,
    NUMBER,
    PREVRANDAO,
    GASLIMIT,
    CHAINID,
    SELFBALANCE,
    BASEFEE,
    BLOBHASH,
    BLOBBASEFEE,
    POP = 0x50,
    MLOAD,
    MSTORE,
    MSTORE8,
    SLOAD,
    SSTORE,
    JUMP,
    JUMPI,
    PC,
    MSIZE,
    GAS,
    JUMPDEST,
    TLOAD,
    TSTORE,
    MCOPY,
    PUSH0,
    PUSH1 = 0x60,
    PUSH32 = 0x7f,
    DUP1 = 0x80,
    DUP16 = 0x8f,
    SWAP1 = 0x90,
    SWAP16 = 0x9f,
    LOG0 = 0xa0,
    LOG4 = 0xa4,
    CREATE = 0xf0,
    CALL,
    CALLCODE,
    RETURN,
    DELEGATECALL,
    CREATE2,
    STATICCALL = 0xfa,
    REVERT = 0xfd,
    INVALID = 0xfe,
    SELFDESTRUCT = 0xff
};
}

} // namespace ethereum
