// SPDX-License-Identifier: MIT OR Apache-2.0
#include "evm/opcodes.hpp"

namespace ethereum
{
namespace
{

struct Row {
    uint8_t first;
    uint8_t last;
    uint16_t gas;
    uint8_t inputs;
    uint8_t outputs;
    Fork since;
};

// Yellow Paper, appendix H, and the EIPs that came after; Paris stands for all that is older.
constexpr Row Rows[] = {
    { opcode::STOP, opcode::STOP, 0, 0, 0, Fork::Paris },
    { opcode::ADD, opcode::ADD, 3, 2, 1, Fork::Paris },
    { opcode::MUL, opcode::MUL, 5, 2, 1, Fork::Paris },
    { opcode::SUB, opcode::SUB, 3, 2, 1, Fork::Paris },
    { opcode::DIV, opcode::SMOD, 5, 2, 1, Fork::Paris },
    { opcode::ADDMOD, opcode::MULMOD, 8, 3, 1, Fork::Paris },
    { opcode::EXP, opcode::EXP, 10, 2, 1, Fork::Paris },
    { opcode::SIGNEXTEND, opcode::SIGNEXTEND, 5, 2, 1, Fork::Paris },
    { opcode::LT, opcode::EQ, 3, 2, 1, Fork::Paris },
    { opcode::ISZERO, opcode::ISZERO, 3, 1, 1, Fork::Paris },
    { opcode::AND, opcode::XOR, 3, 2, 1, Fork::Paris },
    { opcode::NOT, opcode::NOT, 3, 1, 1, Fork::Paris },
    { opcode::BYTE, opcode::SAR, 3, 2, 1, Fork::Paris },
    { opcode::CLZ, opcode::CLZ, 5, 1, 1, Fork::Osaka }, // EIP-7939
    { opcode::KECCAK256, opcode::KECCAK256, 30, 2, 1, Fork::Paris },
    { opcode::ADDRESS, opcode::ADDRESS, 2, 0, 1, Fork::Paris },
    { opcode::BALANCE, opcode::BALANCE, 0, 1, 1, Fork::Paris },
    { opcode::ORIGIN, opcode::CALLVALUE, 2, 0, 1, Fork::Paris },
    { opcode::CALLDATALOAD, opcode::CALLDATALOAD, 3, 1, 1, Fork::Paris },
    { opcode::CALLDATASIZE, opcode::CALLDATASIZE, 2, 0, 1, Fork::Paris },
    { opcode::CALLDATACOPY, opcode::CALLDATACOPY, 3, 3, 0, Fork::Paris },
    { opcode::CODESIZE, opcode::CODESIZE, 2, 0, 1, Fork::Paris },
    { opcode::CODECOPY, opcode::CODECOPY, 3, 3, 0, Fork::Paris },
    { opcode::GASPRICE, opcode::GASPRICE, 2, 0, 1, Fork::Paris },
    { opcode::EXTCODESIZE, opcode::EXTCODESIZE, 0, 1, 1, Fork::Paris },
    { opcode::EXTCODECOPY, opcode::EXTCODECOPY, 0, 4, 0, Fork::Paris },
    { opcode::RETURNDATASIZE, opcode::RETURNDATASIZE, 2, 0, 1, Fork::Paris },
    { opcode::RETURNDATACOPY, opcode::RETURNDATACOPY, 3, 3, 0, Fork::Paris },
    { opcode::EXTCODEHASH, opcode::EXTCODEHASH, 0, 1, 1, Fork::Paris },
    { opcode::BLOCKHASH, opcode::BLOCKHASH, 20, 1, 1, Fork::Paris },
    { opcode::COINBASE, opcode::CHAINID, 2, 0, 1, Fork::Paris },
    { opcode::SELFBALANCE, opcode::SELFBALANCE, 5, 0, 1, Fork::Paris },
    { opcode::BASEFEE, opcode::BASEFEE, 2, 0, 1, Fork::Paris },
    { opcode::BLOBHASH, opcode::BLOBHASH, 3, 1, 1, Fork::Cancun },       // EIP-4844
    { opcode::BLOBBASEFEE, opcode::BLOBBASEFEE, 2, 0, 1, Fork::Cancun }, // EIP-7516
    { opcode::POP, opcode::POP, 2, 1, 0, Fork::Paris },
    { opcode::MLOAD, opcode::MLOAD, 3, 1, 1, Fork::Paris },
    { opcode::MSTORE, opcode::MSTORE8, 3, 2, 0, Fork::Paris },
    { opcode::SLOAD, opcode::SLOAD, 0, 1, 1, Fork::Paris },
    { opcode::SSTORE, opcode::SSTORE, 0, 2, 0, Fork::Paris },
    { opcode::JUMP, opcode::JUMP, 8, 1, 0, Fork::Paris },
    { opcode::JUMPI, opcode::JUMPI, 10, 2, 0, Fork::Paris },
    { opcode::PC, opcode::GAS, 2, 0, 1, Fork::Paris },
    { opcode::JUMPDEST, opcode::JUMPDEST, 1, 0, 0, Fork::Paris },
    { opcode::TLOAD, opcode::TLOAD, 100, 1, 1, Fork::Cancun },   // EIP-1153
    { opcode::TSTORE, opcode::TSTORE, 100, 2, 0, Fork::Cancun }, // EIP-1153
    { opcode::MCOPY, opcode::MCOPY, 3, 3, 0, Fork::Cancun },     // EIP-5656
    { opcode::PUSH0, opcode::PUSH0, 2, 0, 1, Fork::Shanghai },   // EIP-3855
    { opcode::PUSH1, opcode::PUSH32, 3, 0, 1, Fork::Paris },
    { opcode::CREATE, opcode::CREATE, 32000, 3, 1, Fork::Paris },
    { opcode::CALL, opcode::CALLCODE, 0, 7, 1, Fork::Paris },
    { opcode::RETURN, opcode::RETURN, 0, 2, 0, Fork::Paris },
    { opcode::DELEGATECALL, opcode::DELEGATECALL, 0, 6, 1, Fork::Paris },
    { opcode::CREATE2, opcode::CREATE2, 32000, 4, 1, Fork::Paris },
    { opcode::STATICCALL, opcode::STATICCALL, 0, 6, 1, Fork::Paris },
    { opcode::REVERT, opcode::REVERT, 0, 2, 0, Fork::Paris },
    { opcode::SELFDESTRUCT, opcode::SELFDESTRUCT, 5000, 1, 0, Fork::Paris },
};

constexpr OpcodeInfo Invalid = { 0, UINT16_MAX, 0, 0 };

OpcodeInfo info_of(uint16_t gas, unsigned inputs, unsigned outputs)
{
    unsigned grows = outputs > inputs ? outputs - inputs : 0;
    return { gas, static_cast<uint16_t>(StackItemSize * inputs),
             static_cast<uint16_t>(StackItemSize * (StackItems - grows)), 0 };
}

} // namespace

void fill_opcodes(Fork fork, OpcodeInfo *table)
{
    for (unsigned code = 0; code < 256; code++)
        table[code] = Invalid;
    for (const Row &row : Rows)
        for (unsigned code = row.first; code <= row.last && fork >= row.since; code++)
            table[code] = info_of(row.gas, row.inputs, row.outputs);
    for (unsigned i = 0; i < 16; i++) {
        table[opcode::DUP1 + i] = info_of(3, i + 1, i + 2);
        table[opcode::SWAP1 + i] = info_of(3, i + 2, i + 2);
    }
    for (unsigned topics = 0; topics <= 4; topics++)
        table[opcode::LOG0 + topics] = info_of(static_cast<uint16_t>(375 * (topics + 1)), topics + 2, 0);
}

} // namespace ethereum
