// SPDX-License-Identifier: MIT OR Apache-2.0
#include "state/state.hpp"

#include "crypto/keccak.hpp"
#include "rlp/rlp_reader.hpp"
#include "rlp/rlp_writer.hpp"

namespace ethereum
{
namespace
{

constexpr uint32_t FirstCapacity = 1024;

// Keys are small numbers or hashes; a multiplication by a large odd number spreads the former.
uint32_t mix(const Address &address)
{
    return (load_word(address.bytes) ^ load_word(address.bytes + 16)) * 0x9e3779b1u;
}

uint32_t mix(const Account &account, const Uint256 &key)
{
    return (key.words[0] ^ key.words[7] ^ load_word(account.address.bytes + 8)) * 0x9e3779b1u;
}
uint32_t mix(const Account &account)
{
    return mix(account.address);
}
uint32_t mix(const Slot &slot)
{
    return mix(*slot.account, slot.key);
}

} // namespace

template <typename T>
void State::Table<T>::add(T *item)
{
    if (count == capacity) {
        Table larger(*arena, 2 * capacity);
        for (uint32_t i = 0; i < capacity; i++)
            for (T *next, *old = buckets[i]; old != nullptr; old = next) {
                next = old->next_in_bucket;
                larger.add(old);
            }
        *this = larger;
    }
    T *&bucket = buckets[mix(*item) >> shift];
    item->next_in_bucket = bucket;
    bucket = item;
    count++;
}

State::State(Arena &arena, const NodeStore &nodes, const NodeStore &codes, const Hash32 &root)
    : _arena(&arena), _nodes(&nodes), _codes(&codes), _accounts(arena, nodes, root),
      _account_table(arena, FirstCapacity), _slot_table(arena, FirstCapacity), _journal(arena), _logs(arena),
      _destroyed(arena)
{
}

Account &State::account(const Address &address)
{
    for (Account *found = _account_table.first(mix(address)); found != nullptr; found = found->next_in_bucket)
        if (found->address == address)
            return *found;
    Account *made = _arena->make_zeroed<Account>();
    made->address = address;
    made->next_in_order = _first;
    made->code_hash = EmptyCodeHash;
    made->storage_root = EmptyTrieRoot;
    _account_table.add(made);
    _first = made;
    return *made;
}

Account &State::loaded_account(const Address &address)
{
    Account &result = account(address);
    load(result);
    return result;
}

void State::load(Account &account)
{
    if (account.is_loaded)
        return;
    account.is_loaded = true;
    account.hashed_address = keccak256(account.address.view());
    Bytes encoded;
    TrieLookup lookup = _accounts.get(account.hashed_address.view(), encoded);
    if (lookup == TrieLookup::Missing)
        _is_incomplete = true;
    if (lookup != TrieLookup::Found)
        return;
    RlpReader outer(encoded);
    RlpReader fields(outer.list());
    account.nonce = fields.integer64();
    account.balance = fields.integer();
    account.storage_root = fields.hash();
    account.code_hash = fields.hash();
    account.existed = true;
    if (!outer.finished() || !fields.finished())
        _is_incomplete = true;
}

Code &State::code(Account &account)
{
    if (account.code == nullptr) {
        account.code = _arena->make<Code>();
        *account.code = {};
        if (account.has_code()) {
            const Bytes *found = _codes->find(account.code_hash.bytes);
            if (found == nullptr)
                _is_incomplete = true;
            else
                account.code->bytes = *found;
        }
    }
    return *account.code;
}

Slot &State::slot(Account &account, const Uint256 &key)
{
    for (Slot *found = _slot_table.first(mix(account, key)); found != nullptr; found = found->next_in_bucket)
        if (found->account == &account && found->key == key)
            return *found;
    Slot *made = _arena->make_zeroed<Slot>();
    made->account = &account;
    made->key = key;
    made->next_of_account = account.slots;
    _slot_table.add(made);
    account.slots = made;
    return *made;
}

void State::load(Slot &slot)
{
    Account &account = *slot.account;
    if (!slot.is_loaded) {
        slot.is_loaded = true;
        load(account);
        slot.hashed_key = keccak256(slot.key.to_hash().view());
        if (account.storage_root != EmptyTrieRoot) {
            if (account.storage == nullptr) {
                account.storage = _arena->make<Trie>();
                *account.storage = Trie(*_arena, *_nodes, account.storage_root);
            }
            Bytes encoded;
            TrieLookup lookup = account.storage->get(slot.hashed_key.view(), encoded);
            if (lookup == TrieLookup::Found) {
                RlpReader reader(encoded);
                slot.value = reader.integer();
                if (!reader.finished())
                    _is_incomplete = true;
            } else if (lookup == TrieLookup::Missing) {
                _is_incomplete = true;
            }
        }
        slot.initial = slot.value;
        slot.generation = account.generation;
    } else if (slot.generation != account.generation) {
        slot.generation = account.generation;
        slot.initial = slot.value = slot.original = Uint256::zero();
    }
    if (slot.original_in != _transaction) {
        slot.original_in = _transaction;
        slot.original = slot.value;
    }
}

bool State::has_storage(Account &account)
{
    return account.storage_root != EmptyTrieRoot;
}

State::Entry &State::journal(Change change, Account *account, Slot *slot)
{
    Entry &entry = _journal.add({});
    entry.change = change;
    entry.account = account;
    entry.slot = slot;
    return entry;
}

bool State::warm(Account &account)
{
    if (account.warm_in == _transaction)
        return false;
    account.warm_in = _transaction;
    journal(Change::WarmAccount, &account, nullptr);
    return true;
}

bool State::warm(Slot &slot)
{
    if (slot.warm_in == _transaction)
        return false;
    slot.warm_in = _transaction;
    journal(Change::WarmSlot, nullptr, &slot);
    return true;
}

void State::set_balance(Account &account, const Uint256 &balance)
{
    journal(Change::Balance, &account, nullptr).previous = account.balance;
    account.balance = balance;
    account.is_changed = true;
}

void State::set_nonce(Account &account, uint64_t nonce)
{
    journal(Change::Nonce, &account, nullptr).previous = Uint256::from(account.nonce);
    account.nonce = nonce;
    account.is_changed = true;
}

void State::set_code(Account &account, Bytes bytes)
{
    Entry &entry = journal(Change::Code, &account, nullptr);
    entry.previous = Uint256::from_hash(account.code_hash);
    entry.code = account.code;
    account.code = _arena->make<Code>();
    *account.code = {};
    account.code->bytes = bytes;
    account.code_hash = bytes.empty() ? EmptyCodeHash : keccak256(bytes);
    account.is_changed = true;
}

void State::set_value(Slot &slot, const Uint256 &value)
{
    journal(Change::Value, nullptr, &slot).previous = slot.value;
    slot.value = value;
    slot.account->is_changed = true;
}

Uint256 State::transient_value(const Slot &slot) const
{
    return slot.transient_in == _transaction ? slot.transient_value : Uint256::zero();
}

void State::set_transient_value(Slot &slot, const Uint256 &value)
{
    journal(Change::Transient, nullptr, &slot).previous = transient_value(slot);
    slot.transient_in = _transaction;
    slot.transient_value = value;
}

void State::mark_created(Account &account)
{
    journal(Change::Created, &account, nullptr).previous = Uint256::from(account.created_in);
    account.created_in = _transaction;
}

void State::destroy(Account &account)
{
    if (account.destroyed_in == _transaction)
        return;
    journal(Change::Destroyed, &account, nullptr);
    account.destroyed_in = _transaction;
    _destroyed.add(&account);
}

void State::revert(const Snapshot &snapshot)
{
    for (size_t i = _journal.size(); i > snapshot.journal; i--) {
        const Entry &entry = _journal[i - 1];
        switch (entry.change) {
        case Change::Balance:
            entry.account->balance = entry.previous;
            break;
        case Change::Nonce:
            entry.account->nonce = entry.previous.low_u64();
            break;
        case Change::Code:
            entry.account->code_hash = entry.previous.to_hash();
            entry.account->code = entry.code;
            break;
        case Change::Value:
            entry.slot->value = entry.previous;
            break;
        case Change::Transient:
            entry.slot->transient_value = entry.previous;
            break;
        case Change::WarmAccount:
            entry.account->warm_in = 0;
            break;
        case Change::WarmSlot:
            entry.slot->warm_in = 0;
            break;
        case Change::Created:
            entry.account->created_in = entry.previous.words[0];
            break;
        case Change::Destroyed:
            entry.account->destroyed_in = 0;
            _destroyed.shrink(_destroyed.size() - 1);
            break;
        }
    }
    _journal.shrink(snapshot.journal);
    _logs.shrink(snapshot.logs);
    _refund = snapshot.refund;
}

void State::begin_transaction()
{
    _transaction++;
    _refund = 0;
    _journal.shrink(0);
}

void State::end_transaction()
{
    for (Account *account : _destroyed) {
        account->nonce = 0;
        account->balance = Uint256::zero();
        account->code_hash = EmptyCodeHash;
        account->code = nullptr;
        account->storage_root = EmptyTrieRoot;
        account->storage = nullptr;
        account->generation++;
        account->is_changed = true;
    }
    _destroyed.shrink(0);
    _journal.shrink(0);
}

void State::write_storage(Account &account, const Trie::Observer *observer)
{
    bool any = false;
    // Removals come last: a branch that gains a child before it loses one does not collapse.
    for (int removing = 0; removing < 2; removing++) {
        for (Slot *slot = account.slots; slot != nullptr; slot = slot->next_of_account) {
            if (!slot->is_loaded || slot->generation != account.generation || slot->value == slot->initial ||
                slot->value.is_zero() != (removing != 0))
                continue;
            if (account.storage == nullptr) {
                account.storage = _arena->make<Trie>();
                *account.storage = Trie(*_arena, *_nodes, account.storage_root);
            }
            any = true;
            bool done;
            if (removing != 0) {
                done = account.storage->remove(slot->hashed_key.view());
            } else {
                RlpWriter writer(*_arena, 33);
                writer.integer(slot->value);
                done = account.storage->put(slot->hashed_key.view(), writer.written());
            }
            if (!done)
                _is_incomplete = true;
        }
    }
    if (any)
        account.storage_root = account.storage->root(observer);
}

Bytes State::encode(const Account &account)
{
    RlpWriter writer(*_arena, 128);
    writer.hash(account.code_hash);
    writer.hash(account.storage_root);
    writer.integer(account.balance);
    writer.integer(account.nonce);
    writer.list(0);
    return writer.written();
}

Hash32 State::root(const Trie::Observer *observer)
{
    for (int removing = 0; removing < 2; removing++) {
        for (Account *account = _first; account != nullptr; account = account->next_in_order) {
            if (!account->is_changed || account->is_empty() != (removing != 0))
                continue;
            bool done = true;
            if (removing == 0) {
                write_storage(*account, observer);
                if (observer != nullptr && account->has_code() && account->code != nullptr)
                    observer->node(observer->context, account->code_hash, account->code->bytes);
                done = _accounts.put(account->hashed_address.view(), encode(*account));
            } else if (account->existed) {
                done = _accounts.remove(account->hashed_address.view());
            }
            if (!done)
                _is_incomplete = true;
        }
    }
    return _accounts.root(observer);
}

} // namespace ethereum
