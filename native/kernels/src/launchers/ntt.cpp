// SPDX-License-Identifier: MIT OR Apache-2.0

#include "kernels/ntt_plan.hpp"
#include "launchers/launch.hpp"

using namespace pico;

pico_ntt::~pico_ntt()
{
    // Not in the order of a stream: any of them may still read the tables, and cuMemFree waits for all.
    if (tables != 0 && context->try_use()) {
        context->driver().memory_free(tables);
    }
}

pico_status pico_ntt_create(const pico_context *context, pico_ntt **ntt)
{
    return guard("pico_ntt_create", [&] {
        require(context != nullptr && ntt != nullptr, "null");
        const stream_state stream(context->state);
        const cuda_driver &driver = context->state->driver();
        const std::vector<uint32_t> host_tables = ntt_tables();
        const size_t byte_count = host_tables.size() * sizeof(uint32_t);
        auto result = std::make_unique<pico_ntt>(context->state);
        driver.check(driver.memory_allocate(&result->tables, byte_count), "cuMemAlloc");
        driver.check(driver.copy_to_device(result->tables, host_tables.data(), byte_count, stream.get()),
                     "cuMemcpyHtoDAsync");
        driver.check(driver.stream_synchronize(stream.get()), "cuStreamSynchronize");
        *ntt = result.release();
    });
}

void pico_ntt_destroy(pico_ntt *ntt)
{
    delete ntt;
}

pico_status pico_ntt_forward(pico_stream *stream, const pico_ntt *ntt, const pico_buffer *coefficients,
                             size_t coefficients_element_offset, int32_t log_message, pico_buffer *values,
                             size_t values_element_offset, int32_t log_size, size_t width, uint32_t shift)
{
    return guard("pico_ntt_forward", [&] {
        require(ntt != nullptr, "null");
        require(log_message >= 0 && log_message <= log_size && log_size <= PICO_NTT_MAX_LOG_SIZE,
                "0 <= log_message <= log_size <= 24");
        require(width > 0 && width <= UINT32_MAX, "at least one column");
        require(shift > 0 && shift < koala_bear::modulus, "the shift is a field element that is not zero");
        const size_t message_words = shifted(width, log_message), value_words = shifted(width, log_size);
        const cuda::device_pointer source = words(stream, coefficients, coefficients_element_offset, message_words);
        const cuda::device_pointer target = words(stream, values, values_element_offset, value_words);
        require(ntt->context.get() == &stream->state->context(), "the tables are of another context");
        const cuda::device_pointer tables = ntt->tables;
        require(source + 4 * message_words <= target || target + 4 * value_words <= source,
                "coefficients and values overlap");
        const ntt_plan plan = ntt_plan::create(static_cast<uint32_t>(log_message), static_cast<uint32_t>(log_size),
                                               shift, stream->state->context().shared_bytes());
        const launch_geometry first = { plan.first_blocks(width), ntt_threads, plan.first_shared_bytes() };
        if (plan.passes == 1) {
            launch(stream, "ntt", "pico_ntt_one_pass_kernel", first, source, target, tables, plan.log_message,
                   plan.log_size, plan.log_columns_first, static_cast<uint32_t>(width), shift);
            return;
        }

        launch(stream, "ntt", "pico_ntt_first_pass_kernel", first, source, target, tables, plan.log_message,
               plan.log_size, plan.log_first, plan.log_columns_first, shift);
        launch(stream, "ntt", "pico_ntt_second_pass_kernel",
               { plan.second_blocks(width), ntt_threads, plan.second_shared_bytes() }, target, tables, plan.log_size,
               plan.log_first, plan.log_columns_second);
    });
}
