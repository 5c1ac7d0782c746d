// SPDX-License-Identifier: MIT OR Apache-2.0
#pragma once

#include "host/thread_block.hpp"

#include <stdexcept>

namespace pico::tests
{

/// Runs a kernel by its name through the shim.
template <typename... Arguments>
void launch(const char *name, const host::launch_shape &shape, Arguments... arguments)
{
    const host::kernel_entry *const kernel = host::find_kernel(name);
    if (kernel == nullptr) {
        throw std::invalid_argument(std::string("no kernel ") + name);
    }

    void *pointers[] = { &arguments... };
    host::run_blocks([&] { kernel->call(pointers); }, shape);
}

/// One thread for each of `count` items, in blocks of 128.
inline host::launch_shape one_thread_each(uint64_t count)
{
    return { .block_size = 128, .block_count = (count + 127) / 128 };
}

} // namespace pico::tests
