// SPDX-License-Identifier: MIT OR Apache-2.0
#include "crypto/keccak.hpp"
#include "evm/evm.hpp"

namespace ethereum
{
namespace
{

// The word of `source` at `offset`; zeros beyond its end.
Uint256 load_padded(Bytes source, const Uint256 &offset)
{
    uint8_t word[32] = {};
    if (offset.fits_u32()) {
        Bytes part = source.part(offset.words[0], 32);
        copy_bytes(word, part.data, part.size);
    }
    return Uint256::from_be32(word);
}

Uint256 leading_zeros(const Uint256 &value) { return Uint256::from(256 - value.bit_length()); }

unsigned shift_of(const Uint256 &value) { return value.fits_u32() && value.words[0] < 256 ? value.words[0] : 256; }

} // namespace

Evm::Halt Evm::interpret(Frame &frame)
{
    const Bytes code = frame.code->bytes;
    uint32_t position = frame.position;
    for (;;) {
        if (position >= code.size)
            return Halt::Stop;
        uint8_t operation = code.data[position++];
        const OpcodeInfo &info = _opcodes[operation];
        size_t depth = static_cast<size_t>(frame.top - frame.stack);
        if (!info.is_valid || depth < info.inputs || depth - info.inputs + info.outputs > 1024)
            return Halt::Failure;
        frame.gas -= info.gas;
        if (frame.gas < 0)
            return Halt::Failure;

        Uint256 *top = frame.top - 1;
        switch (operation) {
        case opcode::STOP:
            return Halt::Stop;
        case opcode::ADD:
            add_carry(top[-1], top[0], top[-1]);
            frame.top--;
            break;
        case opcode::MUL:
            top[-1] = top[0] * top[-1];
            frame.top--;
            break;
        case opcode::SUB:
            sub_borrow(top[-1], top[0], top[-1]);
            frame.top--;
            break;
        case opcode::DIV:
            divide(top[0], top[-1], &top[-1], nullptr);
            frame.top--;
            break;
        case opcode::SDIV:
            top[-1] = divide_signed(top[0], top[-1]);
            frame.top--;
            break;
        case opcode::MOD:
            divide(top[0], top[-1], nullptr, &top[-1]);
            frame.top--;
            break;
        case opcode::SMOD:
            top[-1] = modulo_signed(top[0], top[-1]);
            frame.top--;
            break;
        case opcode::ADDMOD:
            top[-2] = add_modulo(top[0], top[-1], top[-2]);
            frame.top -= 2;
            break;
        case opcode::MULMOD:
            top[-2] = multiply_modulo(top[0], top[-1], top[-2]);
            frame.top -= 2;
            break;
        case opcode::EXP: // EIP-160
            if (!charge(frame, 50 * top[-1].byte_length()))
                return Halt::Failure;
            top[-1] = power(top[0], top[-1]);
            frame.top--;
            break;
        case opcode::SIGNEXTEND:
            top[-1] = sign_extend(top[0], top[-1]);
            frame.top--;
            break;
        case opcode::LT:
            top[-1] = Uint256::from(top[0] < top[-1]);
            frame.top--;
            break;
        case opcode::GT:
            top[-1] = Uint256::from(top[-1] < top[0]);
            frame.top--;
            break;
        case opcode::SLT:
            top[-1] = Uint256::from(less_signed(top[0], top[-1]));
            frame.top--;
            break;
        case opcode::SGT:
            top[-1] = Uint256::from(less_signed(top[-1], top[0]));
            frame.top--;
            break;
        case opcode::EQ:
            top[-1] = Uint256::from(top[0] == top[-1]);
            frame.top--;
            break;
        case opcode::ISZERO:
            top[0] = Uint256::from(top[0].is_zero());
            break;
        case opcode::AND:
            top[-1] = top[0] & top[-1];
            frame.top--;
            break;
        case opcode::OR:
            top[-1] = top[0] | top[-1];
            frame.top--;
            break;
        case opcode::XOR:
            top[-1] = top[0] ^ top[-1];
            frame.top--;
            break;
        case opcode::NOT:
            top[0] = ~top[0];
            break;
        case opcode::BYTE:
            top[-1] = byte_at(top[0], top[-1]);
            frame.top--;
            break;
        case opcode::SHL:
            top[-1] = shift_left(top[-1], shift_of(top[0]));
            frame.top--;
            break;
        case opcode::SHR:
            top[-1] = shift_right(top[-1], shift_of(top[0]));
            frame.top--;
            break;
        case opcode::SAR:
            top[-1] = shift_right_signed(top[-1], shift_of(top[0]));
            frame.top--;
            break;
        case opcode::CLZ:
            top[0] = leading_zeros(top[0]);
            break;
        case opcode::KECCAK256: {
            if (!expand(frame, top[0], top[-1]) || !charge(frame, 6 * ((static_cast<uint64_t>(top[-1].words[0]) + 31) / 32)))
                return Halt::Failure;
            top[-1] = Uint256::from_hash(keccak256(memory_part(frame, top[0], top[-1])));
            frame.top--;
            break;
        }
        case opcode::ADDRESS:
            top[1] = Uint256::from_address(frame.account->address);
            frame.top++;
            break;
        case opcode::BALANCE: {
            Account &account = _state->account(top[0].to_address());
            if (!charge_account(frame, account))
                return Halt::Failure;
            _state->load(account);
            top[0] = account.balance;
            break;
        }
        case opcode::ORIGIN:
            top[1] = Uint256::from_address(transaction.origin);
            frame.top++;
            break;
        case opcode::CALLER:
            top[1] = Uint256::from_address(frame.caller);
            frame.top++;
            break;
        case opcode::CALLVALUE:
            top[1] = frame.value;
            frame.top++;
            break;
        case opcode::CALLDATALOAD:
            top[0] = load_padded(frame.input, top[0]);
            break;
        case opcode::CALLDATASIZE:
            top[1] = Uint256::from(frame.input.size);
            frame.top++;
            break;
        case opcode::CALLDATACOPY:
            if (!do_copy(frame, frame.input, false))
                return Halt::Failure;
            break;
        case opcode::CODESIZE:
            top[1] = Uint256::from(code.size);
            frame.top++;
            break;
        case opcode::CODECOPY:
            if (!do_copy(frame, code, false))
                return Halt::Failure;
            break;
        case opcode::GASPRICE:
            top[1] = transaction.gas_price;
            frame.top++;
            break;
        case opcode::EXTCODESIZE: {
            Account &account = _state->account(top[0].to_address());
            if (!charge_account(frame, account))
                return Halt::Failure;
            _state->load(account);
            top[0] = Uint256::from(_state->code(account).bytes.size);
            break;
        }
        case opcode::EXTCODECOPY:
            if (!do_external_copy(frame))
                return Halt::Failure;
            break;
        case opcode::RETURNDATASIZE:
            top[1] = Uint256::from(frame.return_data.size);
            frame.top++;
            break;
        case opcode::RETURNDATACOPY:
            if (!do_copy(frame, frame.return_data, true))
                return Halt::Failure;
            break;
        case opcode::EXTCODEHASH: {
            Account &account = _state->account(top[0].to_address());
            if (!charge_account(frame, account))
                return Halt::Failure;
            _state->load(account);
            top[0] = account.is_empty() ? Uint256::zero() : Uint256::from_hash(account.code_hash);
            break;
        }
        case opcode::BLOCKHASH:
            top[0] = block_hash(top[0]);
            break;
        case opcode::COINBASE:
            top[1] = Uint256::from_address(_block->coinbase);
            frame.top++;
            break;
        case opcode::TIMESTAMP:
            top[1] = Uint256::from(_block->timestamp);
            frame.top++;
            break;
        case opcode::NUMBER:
            top[1] = Uint256::from(_block->number);
            frame.top++;
            break;
        case opcode::PREVRANDAO:
            top[1] = _block->prev_randao;
            frame.top++;
            break;
        case opcode::GASLIMIT:
            top[1] = Uint256::from(_block->gas_limit);
            frame.top++;
            break;
        case opcode::CHAINID:
            top[1] = Uint256::from(_block->chain_id);
            frame.top++;
            break;
        case opcode::SELFBALANCE:
            top[1] = frame.account->balance;
            frame.top++;
            break;
        case opcode::BASEFEE:
            top[1] = _block->base_fee;
            frame.top++;
            break;
        case opcode::BLOBHASH: {
            Bytes hash = top[0].fits_u32() ? transaction.blob_hashes.part(static_cast<size_t>(top[0].words[0]) * 32, 32) : Bytes{};
            if (top[0].words[0] >= transaction.blob_hashes.size / 32)
                hash = {};
            top[0] = Uint256::from_big_endian(hash);
            break;
        }
        case opcode::BLOBBASEFEE:
            top[1] = _block->blob_base_fee;
            frame.top++;
            break;
        case opcode::POP:
            frame.top--;
            break;
        case opcode::MLOAD:
            if (!expand(frame, top[0], Uint256::from(32)))
                return Halt::Failure;
            top[0] = Uint256::from_be32(frame.memory + top[0].words[0]);
            break;
        case opcode::MSTORE:
            if (!expand(frame, top[0], Uint256::from(32)))
                return Halt::Failure;
            top[-1].to_be32(frame.memory + top[0].words[0]);
            frame.top -= 2;
            break;
        case opcode::MSTORE8:
            if (!expand(frame, top[0], Uint256::one()))
                return Halt::Failure;
            frame.memory[top[0].words[0]] = static_cast<uint8_t>(top[-1].words[0]);
            frame.top -= 2;
            break;
        case opcode::SLOAD: {
            Slot &slot = _state->slot(*frame.account, top[0]);
            if (!charge(frame, _state->warm(slot) ? 2100 : 100))
                return Halt::Failure;
            _state->load(slot);
            top[0] = slot.value;
            break;
        }
        case opcode::SSTORE:
            if (!do_storage_write(frame))
                return Halt::Failure;
            break;
        case opcode::JUMPI:
            if (top[-1].is_zero()) {
                frame.top -= 2;
                break;
            }
            frame.top--;
            [[fallthrough]];
        case opcode::JUMP:
            frame.top--;
            if (!top[0].fits_u32() || top[0].words[0] >= code.size || code.data[top[0].words[0]] != opcode::JUMPDEST ||
                !frame.code->is_jump_destination(*_arena, top[0].words[0]))
                return Halt::Failure;
            position = top[0].words[0];
            break;
        case opcode::PC:
            top[1] = Uint256::from(position - 1);
            frame.top++;
            break;
        case opcode::MSIZE:
            top[1] = Uint256::from(frame.memory_size);
            frame.top++;
            break;
        case opcode::GAS:
            top[1] = Uint256::from(static_cast<uint64_t>(frame.gas));
            frame.top++;
            break;
        case opcode::JUMPDEST:
            break;
        case opcode::TLOAD:
            top[0] = _state->transient_value(_state->slot(*frame.account, top[0]));
            break;
        case opcode::TSTORE:
            if (frame.is_static)
                return Halt::Failure;
            _state->set_transient_value(_state->slot(*frame.account, top[0]), top[-1]);
            frame.top -= 2;
            break;
        case opcode::MCOPY:
            if (!do_memory_copy(frame))
                return Halt::Failure;
            break;
        case opcode::PUSH0:
            top[1] = Uint256::zero();
            frame.top++;
            break;
        case opcode::PUSH1:
            top[1] = Uint256::from(position < code.size ? code.data[position] : 0);
            position++;
            frame.top++;
            break;
        case opcode::CREATE:
        case opcode::CREATE2:
        case opcode::CALL:
        case opcode::CALLCODE:
        case opcode::DELEGATECALL:
        case opcode::STATICCALL: {
            frame.position = position;
            bool creates = operation == opcode::CREATE || operation == opcode::CREATE2;
            Halt halt = creates ? do_create(frame, operation == opcode::CREATE2) : do_call(frame, operation);
            if (halt != Halt::Stop)
                return halt;
            break;
        }
        case opcode::RETURN:
        case opcode::REVERT:
            if (!expand(frame, top[0], top[-1]))
                return Halt::Failure;
            frame.output = memory_part(frame, top[0], top[-1]);
            return operation == opcode::RETURN ? Halt::Return : Halt::Revert;
        case opcode::SELFDESTRUCT:
            return do_selfdestruct(frame) ? Halt::Stop : Halt::Failure;
        default:
            if (operation <= opcode::PUSH32) {
                uint32_t size = operation - opcode::PUSH1 + 1u;
                Bytes part = code.part(position, size);
                uint8_t word[32] = {};
                copy_bytes(word + 32 - size, part.data, part.size);
                top[1] = Uint256::from_be32(word);
                position += size;
                frame.top++;
            } else if (operation <= opcode::DUP16) {
                top[1] = frame.top[-(operation - opcode::DUP1 + 1)];
                frame.top++;
            } else if (operation <= opcode::SWAP16) {
                Uint256 &other = frame.top[-(operation - opcode::SWAP1 + 2)];
                Uint256 swapped = other;
                other = top[0];
                top[0] = swapped;
            } else if (!do_log(frame, operation - opcode::LOG0 + 0u)) {
                return Halt::Failure;
            }
        }
    }
}

} // namespace ethereum
