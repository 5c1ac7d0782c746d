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

Uint256 leading_zeros(const Uint256 &value)
{
    return Uint256::from(256 - value.bit_length());
}

unsigned shift_of(const Uint256 &value)
{
    return value.fits_u32() && value.words[0] < 256 ? value.words[0] : 256;
}

} // namespace

Evm::Halt Evm::interpret(Frame &frame)
{
    const Bytes code = frame.code->bytes;
    uint32_t position = frame.position;
    // Gas and the stack's top are kept here; the frame has them before every function that it is given to.
    int64_t gas = frame.gas;
    Uint256 *top = frame.top - 1; // the last item
    const uintptr_t below = reinterpret_cast<uintptr_t>(frame.stack) - sizeof(Uint256);
    auto save = [&] {
        frame.gas = gas;
        frame.top = top + 1;
    };
    auto restore = [&] {
        gas = frame.gas;
        top = frame.top - 1;
    };
    for (;;) {
        if (position >= code.size) {
            save();
            return Halt::Stop;
        }
        uint8_t operation = code.data[position++];
        const OpcodeInfo &info = _opcodes[operation];
        size_t used = reinterpret_cast<uintptr_t>(top) - below;
        if (used < info.least || used > info.most || gas < info.gas)
            return Halt::Failure;
        gas -= info.gas;

        switch (operation) {
        case opcode::STOP:
            save();
            return Halt::Stop;
        case opcode::ADD:
            add_carry(top[-1], top[0], top[-1]);
            top--;
            break;
        case opcode::MUL:
            top[-1] = top[0] * top[-1];
            top--;
            break;
        case opcode::SUB:
            sub_borrow(top[-1], top[0], top[-1]);
            top--;
            break;
        case opcode::DIV:
            divide(top[0], top[-1], &top[-1], nullptr);
            top--;
            break;
        case opcode::SDIV:
            top[-1] = divide_signed(top[0], top[-1]);
            top--;
            break;
        case opcode::MOD:
            divide(top[0], top[-1], nullptr, &top[-1]);
            top--;
            break;
        case opcode::SMOD:
            top[-1] = modulo_signed(top[0], top[-1]);
            top--;
            break;
        case opcode::ADDMOD:
            top[-2] = add_modulo(top[0], top[-1], top[-2]);
            top -= 2;
            break;
        case opcode::MULMOD:
            top[-2] = multiply_modulo(top[0], top[-1], top[-2]);
            top -= 2;
            break;
        case opcode::EXP: // EIP-160
            gas -= 50 * top[-1].byte_length();
            if (gas < 0)
                return Halt::Failure;
            top[-1] = power(top[0], top[-1]);
            top--;
            break;
        case opcode::SIGNEXTEND:
            top[-1] = sign_extend(top[0], top[-1]);
            top--;
            break;
        case opcode::LT:
            top[-1] = Uint256::from(top[0] < top[-1]);
            top--;
            break;
        case opcode::GT:
            top[-1] = Uint256::from(top[-1] < top[0]);
            top--;
            break;
        case opcode::SLT:
            top[-1] = Uint256::from(less_signed(top[0], top[-1]));
            top--;
            break;
        case opcode::SGT:
            top[-1] = Uint256::from(less_signed(top[-1], top[0]));
            top--;
            break;
        case opcode::EQ:
            top[-1] = Uint256::from(top[0] == top[-1]);
            top--;
            break;
        case opcode::ISZERO:
            top[0] = Uint256::from(top[0].is_zero());
            break;
        case opcode::AND:
            top[-1] = top[0] & top[-1];
            top--;
            break;
        case opcode::OR:
            top[-1] = top[0] | top[-1];
            top--;
            break;
        case opcode::XOR:
            top[-1] = top[0] ^ top[-1];
            top--;
            break;
        case opcode::NOT:
            top[0] = ~top[0];
            break;
        case opcode::BYTE:
            top[-1] = byte_at(top[0], top[-1]);
            top--;
            break;
        case opcode::SHL:
            top[-1] = shift_left(top[-1], shift_of(top[0]));
            top--;
            break;
        case opcode::SHR:
            top[-1] = shift_right(top[-1], shift_of(top[0]));
            top--;
            break;
        case opcode::SAR:
            top[-1] = shift_right_signed(top[-1], shift_of(top[0]));
            top--;
            break;
        case opcode::CLZ:
            top[0] = leading_zeros(top[0]);
            break;
        case opcode::KECCAK256: {
            save();
            if (!expand(frame, top[0], top[-1]) ||
                !charge(frame, 6 * ((static_cast<uint64_t>(top[-1].words[0]) + 31) / 32)))
                return Halt::Failure;
            gas = frame.gas;
            top[-1] = Uint256::from_hash(keccak256(memory_part(frame, top[0], top[-1])));
            top--;
            break;
        }
        case opcode::ADDRESS:
            top[1] = Uint256::from_address(frame.account->address);
            top++;
            break;
        case opcode::BALANCE: {
            Account &account = _state->account(top[0].to_address());
            save();
            if (!charge_account(frame, account))
                return Halt::Failure;
            gas = frame.gas;
            _state->load(account);
            top[0] = account.balance;
            break;
        }
        case opcode::ORIGIN:
            top[1] = Uint256::from_address(transaction.origin);
            top++;
            break;
        case opcode::CALLER:
            top[1] = Uint256::from_address(frame.caller);
            top++;
            break;
        case opcode::CALLVALUE:
            top[1] = frame.value;
            top++;
            break;
        case opcode::CALLDATALOAD:
            top[0] = load_padded(frame.input, top[0]);
            break;
        case opcode::CALLDATASIZE:
            top[1] = Uint256::from(frame.input.size);
            top++;
            break;
        case opcode::CALLDATACOPY:
            save();
            if (!do_copy(frame, frame.input, false))
                return Halt::Failure;
            restore();
            break;
        case opcode::CODESIZE:
            top[1] = Uint256::from(code.size);
            top++;
            break;
        case opcode::CODECOPY:
            save();
            if (!do_copy(frame, code, false))
                return Halt::Failure;
            restore();
            break;
        case opcode::GASPRICE:
            top[1] = transaction.gas_price;
            top++;
            break;
        case opcode::EXTCODESIZE: {
            Account &account = _state->account(top[0].to_address());
            save();
            if (!charge_account(frame, account))
                return Halt::Failure;
            gas = frame.gas;
            _state->load(account);
            top[0] = Uint256::from(_state->code(account).bytes.size);
            break;
        }
        case opcode::EXTCODECOPY:
            save();
            if (!do_external_copy(frame))
                return Halt::Failure;
            restore();
            break;
        case opcode::RETURNDATASIZE:
            top[1] = Uint256::from(frame.return_data.size);
            top++;
            break;
        case opcode::RETURNDATACOPY:
            save();
            if (!do_copy(frame, frame.return_data, true))
                return Halt::Failure;
            restore();
            break;
        case opcode::EXTCODEHASH: {
            Account &account = _state->account(top[0].to_address());
            save();
            if (!charge_account(frame, account))
                return Halt::Failure;
            gas = frame.gas;
            _state->load(account);
            top[0] = account.is_empty() ? Uint256::zero() : Uint256::from_hash(account.code_hash);
            break;
        }
        case opcode::BLOCKHASH:
            top[0] = block_hash(top[0]);
            break;
        case opcode::COINBASE:
            top[1] = Uint256::from_address(_block->coinbase);
            top++;
            break;
        case opcode::TIMESTAMP:
            top[1] = Uint256::from(_block->timestamp);
            top++;
            break;
        case opcode::NUMBER:
            top[1] = Uint256::from(_block->number);
            top++;
            break;
        case opcode::PREVRANDAO:
            top[1] = _block->prev_randao;
            top++;
            break;
        case opcode::GASLIMIT:
            top[1] = Uint256::from(_block->gas_limit);
            top++;
            break;
        case opcode::CHAINID:
            top[1] = Uint256::from(_block->chain_id);
            top++;
            break;
        case opcode::SELFBALANCE:
            top[1] = frame.account->balance;
            top++;
            break;
        case opcode::BASEFEE:
            top[1] = _block->base_fee;
            top++;
            break;
        case opcode::BLOBHASH: {
            Bytes hash = top[0].fits_u32() ? transaction.blob_hashes.part(static_cast<size_t>(top[0].words[0]) * 32, 32)
                                           : Bytes{};
            if (top[0].words[0] >= transaction.blob_hashes.size / 32)
                hash = {};
            top[0] = Uint256::from_big_endian(hash);
            break;
        }
        case opcode::BLOBBASEFEE:
            top[1] = _block->blob_base_fee;
            top++;
            break;
        case opcode::POP:
            top--;
            break;
        case opcode::MLOAD:
            if (!has_memory(frame, top[0], 32)) {
                save();
                if (!expand(frame, top[0], Uint256::from(32)))
                    return Halt::Failure;
                gas = frame.gas;
            }
            top[0] = Uint256::from_be32(frame.memory + top[0].words[0]);
            break;
        case opcode::MSTORE:
            if (!has_memory(frame, top[0], 32)) {
                save();
                if (!expand(frame, top[0], Uint256::from(32)))
                    return Halt::Failure;
                gas = frame.gas;
            }
            top[-1].to_be32(frame.memory + top[0].words[0]);
            top -= 2;
            break;
        case opcode::MSTORE8:
            if (!has_memory(frame, top[0], 1)) {
                save();
                if (!expand(frame, top[0], Uint256::one()))
                    return Halt::Failure;
                gas = frame.gas;
            }
            frame.memory[top[0].words[0]] = static_cast<uint8_t>(top[-1].words[0]);
            top -= 2;
            break;
        case opcode::SLOAD: {
            Slot &slot = _state->slot(*frame.account, top[0]);
            gas -= _state->warm(slot) ? 2100 : 100;
            if (gas < 0)
                return Halt::Failure;
            _state->load(slot);
            top[0] = slot.value;
            break;
        }
        case opcode::SSTORE:
            save();
            if (!do_storage_write(frame))
                return Halt::Failure;
            restore();
            break;
        case opcode::JUMPI:
        case opcode::JUMP: {
            const Uint256 &target = *top;
            if (operation == opcode::JUMPI) {
                top -= 2;
                if (top[1].is_zero())
                    break;
            } else {
                top--;
            }
            if (!target.fits_u32() || target.words[0] >= code.size ||
                !frame.code->is_jump_destination(*_arena, target.words[0]))
                return Halt::Failure;
            position = target.words[0];
            break;
        }
        case opcode::PC:
            top[1] = Uint256::from(position - 1);
            top++;
            break;
        case opcode::MSIZE:
            top[1] = Uint256::from(frame.memory_size);
            top++;
            break;
        case opcode::GAS:
            top[1] = Uint256::from(static_cast<uint64_t>(gas));
            top++;
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
            top -= 2;
            break;
        case opcode::MCOPY:
            save();
            if (!do_memory_copy(frame))
                return Halt::Failure;
            restore();
            break;
        case opcode::PUSH0:
            top[1] = Uint256::zero();
            top++;
            break;
        case opcode::PUSH1:
            top[1] = Uint256::from(position < code.size ? code.data[position] : 0);
            position++;
            top++;
            break;
        case opcode::PUSH1 + 1:
            top[1] = Uint256::from(position + 1 < code.size
                                       ? static_cast<uint32_t>(code.data[position]) << 8 | code.data[position + 1]
                                   : position < code.size ? static_cast<uint32_t>(code.data[position]) << 8
                                                          : 0);
            position += 2;
            top++;
            break;
        case opcode::CREATE:
        case opcode::CREATE2:
        case opcode::CALL:
        case opcode::CALLCODE:
        case opcode::DELEGATECALL:
        case opcode::STATICCALL: {
            frame.position = position;
            save();
            bool creates = operation == opcode::CREATE || operation == opcode::CREATE2;
            Halt halt = creates ? do_create(frame, operation == opcode::CREATE2) : do_call(frame, operation);
            if (halt != Halt::Stop)
                return halt;
            restore();
            break;
        }
        case opcode::RETURN:
        case opcode::REVERT:
            save();
            if (!expand(frame, top[0], top[-1]))
                return Halt::Failure;
            frame.output = memory_part(frame, top[0], top[-1]);
            return operation == opcode::RETURN ? Halt::Return : Halt::Revert;
        case opcode::SELFDESTRUCT:
            save();
            return do_selfdestruct(frame) ? Halt::Stop : Halt::Failure;
        default:
            if (operation <= opcode::PUSH32) {
                uint32_t size = operation - opcode::PUSH1 + 1u;
                top++;
                *top = Uint256::zero();
                const uint8_t *data = code.data + position;
                size_t there = code.size - position;
                if (size <= there) {
                    uint32_t whole = size / 4;
                    for (uint32_t i = 0; i < whole; i++)
                        top->words[i] = load_big_endian(data + size - 4 * (i + 1));
                    for (uint32_t i = 0; i < size % 4; i++)
                        top->words[whole] = top->words[whole] << 8 | data[i];
                } else { // beyond the end of the code lie zeros
                    for (uint32_t i = 0; i < there; i++) {
                        uint32_t place = size - 1 - i;
                        top->words[place / 4] |= static_cast<uint32_t>(data[i]) << (8 * (place % 4));
                    }
                }
                position += size;
            } else if (operation <= opcode::DUP16) {
                top[1] = top[-(operation - opcode::DUP1)];
                top++;
            } else if (operation <= opcode::SWAP16) {
                Uint256 &other = top[-(operation - opcode::SWAP1 + 1)];
                for (int i = 0; i < 8; i++) {
                    uint32_t word = other.words[i];
                    other.words[i] = top->words[i];
                    top->words[i] = word;
                }
            } else {
                save();
                if (!do_log(frame, operation - opcode::LOG0 + 0u))
                    return Halt::Failure;
                restore();
            }
        }
    }
}

} // namespace ethereum
