// SPDX-License-Identifier: MIT OR Apache-2.0
// MODEXP: EIP-198, gas by EIP-2565 and from Osaka by EIP-7883, sizes limited by EIP-7823 from Osaka.
#include "crypto/modular_power.hpp"
#include "precompiles/contracts.hpp"

namespace ethereum::precompiles
{

namespace
{

// Sizes are cut to this: whoever asks for more cannot pay for it, and all sums stay far from 2^64.
constexpr uint64_t HugeSize = 1ull << 40;

uint64_t read_size(const uint8_t *bytes)
{
    uint64_t low = 0;
    for (size_t i = 0; i < 24; i++)
        if (bytes[i] != 0)
            return HugeSize;
    for (size_t i = 24; i < 32; i++)
        low = low << 8 | bytes[i];
    return low < HugeSize ? low : HugeSize;
}

uint64_t multiply_saturated(uint64_t a, uint64_t b)
{
    uint64_t product;
    return __builtin_mul_overflow(a, b, &product) ? UINT64_MAX : product;
}

// Bit length - 1 of the exponent's first 32 bytes, at least 0.
uint64_t head_bits(const PaddedNumber &exponent)
{
    size_t head = exponent.size < 32 ? exponent.size : 32;
    for (size_t i = 0; i < head; i++) {
        unsigned byte = exponent.byte(i);
        if (byte != 0)
            return 8 * (head - 1 - i) + 31 - static_cast<unsigned>(__builtin_clz(byte));
    }
    return 0;
}

uint64_t gas_cost(uint64_t longest, uint64_t exponent_size, uint64_t exponent_head_bits, bool osaka)
{
    uint64_t words = (longest + 7) / 8;
    uint64_t complexity = multiply_saturated(words, words);
    if (osaka)
        complexity = longest <= 32 ? 16 : multiply_saturated(2, complexity);
    uint64_t tail = exponent_size > 32 ? exponent_size - 32 : 0;
    uint64_t iterations = tail * (osaka ? 16 : 8) + exponent_head_bits;
    uint64_t cost = multiply_saturated(complexity, iterations == 0 ? 1 : iterations);
    if (osaka)
        return cost < 500 ? 500 : cost;
    return cost / 3 < 200 ? 200 : cost / 3;
}

} // namespace

PrecompileResult modexp(const Call &call)
{
    bool osaka = call.fork >= Fork::Osaka;
    PaddedInput<96> sizes(call.input);
    uint64_t base_size = read_size(sizes.bytes);
    uint64_t exponent_size = read_size(sizes.bytes + 32);
    uint64_t modulus_size = read_size(sizes.bytes + 64);
    constexpr uint64_t OsakaLimit = 1024;
    if (osaka && (base_size > OsakaLimit || exponent_size > OsakaLimit || modulus_size > OsakaLimit))
        return failure(call);

    // A position beyond the input leaves nothing of it, also where it is cut to the range of size_t.
    Bytes rest = call.input.part(96);
    auto part = [rest](uint64_t offset, uint64_t size) {
        return offset >= rest.size
                   ? Bytes()
                   : rest.part(static_cast<size_t>(offset), size < rest.size ? static_cast<size_t>(size) : rest.size);
    };
    Bytes head = part(base_size, exponent_size < 32 ? exponent_size : 32);
    PaddedNumber head_number = { head, static_cast<size_t>(exponent_size < 32 ? exponent_size : 32) };
    uint64_t longest = base_size > modulus_size ? base_size : modulus_size;
    uint64_t cost = gas_cost(longest, exponent_size, head_bits(head_number), osaka);
    if (call.gas < cost)
        return failure(call);
    if (modulus_size == 0)
        return success(cost, nullptr, 0);
    // More than there is memory for, and paid for: only with gas beyond any block's.
    if (longest > UINT32_MAX / 4 || exponent_size > UINT32_MAX / 8)
        out_of_memory();
    uint8_t *output = call.make_output(static_cast<size_t>(modulus_size));
    PaddedNumber base = { part(0, base_size), static_cast<size_t>(base_size) };
    PaddedNumber exponent = { part(base_size, exponent_size), static_cast<size_t>(exponent_size) };
    PaddedNumber modulus = { part(base_size + exponent_size, modulus_size), static_cast<size_t>(modulus_size) };
    modular_power(output, base, exponent, modulus, call.arena);
    return success(cost, output, static_cast<size_t>(modulus_size));
}

} // namespace ethereum::precompiles
