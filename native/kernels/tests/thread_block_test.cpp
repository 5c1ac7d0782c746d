// SPDX-License-Identifier: MIT OR Apache-2.0
// The shim itself: barriers, shuffles, shared memory, and what it refuses.

#include "check.hpp"
#include "kernels/cuda.cuh"

#include <stdexcept>

using namespace pico;

namespace
{

/// out[block][thread] = sum of the squares of all threads' numbers, by halving in shared memory.
void sum_kernel(uint32_t *out)
{
    PICO_DYNAMIC_SHARED(words);
    words[thread_index()] = thread_index() * thread_index();
    for (uint32_t half = block_size() / 2; half > 0; half /= 2) {
        barrier();
        if (thread_index() < half) {
            words[thread_index()] += words[thread_index() + half];
        }
    }

    barrier();
    out[global_index()] = words[0];
}

void shuffle_kernel(uint32_t *out)
{
    uint32_t value = thread_index() + 1000 * block_index();
    for (uint32_t mask = 16; mask > 0; mask /= 2) {
        value += shuffle_xor(value, mask);
    }

    out[global_index()] = value;
}

template <typename Kernel>
void run(Kernel kernel, uint64_t blocks, uint32_t threads)
{
    host::run_blocks(kernel, { .block_size = threads, .dynamic_shared_bytes = 4 * threads, .block_count = blocks });
}

} // namespace

TEST(threads_of_a_block_see_what_others_wrote_before_a_barrier)
{
    std::vector<uint32_t> out(5 * 256);
    run([&] { sum_kernel(out.data()); }, 5, 256);
    for (const uint32_t value : out) {
        CHECK_EQUAL(value, 255u * 256 * 511 / 6);
    }
}

TEST(shuffles_add_over_a_warp)
{
    std::vector<uint32_t> out(3 * 64);
    run([&] { shuffle_kernel(out.data()); }, 3, 64);
    for (uint32_t i = 0; i < out.size(); i++) {
        const uint32_t warp = i % 64 / 32, block = i / 64;
        CHECK_EQUAL(out[i], 32 * (32 * warp + 1000 * block) + 31 * 16);
    }
}

TEST(barrier_that_a_part_of_a_block_reaches_is_an_error)
{
    bool refused = false;
    try {
        run(
            [] {
                if (thread_index() != 7) {
                    barrier();
                }
            },
            1, 32);
    } catch (const std::logic_error &) {
        refused = true;
    }

    CHECK(refused);
}
