// SPDX-License-Identifier: MIT OR Apache-2.0

#include "runtime/abi_guard.hpp"
#include "runtime/handles.hpp"

using namespace pico;

namespace
{

/// The address of a part of a buffer, which must be of the stream's context and hold the part.
cuda::device_pointer part(const pico_stream *stream, const pico_buffer *buffer, size_t byte_offset, size_t byte_count)
{
    require(stream != nullptr && buffer != nullptr, "null");
    require(&buffer->stream->context() == &stream->state->context(), "the buffer is of another context");
    require(byte_offset <= buffer->byte_count && byte_count <= buffer->byte_count - byte_offset,
            "the range is not within the buffer");
    return buffer->address + byte_offset;
}

} // namespace

pico_status pico_buffer_allocate(pico_stream *stream, size_t byte_count, pico_buffer **buffer)
{
    return guard("pico_buffer_allocate", [&] {
        require(stream != nullptr && buffer != nullptr, "null");
        require(byte_count > 0, "a buffer has at least one byte");
        stream->state->context().use();
        auto result = std::make_unique<pico_buffer>(stream->state, 0, byte_count);
        const cuda_driver &driver = stream->state->driver();
        driver.check(driver.memory_allocate_async(&result->address, byte_count, stream->state->get()),
                     "cuMemAllocAsync");
        *buffer = result.release();
    });
}

void pico_buffer_free(pico_buffer *buffer)
{
    if (buffer != nullptr) {
        if (buffer->stream->context().try_use()) {
            buffer->stream->driver().memory_free_async(buffer->address, buffer->stream->get());
        }

        delete buffer;
    }
}

pico_status pico_buffer_size(const pico_buffer *buffer, size_t *byte_count)
{
    return guard("pico_buffer_size", [&] {
        require(buffer != nullptr && byte_count != nullptr, "null");
        *byte_count = buffer->byte_count;
    });
}

pico_status pico_buffer_address(const pico_buffer *buffer, uint64_t *address)
{
    return guard("pico_buffer_address", [&] {
        require(buffer != nullptr && address != nullptr, "null");
        *address = buffer->address;
    });
}

// Ranges of no words do not reach the driver, which need not take them.
pico_status pico_buffer_write(pico_stream *stream, pico_buffer *buffer, size_t byte_offset, const void *source,
                              size_t byte_count)
{
    return guard("pico_buffer_write", [&] {
        const cuda::device_pointer target = part(stream, buffer, byte_offset, byte_count);
        require(source != nullptr || byte_count == 0, "null");
        if (byte_count == 0) {
            return;
        }

        stream->state->context().use();
        stream->state->queue(PICO_PROFILE_TO_DEVICE, "cuMemcpyHtoDAsync", byte_count,
                             [&](const cuda_driver &driver, cuda::stream queue) {
                                 return driver.copy_to_device(target, source, byte_count, queue);
                             });
    });
}

pico_status pico_buffer_read(pico_stream *stream, const pico_buffer *buffer, size_t byte_offset, void *destination,
                             size_t byte_count)
{
    return guard("pico_buffer_read", [&] {
        const cuda::device_pointer source = part(stream, buffer, byte_offset, byte_count);
        require(destination != nullptr || byte_count == 0, "null");
        if (byte_count == 0) {
            return;
        }

        stream->state->context().use();
        stream->state->queue(PICO_PROFILE_TO_HOST, "cuMemcpyDtoHAsync", byte_count,
                             [&](const cuda_driver &driver, cuda::stream queue) {
                                 return driver.copy_to_host(destination, source, byte_count, queue);
                             });
    });
}

pico_status pico_buffer_copy(pico_stream *stream, const pico_buffer *source, size_t source_byte_offset,
                             pico_buffer *destination, size_t destination_byte_offset, size_t byte_count)
{
    return guard("pico_buffer_copy", [&] {
        const cuda::device_pointer from = part(stream, source, source_byte_offset, byte_count);
        const cuda::device_pointer to = part(stream, destination, destination_byte_offset, byte_count);
        require(from + byte_count <= to || to + byte_count <= from, "the ranges overlap");
        if (byte_count == 0) {
            return;
        }

        stream->state->context().use();
        stream->state->queue(PICO_PROFILE_ON_DEVICE, "cuMemcpyDtoDAsync", byte_count,
                             [&](const cuda_driver &driver, cuda::stream queue) {
                                 return driver.copy_on_device(to, from, byte_count, queue);
                             });
    });
}

pico_status pico_buffer_fill(pico_stream *stream, pico_buffer *buffer, size_t element_offset, size_t element_count,
                             uint32_t value)
{
    return guard("pico_buffer_fill", [&] {
        require(element_offset <= SIZE_MAX / 4 && element_count <= SIZE_MAX / 4, "the range is not within the buffer");
        const cuda::device_pointer target = part(stream, buffer, 4 * element_offset, 4 * element_count);
        if (element_count == 0) {
            return;
        }

        stream->state->context().use();
        stream->state->queue(PICO_PROFILE_FILL, "cuMemsetD32Async", 4 * element_count,
                             [&](const cuda_driver &driver, cuda::stream queue) {
                                 return driver.fill_words(target, value, element_count, queue);
                             });
    });
}

pico_status pico_host_memory_allocate(const pico_context *context, size_t byte_count, void **memory)
{
    return guard("pico_host_memory_allocate", [&] {
        require(context != nullptr && memory != nullptr, "null");
        require(byte_count > 0, "at least one byte");
        context->state->use();
        const cuda_driver &driver = context->state->driver();
        driver.check(driver.memory_host_allocate(memory, byte_count, 0), "cuMemHostAlloc");
    });
}

pico_status pico_host_memory_free(const pico_context *context, void *memory)
{
    return guard("pico_host_memory_free", [&] {
        require(context != nullptr, "null");
        if (memory != nullptr) {
            context->state->use();
            const cuda_driver &driver = context->state->driver();
            driver.check(driver.memory_host_free(memory), "cuMemFreeHost");
        }
    });
}
