// SPDX-License-Identifier: MIT OR Apache-2.0
// Arithmetic, comparison and bitwise logic: instructions that only the stack matters to.
#include "evm/instruction.hpp"

namespace ethereum::instructions
{
namespace
{

unsigned shift_of(const Uint256 &value)
{
    return value.fits_u32() && value.words[0] < 256 ? value.words[0] : 256;
}

// `a` is the last item; the result replaces `b`, the one below it.
using Binary = void (*)(const Uint256 &a, Uint256 &b);

void add(const Uint256 &a, Uint256 &b) { add_carry(b, a, b); }
void multiply(const Uint256 &a, Uint256 &b) { b = a * b; }
void subtract(const Uint256 &a, Uint256 &b) { sub_borrow(b, a, b); }
void quotient(const Uint256 &a, Uint256 &b) { divide(a, b, &b, nullptr); }
void remainder(const Uint256 &a, Uint256 &b) { divide(a, b, nullptr, &b); }
void signed_quotient(const Uint256 &a, Uint256 &b) { b = divide_signed(a, b); }
void signed_remainder(const Uint256 &a, Uint256 &b) { b = modulo_signed(a, b); }
void extend_sign(const Uint256 &a, Uint256 &b) { b = sign_extend(a, b); }
void less(const Uint256 &a, Uint256 &b) { b = Uint256::from(a < b); }
void greater(const Uint256 &a, Uint256 &b) { b = Uint256::from(b < a); }
void signed_less(const Uint256 &a, Uint256 &b) { b = Uint256::from(less_signed(a, b)); }
void signed_greater(const Uint256 &a, Uint256 &b) { b = Uint256::from(less_signed(b, a)); }
void equal(const Uint256 &a, Uint256 &b) { b = Uint256::from(a == b); }
void both(const Uint256 &a, Uint256 &b) { b = a & b; }
void either(const Uint256 &a, Uint256 &b) { b = a | b; }
void differing(const Uint256 &a, Uint256 &b) { b = a ^ b; }
void byte(const Uint256 &a, Uint256 &b) { b = byte_at(a, b); }
void left(const Uint256 &a, Uint256 &b) { b = shift_left(b, shift_of(a)); }
void right(const Uint256 &a, Uint256 &b) { b = shift_right(b, shift_of(a)); }
void signed_right(const Uint256 &a, Uint256 &b) { b = shift_right_signed(b, shift_of(a)); }

void is_zero(Uint256 &a) { a = Uint256::from(a.is_zero()); }
void complement(Uint256 &a) { a = ~a; }
void leading_zeros(Uint256 &a) { a = Uint256::from(256 - a.bit_length()); } // EIP-7939

template <int Gas, Binary Do>
Halt binary(ETHEREUM_PARAMETERS)
{
    ETHEREUM_BEGIN(Gas, 2, 1);
    Do(top[0], top[-1]);
    top--;
    ETHEREUM_NEXT;
}

template <int Gas, void (*Do)(Uint256 &)>
Halt unary(ETHEREUM_PARAMETERS)
{
    ETHEREUM_BEGIN(Gas, 1, 1);
    Do(top[0]);
    ETHEREUM_NEXT;
}

template <Uint256 (*Do)(const Uint256 &, const Uint256 &, const Uint256 &)>
Halt modular(ETHEREUM_PARAMETERS)
{
    ETHEREUM_BEGIN(8, 3, 1);
    top[-2] = Do(top[0], top[-1], top[-2]);
    top -= 2;
    ETHEREUM_NEXT;
}

Halt exponentiate(ETHEREUM_PARAMETERS)
{
    if (has_wrong_stack<2, 1>(frame, top, bottom))
        [[clang::musttail]] return fail(ETHEREUM_ARGUMENTS);
    immediate = 10 + 50 * top[-1].byte_length(); // EIP-160
    gas -= static_cast<int32_t>(immediate);
    if (gas < 0)
        [[clang::musttail]] return refill(ETHEREUM_ARGUMENTS);
    top[-1] = power(top[0], top[-1]);
    top--;
    ETHEREUM_NEXT;
}

// With the pushed number as the last item.
void add_small(uint32_t a, Uint256 &b)
{
    uint32_t sum = b.words[0] + a;
    b.words[0] = sum;
    if (sum >= a)
        return;
    for (int i = 1; i < 8; i++)
        if (++b.words[i] != 0)
            return;
}
void multiply_small(uint32_t a, Uint256 &b)
{
    uint32_t carry = 0;
    for (int i = 0; i < 8; i++) {
        uint64_t product = static_cast<uint64_t>(a) * b.words[i] + carry;
        b.words[i] = static_cast<uint32_t>(product);
        carry = static_cast<uint32_t>(product >> 32);
    }
}
void subtract_from_small(uint32_t a, Uint256 &b) { b = Uint256::from(a) - b; }
void less_small(uint32_t a, Uint256 &b) { b = Uint256::from(Uint256::from(a) < b); }
void greater_small(uint32_t a, Uint256 &b) { b = Uint256::from(b < Uint256::from(a)); }
void equal_small(uint32_t a, Uint256 &b) { b = Uint256::from(b.words[0] == a && b.fits_u32()); }
void both_small(uint32_t a, Uint256 &b) { b = Uint256::from(b.words[0] & a); }
void left_small(uint32_t a, Uint256 &b) { b = shift_left(b, a); }
void right_small(uint32_t a, Uint256 &b) { b = shift_right(b, a); }

template <int Gas, void (*Do)(uint32_t, Uint256 &)>
Halt pushed_binary(ETHEREUM_PARAMETERS)
{
    if (top < bottom || lacks_gas(gas, Gas))
        [[clang::musttail]] return push_immediate(ETHEREUM_ARGUMENTS);
    gas -= Gas;
    Do(immediate, top[0]);
    ETHEREUM_NEXT;
}

} // namespace

void put_arithmetic(InstructionTable &table, Fork fork)
{
    Instruction *plain = table.plain;
    plain[opcode::ADD] = binary<3, add>;
    plain[opcode::MUL] = binary<5, multiply>;
    plain[opcode::SUB] = binary<3, subtract>;
    plain[opcode::DIV] = binary<5, quotient>;
    plain[opcode::SDIV] = binary<5, signed_quotient>;
    plain[opcode::MOD] = binary<5, remainder>;
    plain[opcode::SMOD] = binary<5, signed_remainder>;
    plain[opcode::ADDMOD] = modular<add_modulo>;
    plain[opcode::MULMOD] = modular<multiply_modulo>;
    plain[opcode::EXP] = exponentiate;
    plain[opcode::SIGNEXTEND] = binary<5, extend_sign>;
    plain[opcode::LT] = binary<3, less>;
    plain[opcode::GT] = binary<3, greater>;
    plain[opcode::SLT] = binary<3, signed_less>;
    plain[opcode::SGT] = binary<3, signed_greater>;
    plain[opcode::EQ] = binary<3, equal>;
    plain[opcode::ISZERO] = unary<3, is_zero>;
    plain[opcode::AND] = binary<3, both>;
    plain[opcode::OR] = binary<3, either>;
    plain[opcode::XOR] = binary<3, differing>;
    plain[opcode::NOT] = unary<3, complement>;
    plain[opcode::BYTE] = binary<3, byte>;
    plain[opcode::SHL] = binary<3, left>;
    plain[opcode::SHR] = binary<3, right>;
    plain[opcode::SAR] = binary<3, signed_right>;
    if (fork >= Fork::Osaka)
        plain[opcode::CLZ] = unary<5, leading_zeros>;

    Instruction *pushed = table.pushed;
    pushed[opcode::ADD] = pushed_binary<3, add_small>;
    pushed[opcode::MUL] = pushed_binary<5, multiply_small>;
    pushed[opcode::SUB] = pushed_binary<3, subtract_from_small>;
    pushed[opcode::LT] = pushed_binary<3, less_small>;
    pushed[opcode::GT] = pushed_binary<3, greater_small>;
    pushed[opcode::EQ] = pushed_binary<3, equal_small>;
    pushed[opcode::AND] = pushed_binary<3, both_small>;
    pushed[opcode::SHL] = pushed_binary<3, left_small>;
    pushed[opcode::SHR] = pushed_binary<3, right_small>;
}

} // namespace ethereum::instructions
