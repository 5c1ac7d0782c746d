// SPDX-License-Identifier: MIT OR Apache-2.0
// Calls and creations: from the instruction to a frame, and from a frame that halted back to its caller.
#include "crypto/keccak.hpp"
#include "evm/instruction.hpp"
#include "precompiles/precompile.hpp"
#include "rlp/rlp_writer.hpp"

namespace ethereum
{
namespace
{

constexpr uint32_t MaximumDepth = 1024;
constexpr size_t MaximumCodeSize = 24576;                   // EIP-170
constexpr size_t MaximumInitCodeSize = 2 * MaximumCodeSize; // EIP-3860
constexpr uint64_t CodeByteGas = 200;
constexpr uint64_t InitCodeWordGas = 2; // EIP-3860
constexpr uint64_t HashWordGas = 6;
constexpr uint64_t CallValueGas = 9000;
constexpr uint64_t NewAccountGas = 25000;
constexpr int64_t CallStipend = 2300;

int64_t all_but_one_64th(int64_t gas)
{
    return gas - gas / 64;
} // EIP-150

Address address_of(const Hash32 &digest)
{
    return Address::from(digest.bytes + 12);
}

uint32_t low_number(const Address &address, bool &is_small)
{
    is_small = true;
    for (int i = 0; i < 16; i++)
        is_small = is_small && address.bytes[i] == 0;
    return static_cast<uint32_t>(address.bytes[16]) << 24 | static_cast<uint32_t>(address.bytes[17]) << 16 |
           static_cast<uint32_t>(address.bytes[18]) << 8 | address.bytes[19];
}

} // namespace

Address create_address(const Address &sender, uint64_t nonce)
{
    uint8_t region[40];
    Arena arena(region, sizeof region);
    RlpWriter writer(arena, sizeof region);
    writer.integer(nonce);
    writer.address(sender);
    writer.list(0);
    return address_of(keccak256(writer.written()));
}

Evm::Evm(State &state, const BlockContext &block, Arena &arena, Arena &frames)
    : transaction(), _state(&state), _block(&block), _arena(&arena), _frames(&frames)
{
    InstructionTable *table = arena.make<InstructionTable>();
    fill_instructions(*table, block.fork);
    _instructions = table;
}

bool Evm::is_precompile(const Address &address) const
{
    bool is_small;
    uint32_t number = low_number(address, is_small);
    return is_small && ethereum::is_precompile(number, _block->fork);
}

Account *Evm::delegate_of(Account &target)
{
    if (_block->fork < Fork::Prague || !target.has_code())
        return nullptr;
    const Code &code = _state->code(target);
    return code.is_delegation() ? &_state->account(code.delegate()) : nullptr;
}

// The output of a frame lies in memory that its caller may overwrite.
Bytes Evm::keep_output(Bytes output)
{
    if (output.size > _output_capacity) {
        _output_capacity = 2 * output.size;
        _output = _arena->make<uint8_t>(_output_capacity);
    }
    move_bytes(_output, output.data, output.size);
    return { _output, output.size };
}

Frame &Evm::push_frame(const Message &message, Frame::Kind kind, Code *code, const State::Snapshot &snapshot)
{
    uint8_t *mark = _frames->mark();
    Frame *frame = _frames->make<Frame>();
    Uint256 *stack = _frames->make<Uint256>(StackItems);
    *frame = {};
    frame->evm = this;
    frame->kind = kind;
    frame->is_static = message.is_static;
    frame->depth = _top == nullptr ? 0 : _top->depth + 1;
    frame->gas = message.gas;
    frame->code = code;
    frame->next = code->bytes.data;
    frame->stack = frame->top = stack;
    frame->full = stack + StackItems - 1;
    frame->memory = _frames->mark();
    frame->output_offset = message.output_offset;
    frame->output_size = message.output_size;
    frame->input = message.input;
    frame->account = message.account;
    frame->caller = message.caller;
    frame->value = message.value;
    frame->snapshot = snapshot;
    frame->parent = _top;
    frame->mark = mark;
    _top = frame;
    return *frame;
}

bool Evm::start_call(const Message &message, Account &code_account, bool transfers, CallResult &result)
{
    State::Snapshot snapshot = _state->snapshot();
    if (transfers && !message.value.is_zero()) {
        Account &caller = _state->loaded_account(message.caller);
        _state->load(*message.account);
        _state->subtract_balance(caller, message.value);
        _state->add_balance(*message.account, message.value);
    }
    bool is_small;
    uint32_t number = low_number(code_account.address, is_small);
    if (is_small && ethereum::is_precompile(number, _block->fork)) {
        uint8_t *mark = _frames->mark();
        PrecompileResult ran =
            run_precompile(number, message.input, static_cast<uint64_t>(message.gas), _block->fork, *_frames);
        if (ran.success) {
            result = { true, message.gas - static_cast<int64_t>(ran.gas_used), keep_output(ran.output) };
        } else {
            _state->revert(snapshot);
            result = { false, 0, {} };
        }
        _frames->release(mark);
        return false;
    }
    _state->load(code_account);
    Account *delegate = delegate_of(code_account);
    Code *code;
    if (delegate == nullptr) {
        code = &_state->code(code_account);
    } else {
        _state->load(*delegate);
        code = &_state->code(*delegate);
    }
    if (code->bytes.empty()) {
        result = { true, message.gas, {} };
        return false;
    }
    push_frame(message, Frame::Kind::Call, code, snapshot);
    return true;
}

bool Evm::start_create(const Message &message, const Address &address, CallResult &result)
{
    Account &created = _state->loaded_account(address);
    _state->warm(created);
    // EIP-684, EIP-7610
    if (created.nonce != 0 || created.has_code() || _state->has_storage(created)) {
        result = { false, 0, {} };
        return false;
    }
    State::Snapshot snapshot = _state->snapshot();
    _state->mark_created(created);
    _state->set_nonce(created, 1);
    if (!message.value.is_zero()) {
        _state->subtract_balance(_state->loaded_account(message.caller), message.value);
        _state->add_balance(created, message.value);
    }
    Message inner = message;
    inner.account = &created;
    inner.input = {};
    Code *code = _arena->make<Code>();
    *code = {};
    code->bytes = message.input;
    push_frame(inner, Frame::Kind::Create, code, snapshot);
    return true;
}

CallResult Evm::finish(Frame &frame, Halt halt)
{
    CallResult result = { halt == Halt::Stop || halt == Halt::Return, frame.gas, {} };
    if (halt == Halt::Return || halt == Halt::Revert)
        result.output = keep_output(frame.output);
    if (frame.kind == Frame::Kind::Create && result.is_success) {
        Bytes code = result.output;
        uint64_t gas = CodeByteGas * code.size;
        bool is_refused = code.size > MaximumCodeSize || (!code.empty() && code[0] == 0xef); // EIP-170, EIP-3541
        if (is_refused || static_cast<uint64_t>(frame.gas) < gas) {
            halt = Halt::Failure;
            result.is_success = false;
        } else {
            result.gas_left -= static_cast<int64_t>(gas);
            _state->set_code(*frame.account, _arena->copy(code));
        }
        result.output = {};
    }
    if (!result.is_success)
        _state->revert(frame.snapshot);
    if (halt == Halt::Failure)
        result.gas_left = 0;
    _top = frame.parent;
    _frames->release(frame.mark);
    return result;
}

void Evm::resume(Frame &parent, Frame::Kind kind, const Address &created, const CallResult &result)
{
    parent.gas += result.gas_left;
    parent.return_data = result.output;
    Uint256 &item = *parent.top++;
    item = Uint256::from(result.is_success ? 1 : 0);
    if (kind == Frame::Kind::Create && result.is_success)
        item = Uint256::from_address(created);
}

CallResult Evm::run()
{
    for (;;) {
        Frame *frame = _top;
        Halt halt = interpret(*frame);
        if (halt == Halt::Call)
            continue;
        Frame::Kind kind = frame->kind;
        Address account = frame->account->address;
        Frame *parent = frame->parent;
        uint32_t offset = frame->output_offset;
        uint32_t size = frame->output_size;
        CallResult result = finish(*frame, halt);
        if (parent == nullptr)
            return result;
        copy_bytes(parent->memory + offset, result.output.data, size < result.output.size ? size : result.output.size);
        resume(*parent, kind, account, result);
    }
}

CallResult Evm::call(Account &caller, Account &target, const Uint256 &value, Bytes input, int64_t gas)
{
    Message message = { &target, caller.address, value, input, gas, false, 0, 0 };
    CallResult result;
    return start_call(message, target, true, result) ? run() : result;
}

CallResult Evm::create(Account &caller, uint64_t nonce, const Uint256 &value, Bytes init_code, int64_t gas)
{
    Message message = { nullptr, caller.address, value, init_code, gas, false, 0, 0 };
    CallResult result;
    return start_create(message, create_address(caller.address, nonce), result) ? run() : result;
}

Halt Evm::do_call(Frame &frame, uint8_t code)
{
    bool has_value = code == opcode::CALL || code == opcode::CALLCODE;
    const Uint256 *item = frame.top - 1;
    Uint256 requested = *item--;
    Account &target = _state->account((item--)->to_address());
    Uint256 value = has_value ? *item-- : Uint256::zero();
    Uint256 input_offset = *item--, input_size = *item--, output_offset = *item--, output_size = *item--;
    frame.top -= has_value ? 7 : 6;
    frame.return_data = {};
    if (code == opcode::CALL && frame.is_static && !value.is_zero())
        return Halt::Failure;
    if (!expand(frame, input_offset, input_size) || !expand(frame, output_offset, output_size) ||
        !charge_account(frame, target) || (!value.is_zero() && !charge(frame, CallValueGas)))
        return Halt::Failure;
    _state->load(target);
    if (code == opcode::CALL && !value.is_zero() && target.is_empty() && !charge(frame, NewAccountGas))
        return Halt::Failure;
    Account *delegate = delegate_of(target);
    if (delegate != nullptr && !charge_account(frame, *delegate))
        return Halt::Failure;
    int64_t gas = all_but_one_64th(frame.gas);
    if (requested < Uint256::from(static_cast<uint64_t>(gas)))
        gas = static_cast<int64_t>(requested.low_u64());
    frame.gas -= gas;
    if (!value.is_zero())
        gas += CallStipend;
    Message message;
    message.account = code == opcode::CALL || code == opcode::STATICCALL ? &target : frame.account;
    message.caller = code == opcode::DELEGATECALL ? frame.caller : frame.account->address;
    message.value = code == opcode::DELEGATECALL ? frame.value : value;
    message.input = memory_part(frame, input_offset, input_size);
    message.gas = gas;
    message.is_static = frame.is_static || code == opcode::STATICCALL;
    message.output_offset = output_offset.words[0];
    message.output_size = output_size.words[0];
    if (output_size.is_zero())
        message.output_offset = 0;
    CallResult result = { false, gas, {} };
    if (frame.depth + 1 <= MaximumDepth && value <= frame.account->balance) {
        if (start_call(message, target, code == opcode::CALL, result))
            return Halt::Call;
        copy_bytes(frame.memory + message.output_offset, result.output.data,
                   message.output_size < result.output.size ? message.output_size : result.output.size);
    }
    resume(frame, Frame::Kind::Call, {}, result);
    return Halt::Continue;
}

Halt Evm::do_create(Frame &frame, bool is_create2)
{
    Uint256 value = frame.top[-1], offset = frame.top[-2], size = frame.top[-3];
    Uint256 salt = is_create2 ? frame.top[-4] : Uint256::zero();
    frame.top -= is_create2 ? 4 : 3;
    frame.return_data = {};
    if (frame.is_static || !expand(frame, offset, size))
        return Halt::Failure;
    uint64_t words = (static_cast<uint64_t>(size.words[0]) + 31) / 32;
    if (_block->fork >= Fork::Shanghai) {
        if (size.words[0] > MaximumInitCodeSize || !charge(frame, InitCodeWordGas * words))
            return Halt::Failure;
    }
    if (is_create2 && !charge(frame, HashWordGas * words))
        return Halt::Failure;
    Account &self = *frame.account;
    Message message = {
        nullptr, self.address, value, memory_part(frame, offset, size), all_but_one_64th(frame.gas), false, 0, 0
    };
    frame.gas -= message.gas;
    CallResult result = { false, message.gas, {} };
    Address address = {};
    if (frame.depth + 1 <= MaximumDepth && value <= self.balance && self.nonce != UINT64_MAX) {
        if (is_create2) { // EIP-1014
            uint8_t preimage[85];
            preimage[0] = 0xff;
            copy_bytes(preimage + 1, self.address.bytes, 20);
            salt.to_be32(preimage + 21);
            copy_bytes(preimage + 53, keccak256(message.input).bytes, 32);
            address = address_of(keccak256({ preimage, sizeof preimage }));
        } else {
            address = create_address(self.address, self.nonce);
        }
        _state->set_nonce(self, self.nonce + 1);
        if (start_create(message, address, result))
            return Halt::Call;
    }
    resume(frame, Frame::Kind::Create, address, result);
    return Halt::Continue;
}

} // namespace ethereum
