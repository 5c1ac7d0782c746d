// SPDX-License-Identifier: MIT OR Apache-2.0
// The Ethereum virtual machine (Yellow Paper, section 9), Paris to Osaka. Calls do not recurse: frames lie one after
// the other in a region of their own, each followed by its stack and its memory, which the frames of its calls follow.
#pragma once

#include "base/fork.hpp"
#include "evm/frame.hpp"

namespace ethereum
{

struct BlockContext {
    Fork fork;
    uint64_t chain_id;
    Address coinbase;
    uint64_t number;
    uint64_t timestamp;
    uint64_t gas_limit;
    Uint256 base_fee;
    Uint256 prev_randao;
    Uint256 blob_base_fee;
    Span<const Hash32> ancestors; // hashes, the parent first
};

struct TransactionContext {
    Address origin;
    Uint256 gas_price;
    Bytes blob_hashes; // 32 bytes each
};

struct CallResult {
    bool is_success;
    int64_t gas_left;
    Bytes output; // valid until the next call
};

struct InstructionTable;

class Evm
{
  public:
    Evm(State &state, const BlockContext &block, Arena &arena, Arena &frames);

    TransactionContext transaction;

    // Both transfer `value`, which the caller has to have, and undo everything if the call fails.
    CallResult call(Account &caller, Account &target, const Uint256 &value, Bytes input, int64_t gas);
    // The caller's nonce has been raised already; `nonce` is what it was.
    CallResult create(Account &caller, uint64_t nonce, const Uint256 &value, Bytes init_code, int64_t gas);

    bool is_precompile(const Address &address) const;
    // The code that a call of `target` runs (EIP-7702), and the account it comes from.
    Account *delegate_of(Account &target);

    // What instructions ask for.
    State &state() { return *_state; }
    const BlockContext &block() const { return *_block; }
    Arena &arena() { return *_arena; }
    // Each returns false for an exceptional halt. Those that take a frame use its gas and stack.
    static bool charge(Frame &frame, uint64_t amount);
    bool charge_account(Frame &frame, Account &account); // EIP-2929
    bool expand(Frame &frame, const Uint256 &offset, const Uint256 &size);
    // What `expand` has made sure of.
    static Bytes memory_part(const Frame &frame, const Uint256 &offset, const Uint256 &size)
    {
        return size.is_zero() ? Bytes{} : Bytes{ frame.memory + offset.words[0], size.words[0] };
    }
    // Whether the memory has `size` bytes at `offset` already.
    static bool has_memory(const Frame &frame, uint32_t offset, uint32_t size)
    {
        return frame.memory_size >= size && offset <= frame.memory_size - size;
    }
    static bool has_memory(const Frame &frame, const Uint256 &offset, uint32_t size)
    {
        return offset.fits_u32() && has_memory(frame, offset.words[0], size);
    }
    Halt do_call(Frame &frame, uint8_t code);
    Halt do_create(Frame &frame, bool is_create2);
    bool do_keccak256(Frame &frame);
    bool do_storage_read(Frame &frame);
    bool do_storage_write(Frame &frame);
    bool do_transient_read(Frame &frame);
    bool do_transient_write(Frame &frame);
    bool do_selfdestruct(Frame &frame);
    bool do_log(Frame &frame, uint32_t topics);
    bool do_call_data_copy(Frame &frame);
    bool do_code_copy(Frame &frame);
    bool do_return_data_copy(Frame &frame);
    bool do_external_copy(Frame &frame);
    bool do_memory_copy(Frame &frame);
    Uint256 block_hash(const Uint256 &number) const;

  private:
    struct Message {
        Account *account; // whose storage and balance
        Address caller;
        Uint256 value;
        Bytes input;
        int64_t gas;
        bool is_static;
        uint32_t output_offset;
        uint32_t output_size;
    };

    Halt interpret(Frame &frame);
    CallResult run();
    bool copy_to_memory(Frame &frame, Bytes source, bool is_strict);
    Frame &push_frame(const Message &message, Frame::Kind kind, Code *code, const State::Snapshot &snapshot);
    CallResult finish(Frame &frame, Halt halt);
    void resume(Frame &parent, Frame::Kind kind, const Address &created, const CallResult &result);
    Bytes keep_output(Bytes output);

    // Starts a call: a frame on top, or the result if there is nothing to interpret.
    bool start_call(const Message &message, Account &code_account, bool transfers, CallResult &result);
    bool start_create(const Message &message, const Address &address, CallResult &result);

    State *_state;
    const BlockContext *_block;
    Arena *_arena;
    Arena *_frames;
    Frame *_top = nullptr;
    Address _created = {};
    uint8_t *_output = nullptr;
    size_t _output_capacity = 0;
    const InstructionTable *_instructions;
};

Address create_address(const Address &sender, uint64_t nonce);

} // namespace ethereum
