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
        const auto message_log = static_cast<uint32_t>(log_message), size_log = static_cast<uint32_t>(log_size);
        if (size_log <= ntt_one_pass_log_size) {
            const ntt_small_plan plan = { size_log };
            launch(stream, "ntt_small", "pico_ntt_one_pass_kernel", { plan.blocks(width), plan.threads, plan.shared_bytes() }, source, target, tables,
                   message_log, size_log, plan.log_columns(), static_cast<uint32_t>(width), shift);
            return;
        }

        require(target % 8 == 0, "the values of more than 2^12 points start at an even word");
        const ntt_plan plan = ntt_plan::create(size_log, stream->state->context().shared_bytes());
        const uint32_t reading = source % 8 != 0 || log_message + 1 < log_size ? ntt_source_checked
                                 : log_message == log_size                     ? ntt_source_whole
                                                                               : ntt_source_half;
        launch(stream, "ntt", plan.first.kernel("first").c_str(),
               { plan.first.blocks(width, size_log), plan.first.threads(), plan.first.shared_bytes() }, source, target, tables, message_log, size_log,
               reading, shift);
        launch(stream, "ntt", plan.second.kernel("second").c_str(),
               { plan.second.blocks(width, size_log), plan.second.threads(), plan.second.shared_bytes() }, target, tables, size_log);
    });
}
