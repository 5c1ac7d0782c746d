// SPDX-License-Identifier: MIT OR Apache-2.0

#include "simulation.hpp"
#include "vectors.hpp"

#include <cstring>

using namespace pico::tests;

namespace
{

/// One of everything that a profile tells apart, on two streams.
void work(const stream_handle &first, const stream_handle &second)
{
    static std::vector<uint32_t> words(256);
    const buffer_handle buffer = allocate(first, 256), other = allocate(second, 256);
    EXPECT(pico_buffer_write(first.get(), buffer.get(), 0, words.data(), 1024), PICO_OK);
    EXPECT(pico_ceiling_empty(first.get()), PICO_OK);
    EXPECT(pico_buffer_fill(second.get(), other.get(), 0, 100, 1), PICO_OK);
    EXPECT(pico_ceiling_empty(second.get()), PICO_OK);
    EXPECT(pico_ceiling_empty(first.get()), PICO_OK);
    EXPECT(pico_buffer_read(first.get(), buffer.get(), 0, words.data(), 512), PICO_OK);
    EXPECT(pico_buffer_copy(first.get(), buffer.get(), 0, buffer.get(), 512, 128), PICO_OK);
    EXPECT(pico_stream_synchronize(first.get()), PICO_OK);
    EXPECT(pico_stream_synchronize(second.get()), PICO_OK);
}

std::vector<pico_profile_row> rows_of(const context_handle &context, pico_profile_totals *totals)
{
    EXPECT(pico_profile_collect(context.get(), totals), PICO_OK);
    std::vector<pico_profile_row> rows(totals->row_count);
    size_t count = 0;
    EXPECT(pico_profile_rows(context.get(), 0, rows.size(), rows.data(), &count), PICO_OK);
    CHECK_EQUAL(count, rows.size());
    return rows;
}

const pico_profile_row *find(const std::vector<pico_profile_row> &rows, const char *name)
{
    for (const pico_profile_row &row : rows) {
        if (std::strcmp(row.name, name) == 0) {
            return &row;
        }
    }

    return nullptr;
}

} // namespace

TEST(profile_sums_up_launches_and_copies_by_name)
{
    simulation driver;
    const context_handle context = create_context(open_runtime());
    const stream_handle first = create_stream(context), second = create_stream(context);
    work(first, second);
    EXPECT(pico_profile_begin(context.get()), PICO_OK);
    work(first, second);
    pico_profile_totals totals;
    const std::vector<pico_profile_row> rows = rows_of(context, &totals);
    CHECK_EQUAL(rows.size(), size_t{ 5 });
    CHECK_EQUAL(totals.span_count, size_t{ 7 });
    const struct {
        const char *name;
        int32_t kind;
        uint64_t count, byte_count;
    } expected[] = {
        { "pico_ceiling_empty_kernel", PICO_PROFILE_KERNEL, 3, 0 },
        { "cuMemcpyHtoDAsync", PICO_PROFILE_TO_DEVICE, 1, 1024 },
        { "cuMemcpyDtoHAsync", PICO_PROFILE_TO_HOST, 1, 512 },
        { "cuMemcpyDtoDAsync", PICO_PROFILE_ON_DEVICE, 1, 128 },
        { "cuMemsetD32Async", PICO_PROFILE_FILL, 1, 400 },
    };
    double sum = 0;
    for (const auto &item : expected) {
        const pico_profile_row *const row = find(rows, item.name);
        CHECK(row != nullptr);
        if (row != nullptr) {
            CHECK_EQUAL(row->kind, item.kind);
            CHECK_EQUAL(row->count, item.count);
            CHECK_EQUAL(row->byte_count, item.byte_count);
            CHECK(row->least_seconds >= 0 && row->least_seconds <= row->most_seconds);
            CHECK(row->seconds >= row->most_seconds && row->seconds < 10);
            sum += row->seconds;
        }
    }

    CHECK(totals.busy_seconds > 0 && totals.busy_seconds <= sum + 1e-9);
    CHECK(totals.queued_seconds >= 0 && totals.queued_seconds < 10);
    std::vector<pico_profile_span> spans(7);
    size_t count = 0;
    EXPECT(pico_profile_spans(context.get(), 0, 100, spans.data(), &count), PICO_OK);
    CHECK_EQUAL(count, size_t{ 7 });
    CHECK_EQUAL(spans[0].start_seconds, 0.0);
    CHECK_EQUAL(spans[0].stream, 0u);
    CHECK_EQUAL(spans[2].stream, 1u);
    EXPECT(pico_profile_spans(context.get(), 5, 100, spans.data(), &count), PICO_OK);
    CHECK_EQUAL(count, size_t{ 2 });
    EXPECT(pico_profile_spans(context.get(), 7, 100, spans.data(), &count), PICO_OK);
    CHECK_EQUAL(count, size_t{ 0 });
}

