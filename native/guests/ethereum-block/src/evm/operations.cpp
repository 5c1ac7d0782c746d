// SPDX-License-Identifier: MIT OR Apache-2.0
// Instructions that cost more than their base gas: memory, storage, accounts, logs.
#include "crypto/keccak.hpp"
#include "evm/evm.hpp"

namespace ethereum
{
namespace
{

constexpr uint64_t ColdAccountGas = 2600; // EIP-2929
constexpr uint64_t ColdSlotGas = 2100;
constexpr uint64_t WarmGas = 100;
constexpr uint64_t SetSlotGas = 20000; // EIP-2200
constexpr uint64_t ResetSlotGas = 5000 - ColdSlotGas;
constexpr int64_t ClearSlotRefund = 4800; // EIP-3529
constexpr int64_t StorageWriteStipend = 2300;
constexpr uint64_t NewAccountGas = 25000;
constexpr uint64_t CopyWordGas = 3;
constexpr uint64_t LogByteGas = 8;
constexpr uint64_t HashWordGas = 6;
constexpr uint64_t MostMemoryWords = UINT32_MAX / 32; // far more than the region of frames has

uint64_t words_of(const Uint256 &size)
{
    return (static_cast<uint64_t>(size.words[0]) + 31) / 32;
}

// Copies from `source` at `offset`, with zeros for what lies beyond its end.
void copy_padded(uint8_t *to, uint32_t size, Bytes source, const Uint256 &offset)
{
    Bytes part = offset.fits_u32() ? source.part(offset.words[0], size) : Bytes{};
    copy_bytes(to, part.data, part.size);
    zero_bytes(to + part.size, size - part.size);
}

} // namespace

bool Evm::charge(Frame &frame, uint64_t amount)
{
    if (amount > static_cast<uint64_t>(frame.gas))
        return false;
    frame.gas -= static_cast<int64_t>(amount);
    return true;
}

// Memory costs 3 gas a word and words^2 / 512 (Yellow Paper, appendix H.1). After it, offset and size fit 32 bits.
bool Evm::expand(Frame &frame, const Uint256 &offset, const Uint256 &size)
{
    if (size.is_zero())
        return true;
    uint64_t end;
    if (!offset.fits_u64() || !size.fits_u64() || __builtin_add_overflow(offset.low_u64(), size.low_u64(), &end))
        return false;
    if (end <= frame.memory_size)
        return true;
    uint64_t words = (end - 1) / 32 + 1;
    uint64_t old_words = frame.memory_size / 32;
    if (words > MostMemoryWords) {
        // The halt is right only where the gas does not pay for it. This is at most what it costs.
        uint64_t cost;
        if (__builtin_mul_overflow(words / 32, words / 16, &cost) || cost > static_cast<uint64_t>(frame.gas))
            return false;
        out_of_memory();
    }
    if (!charge(frame, 3 * (words - old_words) + words * words / 512 - old_words * old_words / 512))
        return false;
    uint32_t new_size = static_cast<uint32_t>(words) * 32;
    _frames->allocate_zeroed(new_size - frame.memory_size);
    frame.memory_size = new_size;
    return true;
}

bool Evm::charge_account(Frame &frame, Account &account)
{
    return charge(frame, _state->warm(account) ? ColdAccountGas : WarmGas);
}

bool Evm::do_keccak256(Frame &frame)
{
    Uint256 *item = frame.top - 2;
    if (!expand(frame, item[1], item[0]) || !charge(frame, HashWordGas * words_of(item[0])))
        return false;
    item[0] = Uint256::from_hash(keccak256(memory_part(frame, item[1], item[0])));
    frame.top--;
    return true;
}

bool Evm::do_storage_read(Frame &frame)
{
    Slot &slot = _state->slot(*frame.account, frame.top[-1]);
    if (!charge(frame, _state->warm(slot) ? ColdSlotGas : WarmGas))
        return false;
    _state->load(slot);
    frame.top[-1] = slot.value;
    return true;
}

bool Evm::do_transient_read(Frame &frame)
{
    frame.top[-1] = _state->transient_value(_state->slot(*frame.account, frame.top[-1]));
    return true;
}

bool Evm::do_transient_write(Frame &frame)
{
    if (frame.is_static)
        return false;
    _state->set_transient_value(_state->slot(*frame.account, frame.top[-1]), frame.top[-2]);
    frame.top -= 2;
    return true;
}

bool Evm::do_storage_write(Frame &frame)
{
    const Uint256 &key = frame.top[-1];
    const Uint256 &value = frame.top[-2];
    if (frame.is_static || frame.gas <= StorageWriteStipend)
        return false;
    Slot &slot = _state->slot(*frame.account, key);
    if (_state->warm(slot) && !charge(frame, ColdSlotGas))
        return false;
    _state->load(slot);
    const Uint256 &current = slot.value;
    const Uint256 &original = slot.original;
    uint64_t gas = WarmGas;
    if (current != value) {
        bool is_clean = original == current;
        if (is_clean)
            gas = original.is_zero() ? SetSlotGas : ResetSlotGas;
        if (!original.is_zero() && (is_clean || current.is_zero() || value.is_zero()))
            _state->add_refund(value.is_zero() ? ClearSlotRefund : current.is_zero() ? -ClearSlotRefund : 0);
        if (!is_clean && original == value)
            _state->add_refund(static_cast<int64_t>((original.is_zero() ? SetSlotGas : ResetSlotGas) - WarmGas));
    }
    if (!charge(frame, gas))
        return false;
    if (current != value)
        _state->set_value(slot, value);
    frame.top -= 2;
    return true;
}

bool Evm::do_selfdestruct(Frame &frame)
{
    if (frame.is_static)
        return false;
    Account &beneficiary = _state->account(frame.top[-1].to_address());
    Account &self = *frame.account;
    if (_state->warm(beneficiary) && !charge(frame, ColdAccountGas))
        return false;
    _state->load(beneficiary);
    if (beneficiary.is_empty() && !self.balance.is_zero() && !charge(frame, NewAccountGas))
        return false;
    bool is_destroyed = _block->fork < Fork::Cancun || _state->was_created_now(self); // EIP-6780
    Uint256 balance = self.balance;
    if (&beneficiary != &self) {
        if (!balance.is_zero()) {
            _state->set_balance(self, Uint256::zero());
            _state->add_balance(beneficiary, balance);
        }
    } else if (is_destroyed) {
        _state->set_balance(self, Uint256::zero());
    }
    if (is_destroyed)
        _state->destroy(self);
    return true;
}

bool Evm::do_log(Frame &frame, uint32_t topics)
{
    Uint256 offset = frame.top[-1], size = frame.top[-2];
    if (frame.is_static || !expand(frame, offset, size) || !charge(frame, LogByteGas * size.words[0]))
        return false;
    Log log;
    log.address = frame.account->address;
    log.topic_count = topics;
    for (uint32_t i = 0; i < topics; i++)
        frame.top[-3 - static_cast<int>(i)].to_be32(log.topics[i].bytes);
    log.data = _arena->copy(memory_part(frame, offset, size));
    _state->add_log(log);
    frame.top -= 2 + topics;
    return true;
}

bool Evm::do_call_data_copy(Frame &frame)
{
    return copy_to_memory(frame, frame.input, false);
}

bool Evm::do_code_copy(Frame &frame)
{
    return copy_to_memory(frame, frame.code->bytes, false);
}

bool Evm::do_return_data_copy(Frame &frame)
{
    return copy_to_memory(frame, frame.return_data, true);
}

bool Evm::copy_to_memory(Frame &frame, Bytes source, bool is_strict)
{
    Uint256 to = frame.top[-1], from = frame.top[-2], size = frame.top[-3];
    frame.top -= 3;
    if (is_strict) { // EIP-211: return data has no zeros beyond its end
        Uint256 end;
        if (add_carry(end, from, size) || end > Uint256::from(source.size))
            return false;
    }
    if (!expand(frame, to, size) || !charge(frame, CopyWordGas * words_of(size)))
        return false;
    if (!size.is_zero())
        copy_padded(frame.memory + to.words[0], size.words[0], source, from);
    return true;
}

bool Evm::do_external_copy(Frame &frame)
{
    Account &account = _state->account(frame.top[-1].to_address());
    Uint256 to = frame.top[-2], from = frame.top[-3], size = frame.top[-4];
    frame.top -= 4;
    if (!expand(frame, to, size) || !charge(frame, CopyWordGas * words_of(size)) || !charge_account(frame, account))
        return false;
    _state->load(account);
    if (!size.is_zero())
        copy_padded(frame.memory + to.words[0], size.words[0], _state->code(account).bytes, from);
    return true;
}

bool Evm::do_memory_copy(Frame &frame) // EIP-5656
{
    Uint256 to = frame.top[-1], from = frame.top[-2], size = frame.top[-3];
    frame.top -= 3;
    const Uint256 &furthest = to > from ? to : from;
    if (!expand(frame, furthest, size) || !charge(frame, CopyWordGas * words_of(size)))
        return false;
    if (!size.is_zero())
        move_bytes(frame.memory + to.words[0], frame.memory + from.words[0], size.words[0]);
    return true;
}

Uint256 Evm::block_hash(const Uint256 &number) const
{
    if (!number.fits_u64() || number.low_u64() >= _block->number || _block->number - number.low_u64() > 256)
        return Uint256::zero();
    uint64_t index = _block->number - number.low_u64() - 1;
    if (index >= _block->ancestors.size) {
        _state->set_incomplete();
        return Uint256::zero();
    }
    return Uint256::from_hash(_block->ancestors[static_cast<size_t>(index)]);
}

} // namespace ethereum
