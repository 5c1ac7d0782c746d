// SPDX-License-Identifier: MIT OR Apache-2.0
// What makes leaves of rows: the description on the device, and what of it the host must know to check and to launch.
#pragma once

#include "kernels/logup_arguments.cuh"
#include "launchers/launch.hpp"

#include <array>
#include <span>
#include <vector>

namespace pico
{

using buffer_pointer = std::unique_ptr<pico_buffer, void (*)(pico_buffer *)>;

/// Words on the device, at least one.
inline buffer_pointer allocate_words(pico_stream *stream, uint64_t count)
{
    auto buffer = std::make_unique<pico_buffer>(stream->state, 0, 4 * std::max<uint64_t>(count, 1));
    stream->state->context().use();
    const cuda_driver &driver = stream->state->driver();
    driver.check(driver.memory_allocate_async(&buffer->address, buffer->byte_count, stream->state->get()),
                 "cuMemAllocAsync");
    return { buffer.release(), pico_buffer_free };
}

inline void write_bytes(pico_stream *stream, cuda::device_pointer target, const void *source, size_t byte_count)
{
    if (byte_count != 0) {
        stream->state->queue(PICO_PROFILE_TO_DEVICE, "cuMemcpyHtoDAsync", byte_count,
                             [&](const cuda_driver &driver, cuda::stream queue) {
                                 return driver.copy_to_device(target, source, byte_count, queue);
                             });
    }
}

template <typename Value>
const Value *device_address(cuda::device_pointer address)
{
    return reinterpret_cast<const Value *>(address);
}

inline uint32_t *device_words(cuda::device_pointer address)
{
    return reinterpret_cast<uint32_t *>(address);
}

} // namespace pico

struct pico_logup_program {
    pico::buffer_pointer memory;
    pico::cuda::device_pointer leaves, interactions, fingerprint_terms, multiplicity_terms;
    pico::cuda::device_pointer tables[2]; // by whether blocks have 512 rows instead of 128
    uint64_t blocks[2];
    uint32_t table_count;
    std::vector<uint32_t> heights;       // by leaf
    std::array<uint64_t, 3> group_words; // what terms reach of each group
    bool is_aligned;                     // heights and places of columns are multiples of four
};