TEST(profile_that_is_off_costs_no_call_of_the_driver)
{
    simulation driver;
    const context_handle context = create_context(open_runtime());
    const stream_handle first = create_stream(context), second = create_stream(context);
    work(first, second);
    CHECK_EQUAL(driver.call_count("cuEventRecord"), int64_t{ 0 });
    EXPECT(pico_profile_begin(context.get()), PICO_OK);
    work(first, second);
    CHECK_EQUAL(driver.call_count("cuEventRecord"), int64_t{ 14 });
    EXPECT(pico_profile_end(context.get()), PICO_OK);
    work(first, second);
    CHECK_EQUAL(driver.call_count("cuEventRecord"), int64_t{ 14 });
    pico_profile_totals totals;
    CHECK(rows_of(context, &totals).empty());
    CHECK_EQUAL(totals.busy_seconds, 0.0);
}

TEST(profile_begins_anew_and_keeps_no_more_events_than_it_needs)
{
    simulation driver;
    const int64_t before = driver.live_count();
    {
        const context_handle context = create_context(open_runtime());
        const stream_handle stream = create_stream(context);
        EXPECT(pico_profile_begin(context.get()), PICO_OK);
        for (int i = 0; i < 5000; i++) {
            EXPECT(pico_ceiling_empty(stream.get()), PICO_OK);
            if (i % 100 == 0) {
                EXPECT(pico_stream_synchronize(stream.get()), PICO_OK);
            }
        }

        CHECK(driver.call_count("cuEventCreate") < 2500);
        pico_profile_totals totals;
        CHECK_EQUAL(rows_of(context, &totals).at(0).count, uint64_t{ 5000 });
        EXPECT(pico_ceiling_empty(stream.get()), PICO_OK);
        CHECK_EQUAL(rows_of(context, &totals).at(0).count, uint64_t{ 5001 });
        EXPECT(pico_profile_begin(context.get()), PICO_OK);
        EXPECT(pico_ceiling_empty(stream.get()), PICO_OK);
        CHECK_EQUAL(rows_of(context, &totals).at(0).count, uint64_t{ 1 });
    }

    CHECK_EQUAL(driver.live_count(), before);
}

TEST(work_that_fails_is_not_in_the_profile)
{
    simulation driver;
    const context_handle context = create_context(open_runtime());
    const stream_handle stream = create_stream(context);
    EXPECT(pico_profile_begin(context.get()), PICO_OK);
    driver.fail("cuLaunchKernel", 1, 1, 0);
    EXPECT(pico_ceiling_empty(stream.get()), PICO_DRIVER_ERROR);
    driver.fail("cuEventRecord", 2, 1, 0);
    EXPECT(pico_ceiling_empty(stream.get()), PICO_DRIVER_ERROR);
    EXPECT(pico_ceiling_empty(stream.get()), PICO_OK);
    pico_profile_totals totals;
    CHECK_EQUAL(rows_of(context, &totals).at(0).count, uint64_t{ 1 });
    CHECK_EQUAL(totals.span_count, size_t{ 1 });
    EXPECT(pico_profile_collect(context.get(), nullptr), PICO_INVALID_ARGUMENT);
    EXPECT(pico_profile_begin(nullptr), PICO_INVALID_ARGUMENT);
    EXPECT(pico_profile_end(nullptr), PICO_INVALID_ARGUMENT);
    EXPECT(pico_profile_rows(context.get(), 0, 1, nullptr, nullptr), PICO_INVALID_ARGUMENT);
}

TEST(pool_tells_what_is_in_use_and_what_was_at_most)
{
    simulation driver;
    const context_handle context = create_context(open_runtime());
    const stream_handle stream = create_stream(context);
    pico_pool_usage usage;
    EXPECT(pico_context_reset_pool_peak(context.get()), PICO_OK);
    EXPECT(pico_context_pool_usage(context.get(), &usage), PICO_OK);
    const uint64_t before = usage.used_byte_count;
    {
        const buffer_handle buffer = allocate(stream, 1000);
        EXPECT(pico_context_pool_usage(context.get(), &usage), PICO_OK);
        CHECK(usage.used_byte_count >= before + 4000);
    }

    EXPECT(pico_stream_synchronize(stream.get()), PICO_OK);
    EXPECT(pico_context_pool_usage(context.get(), &usage), PICO_OK);
    CHECK_EQUAL(usage.used_byte_count, before);
    CHECK(usage.used_peak_byte_count >= before + 4000 && usage.used_peak_byte_count < before + 1000000);
    CHECK(usage.reserved_peak_byte_count >= usage.used_peak_byte_count);
    EXPECT(pico_context_reset_pool_peak(context.get()), PICO_OK);
    EXPECT(pico_context_pool_usage(context.get(), &usage), PICO_OK);
    CHECK_EQUAL(usage.used_peak_byte_count, before);
    EXPECT(pico_context_pool_usage(context.get(), nullptr), PICO_INVALID_ARGUMENT);
}
