// SPDX-License-Identifier: MIT OR Apache-2.0
#include "block/execution.hpp"

#include "base/phase.hpp"
#include "block/receipt.hpp"
#include "rlp/rlp_reader.hpp"
#include "transactions/sender.hpp"

namespace ethereum
{
namespace
{

constexpr uint64_t MaximumTransactionGas = 1 << 24;        // EIP-7825
constexpr size_t MaximumInitCodeSize = 49152;              // EIP-3860
constexpr size_t MaximumBlobsPerTransaction = 6;           // EIP-7594
constexpr uint64_t RefundQuotient = 5;                     // EIP-3529
constexpr int64_t ExistingAuthorityRefund = 25000 - 12500; // EIP-7702
constexpr uint64_t GweiInWei = 1000000000;

Uint256 minimum(const Uint256 &a, const Uint256 &b)
{
    return a < b ? a : b;
}

BlockContext context_of(const Header &header, const Rules &rules, Span<const Hash32> ancestors)
{
    return { rules.fork,
             rules.chain_id,
             header.coinbase,
             header.number,
             header.timestamp,
             header.gas_limit,
             header.base_fee,
             Uint256::from_hash(header.prev_randao),
             rules.fork >= Fork::Cancun ? blob_base_fee(header.excess_blob_gas, rules.blobs) : Uint256::zero(),
             ancestors };
}

} // namespace

BlockExecution::BlockExecution(State &state, const Block &block, const Rules &rules, Span<const Hash32> ancestors,
                               Arena &arena, Arena &frames)
    : _state(&state), _block(&block), _rules(&rules), _context(context_of(block.header, rules, ancestors)),
      _arena(&arena), _evm(state, _context, arena, frames), _receipts(arena)
{
}

// What execution-specs calls check_transaction and validate_transaction, but for the signature.
BlockError BlockExecution::check(const Transaction &transaction, const Account &sender, const TransactionGas &gas,
                                 Uint256 &price, Uint256 &cost)
{
    Fork fork = _rules->fork;
    uint64_t gas_limit = transaction.gas_limit;
    bool is_valid = (!transaction.has_chain_id || transaction.chain_id == _rules->chain_id) &&
                    gas_limit <= _block->header.gas_limit - _gas_used && gas_limit >= gas.intrinsic &&
                    gas_limit >= gas.floor && (fork < Fork::Osaka || gas_limit <= MaximumTransactionGas) &&
                    transaction.max_fee >= _context.base_fee && transaction.max_fee >= transaction.max_priority_fee &&
                    sender.nonce == transaction.nonce && transaction.nonce != UINT64_MAX &&
                    (fork < Fork::Shanghai || !transaction.is_create || transaction.data.size <= MaximumInitCodeSize);
    size_t blobs = transaction.blob_hashes.size / 32;
    uint64_t blob_gas = blobs * GasPerBlob;
    if (transaction.type == 3) {
        is_valid = is_valid && blobs > 0 && transaction.max_fee_per_blob_gas >= _context.blob_base_fee &&
                   (fork < Fork::Osaka || blobs <= MaximumBlobsPerTransaction) &&
                   blob_gas <= _rules->blobs.maximum * GasPerBlob - _blob_gas_used;
        for (size_t i = 0; i < blobs; i++)
            is_valid = is_valid && transaction.blob_hashes[32 * i] == 0x01;
    }
    if (transaction.type == 4)
        is_valid = is_valid && transaction.authorization_count > 0;
    if (!is_valid)
        return BlockError::TransactionInvalid;

    price = minimum(transaction.max_fee, _context.base_fee + minimum(transaction.max_priority_fee,
                                                                      transaction.max_fee - _context.base_fee));
    Uint256 most, blob_most, total;
    bool fits = multiply_checked(most, transaction.max_fee, Uint256::from(gas_limit)) &&
                multiply_checked(blob_most, transaction.max_fee_per_blob_gas, Uint256::from(blob_gas)) &&
                !add_carry(total, most, blob_most) && !add_carry(total, total, transaction.value);
    if (!fits || sender.balance < total)
        return BlockError::TransactionInvalid;
    cost = price * Uint256::from(gas_limit) + _context.blob_base_fee * Uint256::from(blob_gas);
    return BlockError::None;
}

void BlockExecution::warm_addresses(const Transaction &transaction, Account &sender)
{
    _state->warm(sender);
    for (uint32_t number = 1; number <= 0x100; number = number == 0x11 ? 0x100 : number + 1) {
        Address address = Uint256::from(number).to_address();
        if (_evm.is_precompile(address))
            _state->warm(_state->account(address));
    }
    if (_rules->fork >= Fork::Shanghai) // EIP-3651
        _state->warm(_state->account(_context.coinbase));
    RlpReader entries(transaction.access_list);
    while (!entries.at_end()) {
        RlpReader entry(entries.list());
        Account &account = _state->account(entry.address());
        _state->warm(account);
        RlpReader keys(entry.list());
        while (!keys.at_end())
            _state->warm(_state->slot(account, Uint256::from_hash(keys.hash())));
    }
}

void BlockExecution::apply_authorizations(const Transaction &transaction)
{
    Bytes list = transaction.authorizations;
    while (!list.empty()) {
        Authorization authorization = next_authorization(list);
        Address authority;
        if ((!authorization.chain_id.is_zero() && authorization.chain_id != Uint256::from(_rules->chain_id)) ||
            authorization.nonce == UINT64_MAX || !recover_authority(authorization, authority))
            continue;
        Account &account = _state->account(authority);
        _state->warm(account);
        _state->load(account);
        if ((account.has_code() && !_state->code(account).is_delegation()) || account.nonce != authorization.nonce)
            continue;
        if (!account.is_empty())
            _state->add_refund(ExistingAuthorityRefund);
        bool clears = Uint256::from_address(authorization.address).is_zero();
        uint8_t designator[23] = { 0xef, 0x01, 0x00 };
        copy_bytes(designator + 3, authorization.address.bytes, 20);
        _state->set_code(account, clears ? Bytes{} : _arena->copy({ designator, sizeof designator }));
        _state->set_nonce(account, account.nonce + 1);
    }
}

CallResult BlockExecution::run(const Transaction &transaction, Account &sender, int64_t gas)
{
    if (transaction.is_create)
        return _evm.create(sender, transaction.nonce, transaction.value, transaction.data, gas);
    Account &target = _state->account(transaction.to);
    _state->warm(target);
    _state->load(target);
    Account *delegate = _evm.delegate_of(target);
    if (delegate != nullptr)
        _state->warm(*delegate);
    return _evm.call(sender, target, transaction.value, transaction.data, gas);
}

BlockError BlockExecution::read(size_t index, Bytes public_key, Transaction &transaction, Address &sender)
{
    Phase phase("senders");
    if (!decode_transaction(_block->transactions[index], _rules->fork, *_arena, transaction))
        return BlockError::TransactionMalformed;
    return sender_of(transaction, public_key, sender) ? BlockError::None : BlockError::Sender;
}

BlockError BlockExecution::transaction(size_t index, Bytes public_key)
{
    Transaction transaction;
    Address address;
    BlockError error = read(index, public_key, transaction, address);
    if (error != BlockError::None)
        return error;
    Phase phase("execution");
    Account &sender = _state->loaded_account(address);
    TransactionGas gas = transaction_gas(transaction, _rules->fork);
    Uint256 price, cost;
    error = check(transaction, sender, gas, price, cost);
    if (error != BlockError::None)
        return error;
    if (sender.has_code() && !(_rules->fork >= Fork::Prague && _state->code(sender).is_delegation()))
        return BlockError::TransactionInvalid; // EIP-3607

    size_t blobs_before = static_cast<size_t>(_blob_gas_used / GasPerBlob);
    if (_block->has_versioned_hashes &&
        !_block->versioned_hashes.part(32 * blobs_before, transaction.blob_hashes.size).equals(transaction.blob_hashes))
        return BlockError::VersionedHashes;

    _state->begin_transaction();
    size_t first_log = _state->log_count();
    _evm.transaction = { address, price, transaction.blob_hashes };
    _state->subtract_balance(sender, cost);
    _state->set_nonce(sender, transaction.nonce + 1);
    warm_addresses(transaction, sender);
    if (transaction.type == 4)
        apply_authorizations(transaction);
    CallResult result = run(transaction, sender, static_cast<int64_t>(transaction.gas_limit - gas.intrinsic));

    uint64_t used = transaction.gas_limit - static_cast<uint64_t>(result.gas_left);
    uint64_t refund = static_cast<uint64_t>(_state->refund());
    used -= refund < used / RefundQuotient ? refund : used / RefundQuotient;
    if (used < gas.floor)
        used = gas.floor;
    _state->add_balance(sender, price * Uint256::from(transaction.gas_limit - used));
    Uint256 tip = (price - _context.base_fee) * Uint256::from(used);
    if (!tip.is_zero())
        _state->add_balance(_state->loaded_account(_context.coinbase), tip);
    _state->end_transaction();
    _gas_used += used;
    _blob_gas_used += transaction.blob_hashes.size / 32 * GasPerBlob;
    _receipts.add(
        encode_receipt(*_arena, transaction.type, result.is_success, _gas_used, _state->logs_since(first_log), _bloom));
    return _state->is_incomplete() ? BlockError::WitnessIncomplete : BlockError::None;
}

BlockError BlockExecution::finish()
{
    Phase phase("execution");
    _state->begin_transaction();
    for (const Withdrawal &withdrawal : _block->withdrawals) {
        if (withdrawal.amount == 0)
            continue;
        _state->add_balance(_state->loaded_account(withdrawal.address),
                            Uint256::from(withdrawal.amount) * Uint256::from(GweiInWei));
    }
    _state->end_transaction();
    return _rules->fork >= Fork::Prague ? collect_requests() : BlockError::None;
}

} // namespace ethereum
