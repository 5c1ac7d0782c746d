// SPDX-License-Identifier: MIT OR Apache-2.0

#include "fields/koala_bear.cuh"
#include "kernel_launch.hpp"
#include "simulation.hpp"
#include "vectors.hpp"

using namespace pico::tests;

namespace
{

/// The first word behind a nonce, in canonical form, by the kernel that vectors hold to the reference.
uint32_t answer(uint32_t header, const std::vector<uint32_t> &capacity, uint32_t nonce)
{
    std::vector<uint32_t> state(24);
    state[0] = header;
    state[1] = pico::koala_bear::from_canonical(nonce).word;
    std::copy(capacity.begin(), capacity.end(), state.begin() + 15);
    launch("pico_poseidon2_permute_width24_kernel", one_thread_each(1), state.data(), uint64_t{ 1 }, 1u);
    return pico::koala_bear{ state[0] }.to_canonical();
}

} // namespace

TEST(grinding_finds_the_smallest_nonce)
{
    simulation driver;
    const context_handle context = create_context(open_runtime());
    const stream_handle stream = create_stream(context);
    const buffer_handle found = allocate(stream, 2);
    const std::vector<uint32_t> capacity = inputs(9, 5);
    const uint32_t header = input(3, 6);
    const auto grind = [&](int32_t bits, uint32_t first, uint32_t count) {
        uint32_t nonce = 0;
        EXPECT(pico_challenger_grind(stream.get(), header, capacity.data(), bits, first, count, found.get(), 1), PICO_OK);
        EXPECT(pico_buffer_read(stream.get(), found.get(), 4, &nonce, 4), PICO_OK);
        EXPECT(pico_stream_synchronize(stream.get()), PICO_OK);
        return nonce;
    };
    for (const uint32_t first : { 0u, 700u }) {
        uint32_t expected = first;
        while (answer(header, capacity, expected) % 64 != 0) {
            expected++;
        }

        CHECK_EQUAL(grind(6, first, 1024), expected);
        CHECK_EQUAL(grind(6, first, expected - first + 1), expected);
        if (expected > first) {
            CHECK_EQUAL(grind(6, first, expected - first), PICO_CHALLENGER_NO_NONCE);
        }
    }

    EXPECT(pico_challenger_grind(stream.get(), header, capacity.data(), 0, 0, 1, found.get(), 0), PICO_INVALID_ARGUMENT);
    EXPECT(pico_challenger_grind(stream.get(), header, capacity.data(), 25, 0, 1, found.get(), 0), PICO_INVALID_ARGUMENT);
    EXPECT(pico_challenger_grind(stream.get(), header, capacity.data(), 1, 0x7F000000, 2, found.get(), 0), PICO_INVALID_ARGUMENT);
    EXPECT(pico_challenger_grind(stream.get(), header, capacity.data(), 1, 0, 0, found.get(), 0), PICO_INVALID_ARGUMENT);
}
