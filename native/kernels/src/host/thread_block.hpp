// SPDX-License-Identifier: MIT OR Apache-2.0
// Kernels on the CPU, for tests without a GPU: an operating-system thread runs a block at a time, the block's threads as fibers that are started one
// after the other and only switch where they wait for each other. Results are those of a GPU bit for bit. Not modelled: lockstep of
// warps, weak memory order, bank conflicts. A barrier that only a part of a block reaches is an error.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <string>
#include <utility>
#include <vector>

namespace pico::host
{

/// The place of the kernel's thread that runs now.
struct thread_place {
    uint32_t index;
    uint32_t block;
    uint32_t block_size;
};

const thread_place &current_thread();

/// Waits for all threads of the block.
void barrier();

/// The value of another lane of the warp; waits for all 32.
int shuffle_xor(int value, int mask);

/// The 32 bits of a word in opposite order.
inline uint32_t reverse_bits(uint32_t word)
{
    word = (word & 0x55555555u) << 1 | (word >> 1 & 0x55555555u);
    word = (word & 0x33333333u) << 2 | (word >> 2 & 0x33333333u);
    word = (word & 0x0F0F0F0Fu) << 4 | (word >> 4 & 0x0F0F0F0Fu);
    word = (word & 0x00FF00FFu) << 8 | (word >> 8 & 0x00FF00FFu);
    return word << 16 | word >> 16;
}

/// The shared memory whose size the launch gave.
uint32_t *dynamic_shared_words();

/// What a launch asks for. Only the blocks [first_block, first_block + block_count) run: tests of huge grids run their last ones.
struct launch_shape {
    uint32_t block_size = 0;
    uint32_t dynamic_shared_bytes = 0;
    uint64_t first_block = 0;
    uint64_t block_count = 0;
};

/// Runs a kernel; returns when all blocks have ended.
/// Throws std::logic_error when a barrier is reached by a part of a block.
void run_blocks(const std::function<void()> &kernel, const launch_shape &shape);

/// A kernel that takes its arguments as cuLaunchKernel does: an array of pointers to them, whose types have these sizes.
struct kernel_entry {
    std::function<void(void **)> call;
    std::vector<std::size_t> argument_sizes;
};

/// The kernel of that name, or null. Kernels are there before main runs.
const kernel_entry *find_kernel(const std::string &name);

void add_kernel(const char *name, kernel_entry entry);

/// Enters a kernel into the table of names.
class registered_kernel
{
  public:
    template <typename... Arguments>
    registered_kernel(const char *name, void (*kernel)(Arguments...))
    {
        add_kernel(name,
                   { [kernel](void **arguments) { call(kernel, arguments, std::index_sequence_for<Arguments...>()); },
                     { sizeof(Arguments)... } });
    }

  private:
    template <typename... Arguments, std::size_t... Index>
    static void call(void (*kernel)(Arguments...), void **arguments, std::index_sequence<Index...>)
    {
        kernel(*static_cast<Arguments *>(arguments[Index])...);
    }
};

} // namespace pico::host
