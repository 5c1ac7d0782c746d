// SPDX-License-Identifier: MIT OR Apache-2.0
// What code asks about its call, its transaction and its block, and about accounts.
#include "evm/instruction.hpp"

namespace ethereum::instructions
{
namespace
{

void address(const Frame &frame, Uint256 &to) { to = Uint256::from_address(frame.account->address); }
void origin(const Frame &frame, Uint256 &to) { to = Uint256::from_address(frame.evm->transaction.origin); }
void caller(const Frame &frame, Uint256 &to) { to = Uint256::from_address(frame.caller); }
void call_value(const Frame &frame, Uint256 &to) { to = frame.value; }
void call_data_size(const Frame &frame, Uint256 &to) { to = Uint256::from(frame.input.size); }
void code_size(const Frame &frame, Uint256 &to) { to = Uint256::from(frame.code->bytes.size); }
void gas_price(const Frame &frame, Uint256 &to) { to = frame.evm->transaction.gas_price; }
void return_data_size(const Frame &frame, Uint256 &to) { to = Uint256::from(frame.return_data.size); }
void coinbase(const Frame &frame, Uint256 &to) { to = Uint256::from_address(frame.evm->block().coinbase); }
void timestamp(const Frame &frame, Uint256 &to) { to = Uint256::from(frame.evm->block().timestamp); }
void number(const Frame &frame, Uint256 &to) { to = Uint256::from(frame.evm->block().number); }
void prev_randao(const Frame &frame, Uint256 &to) { to = frame.evm->block().prev_randao; }
void gas_limit(const Frame &frame, Uint256 &to) { to = Uint256::from(frame.evm->block().gas_limit); }
void chain_id(const Frame &frame, Uint256 &to) { to = Uint256::from(frame.evm->block().chain_id); }
void self_balance(const Frame &frame, Uint256 &to) { to = frame.account->balance; }
void base_fee(const Frame &frame, Uint256 &to) { to = frame.evm->block().base_fee; }
void blob_base_fee(const Frame &frame, Uint256 &to) { to = frame.evm->block().blob_base_fee; }
void memory_size(const Frame &frame, Uint256 &to) { to = Uint256::from(frame.memory_size); }

template <int Gas, void (*Do)(const Frame &, Uint256 &)>
Halt put(ETHEREUM_PARAMETERS)
{
    ETHEREUM_BEGIN(Gas, 0, 1);
    Do(frame, *++top);
    ETHEREUM_NEXT;
}

void block_hash(const Frame &frame, Uint256 &item) { item = frame.evm->block_hash(item); }

void blob_hash(const Frame &frame, Uint256 &item)
{
    Bytes hashes = frame.evm->transaction.blob_hashes;
    bool is_there = item.fits_u32() && item.words[0] < hashes.size / 32;
    item = is_there ? Uint256::from_be32(hashes.data + 32 * item.words[0]) : Uint256::zero();
}

// The word of the input at an offset; zeros beyond its end.
void call_data_load(const Frame &frame, Uint256 &item)
{
    Bytes part = item.fits_u32() ? frame.input.part(item.words[0], 32) : Bytes{};
    if (part.size == 32) {
        item = Uint256::from_be32(part.data);
        return;
    }
    uint8_t word[32] = {};
    copy_bytes(word, part.data, part.size);
    item = Uint256::from_be32(word);
}

template <int Gas, void (*Do)(const Frame &, Uint256 &)>
Halt replace(ETHEREUM_PARAMETERS)
{
    ETHEREUM_BEGIN(Gas, 1, 1);
    Do(frame, top[0]);
    ETHEREUM_NEXT;
}

void balance(State &, Account &account, Uint256 &to) { to = account.balance; }
void external_code_size(State &state, Account &account, Uint256 &to)
{
    to = Uint256::from(state.code(account).bytes.size);
}
void external_code_hash(State &, Account &account, Uint256 &to)
{
    to = account.is_empty() ? Uint256::zero() : Uint256::from_hash(account.code_hash);
}

template <void (*Do)(State &, Account &, Uint256 &)>
Halt look_at_account(ETHEREUM_PARAMETERS)
{
    ETHEREUM_BEGIN(0, 1, 1);
    save(frame, next, top, gas);
    State &state = frame.evm->state();
    Account &account = state.account(top->to_address());
    if (!frame.evm->charge_account(frame, account))
        return Halt::Failure;
    state.load(account);
    Do(state, account, *top);
    return Halt::Continue;
}

} // namespace

void put_environment(InstructionTable &table, Fork fork)
{
    Instruction *plain = table.plain;
    plain[opcode::ADDRESS] = put<2, address>;
    plain[opcode::BALANCE] = look_at_account<balance>;
    plain[opcode::ORIGIN] = put<2, origin>;
    plain[opcode::CALLER] = put<2, caller>;
    plain[opcode::CALLVALUE] = put<2, call_value>;
    plain[opcode::CALLDATALOAD] = replace<3, call_data_load>;
    plain[opcode::CALLDATASIZE] = put<2, call_data_size>;
    plain[opcode::CODESIZE] = put<2, code_size>;
    plain[opcode::GASPRICE] = put<2, gas_price>;
    plain[opcode::EXTCODESIZE] = look_at_account<external_code_size>;
    plain[opcode::RETURNDATASIZE] = put<2, return_data_size>;
    plain[opcode::EXTCODEHASH] = look_at_account<external_code_hash>;
    plain[opcode::BLOCKHASH] = replace<20, block_hash>;
    plain[opcode::COINBASE] = put<2, coinbase>;
    plain[opcode::TIMESTAMP] = put<2, timestamp>;
    plain[opcode::NUMBER] = put<2, number>;
    plain[opcode::PREVRANDAO] = put<2, prev_randao>;
    plain[opcode::GASLIMIT] = put<2, gas_limit>;
    plain[opcode::CHAINID] = put<2, chain_id>;
    plain[opcode::SELFBALANCE] = put<5, self_balance>;
    plain[opcode::BASEFEE] = put<2, base_fee>;
    plain[opcode::MSIZE] = put<2, memory_size>;
    if (fork >= Fork::Cancun) {
        plain[opcode::BLOBHASH] = replace<3, blob_hash>;        // EIP-4844
        plain[opcode::BLOBBASEFEE] = put<2, blob_base_fee>;     // EIP-7516
    }
}

} // namespace ethereum::instructions
