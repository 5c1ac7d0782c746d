// SPDX-License-Identifier: MIT OR Apache-2.0
// Accounts and storage as a block changes them, over the tries of the witness. Every change is kept in a journal,
// so that a call that fails can be undone. Records are made without a look into the trie: whoever charges gas for
// an access does so first, and loads after it.
#pragma once

#include "state/account.hpp"

namespace ethereum
{

struct Log {
    Address address;
    uint32_t topic_count;
    Hash32 topics[4];
    Bytes data;
};

class State
{
  public:
    State(Arena &arena, const NodeStore &nodes, const NodeStore &codes, const Hash32 &root);

    struct Snapshot {
        size_t journal;
        size_t logs;
        int64_t refund;
    };

    // Something that the block needs is not in the witness, or is malformed there. What was read instead is zero.
    bool is_incomplete() const { return _is_incomplete; }
    void set_incomplete() { _is_incomplete = true; }

    Account &account(const Address &address);        // the record alone
    Account &loaded_account(const Address &address); // with nonce, balance, code hash and storage root
    void load(Account &account);
    Code &code(Account &account);
    Slot &slot(Account &account, const Uint256 &key); // the record alone
    void load(Slot &slot);                            // brings `value` and `original` up to date
    bool has_storage(Account &account);

    // True if it was cold; it is warm then (EIP-2929).
    bool warm(Account &account);
    bool warm(Slot &slot);

    void set_balance(Account &account, const Uint256 &balance);
    void add_balance(Account &account, const Uint256 &amount) { set_balance(account, account.balance + amount); }
    void subtract_balance(Account &account, const Uint256 &amount) { set_balance(account, account.balance - amount); }
    void set_nonce(Account &account, uint64_t nonce);
    void set_code(Account &account, Bytes code);
    void set_value(Slot &slot, const Uint256 &value);
    Uint256 transient_value(const Slot &slot) const;
    void set_transient_value(Slot &slot, const Uint256 &value);
    void mark_created(Account &account);
    bool was_created_now(const Account &account) const { return account.created_in == _transaction; }
    void destroy(Account &account); // takes effect at the end of the transaction
    void add_log(const Log &log) { _logs.add(log); }
    void add_refund(int64_t amount) { _refund += amount; }

    Snapshot snapshot() const { return { _journal.size(), _logs.size(), _refund }; }
    void revert(const Snapshot &snapshot);

    void begin_transaction();
    void end_transaction();
    int64_t refund() const { return _refund; }
    Span<const Log> logs_since(size_t first) const { return { _logs.begin() + first, _logs.size() - first }; }
    size_t log_count() const { return _logs.size(); }

    // Writes all changes into the tries. To be called once, at the end of the block.
    Hash32 root(const Trie::Observer *observer = nullptr);

  private:
    enum class Change : uint8_t { Balance, Nonce, Code, Value, Transient, WarmAccount, WarmSlot, Created, Destroyed };
    struct Entry {
        Change change;
        Account *account;
        Slot *slot;
        Code *code;
        Uint256 previous;
    };

    // Records by a hash of 32 bits, of which the high ones choose the bucket; grows with its content.
    template <typename T>
    struct Table {
        Arena *arena;
        T **buckets;
        uint32_t capacity;
        uint32_t count = 0;
        unsigned shift;

        Table(Arena &arena_, uint32_t capacity_)
            : arena(&arena_), buckets(arena_.make_zeroed<T *>(capacity_)), capacity(capacity_),
              shift(static_cast<unsigned>(__builtin_clz(capacity_)) + 1)
        {
        }
        T *first(uint32_t hash) const { return buckets[hash >> shift]; }
        void add(T *item);
    };

    Entry &journal(Change change, Account *account, Slot *slot);
    void write_storage(Account &account, const Trie::Observer *observer);
    Bytes encode(const Account &account);

    Arena *_arena;
    const NodeStore *_nodes;
    const NodeStore *_codes;
    Trie _accounts;
    Table<Account> _account_table;
    Table<Slot> _slot_table;
    Account *_first = nullptr; // all records
    List<Entry> _journal;
    List<Log> _logs;
    List<Account *> _destroyed;
    int64_t _refund = 0;
    uint32_t _transaction = 0;
    bool _is_incomplete = false;
};

} // namespace ethereum
