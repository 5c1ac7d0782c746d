// SPDX-License-Identifier: MIT OR Apache-2.0
// What launchers share: checked ranges of device memory, and the call of a kernel.
#pragma once

#include "runtime/abi_guard.hpp"
#include "runtime/handles.hpp"

namespace pico
{

/// a * 2^shift; throws INVALID_ARGUMENT when it does not fit.
inline size_t shifted(size_t a, int32_t shift)
{
    require(shift >= 0 && shift < 64 && a <= (SIZE_MAX >> shift), "the matrix is too large");
    return a << shift;
}

/// The address of element_count words of a buffer from an offset on; throws INVALID_ARGUMENT when they are not there.
inline cuda::device_pointer words(const pico_stream *stream, const pico_buffer *buffer, size_t element_offset,
                                  size_t element_count)
{
    require(stream != nullptr && buffer != nullptr, "null");
    require(&buffer->stream->context() == &stream->state->context(), "the buffer is of another context");
    const size_t elements = buffer->byte_count / 4;
    require(element_offset <= elements && element_count <= elements - element_offset,
            "the range is not within the buffer");
    return buffer->address + 4 * element_offset;
}

/// How a kernel is started.
struct launch_geometry {
    uint64_t blocks;
    uint32_t threads;
    uint32_t shared_bytes = 0;
};

/// One thread for each of `count` items.
inline launch_geometry one_thread_each(uint64_t count, uint32_t threads)
{
    return { (count + threads - 1) / threads, threads };
}

/// Queues a kernel: `unit` is the stem of its source, the arguments are what its signature says, addresses as device_pointer.
template <typename... Arguments>
void launch(const pico_stream *stream, const char *unit, const char *name, const launch_geometry &geometry,
            Arguments... arguments)
{
    // A grid's x has 31 bits.
    require(geometry.blocks >= 1 && geometry.blocks <= 0x7FFFFFFF, "the launch is too large");
    context_state &context = stream->state->context();
    context.use();
    const cuda::function function = context.get_kernel(unit, name, geometry.shared_bytes);
    void *pointers[] = { &arguments... };
    stream->state->queue(PICO_PROFILE_KERNEL, name, 0, [&](const cuda_driver &driver, cuda::stream queue) {
        return driver.launch_kernel(function, static_cast<unsigned>(geometry.blocks), 1, 1, geometry.threads, 1, 1,
                                    geometry.shared_bytes, queue, pointers, nullptr);
    });
}

} // namespace pico
