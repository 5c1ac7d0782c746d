// SPDX-License-Identifier: MIT OR Apache-2.0

#include "runtime/profile.hpp"

#include "runtime/abi_guard.hpp"
#include "runtime/handles.hpp"

#include <algorithm>
#include <cstring>

namespace pico
{
namespace
{

constexpr size_t settled_from = 1024; // pending works: above, those that were reached are summed up
constexpr double base_moves_after = 1;

double seconds_between(const cuda_driver &driver, cuda::event start, cuda::event end)
{
    float milliseconds = 0;
    driver.check(driver.event_elapsed(&milliseconds, start, end), "cuEventElapsedTime");
    return static_cast<double>(milliseconds) / 1000;
}

template <typename Item>
size_t copy_items(const std::vector<Item> &items, size_t first, size_t capacity, Item *target)
{
    const size_t count = first < items.size() ? std::min(capacity, items.size() - first) : 0;
    std::copy_n(items.begin() + static_cast<std::ptrdiff_t>(std::min(first, items.size())), count, target);
    return count;
}

} // namespace

void profile::begin()
{
    const std::lock_guard lock(lock_);
    clear();
    begun_ = std::chrono::steady_clock::now();
    is_on_ = true;
}

void profile::end(const cuda_driver &driver)
{
    const std::lock_guard lock(lock_);
    is_on_ = false;
    clear();
    for (const cuda::event event : free_events_) {
        driver.event_destroy(event);
    }

    free_events_.clear();
}

// Events may be recorded anew, or destroyed, before the device has reached them.
void profile::clear()
{
    for (const pending &work : pending_) {
        free_events_.push_back(work.start);
        free_events_.push_back(work.end);
    }

    if (base_ != nullptr) {
        free_events_.push_back(base_);
        base_ = nullptr;
    }

    period_++;
    base_seconds_ = 0;
    queued_seconds_ = 0;
    pending_.clear();
    row_of_.clear();
    stream_of_.clear();
    rows_.clear();
    spans_.clear();
}

cuda::event profile::take_event(const cuda_driver &driver)
{
    if (!free_events_.empty()) {
        const cuda::event event = free_events_.back();
        free_events_.pop_back();
        return event;
    }

    cuda::event event = nullptr;
    driver.check(driver.event_create(&event, cuda::event_default), "cuEventCreate");
    return event;
}

profile::pending profile::start(const cuda_driver &driver, cuda::stream stream)
{
    pending work = {};
    {
        const std::lock_guard lock(lock_);
        work.start = take_event(driver);
        try {
            work.end = take_event(driver);
        } catch (...) {
            free_events_.push_back(work.start);
            throw;
        }

        work.period = period_;
        if (rows_.empty()) {
            queued_seconds_ = std::chrono::duration<double>(std::chrono::steady_clock::now() - begun_).count();
        }
    }

    const cuda::result answer = driver.event_record(work.start, stream);
    if (answer != cuda::success) {
        give_up(work);
        driver.check(answer, "cuEventRecord");
    }

    return work;
}

void profile::stop(const cuda_driver &driver, pending work, cuda::stream stream, pico_profile_kind kind,
                   const char *name, uint64_t byte_count)
{
    const cuda::result answer = driver.event_record(work.end, stream);
    if (answer != cuda::success) {
        give_up(work);
        driver.check(answer, "cuEventRecord");
    }

    const std::lock_guard lock(lock_);
    if (!is_on() || work.period != period_) {
        free_events_.push_back(work.start);
        free_events_.push_back(work.end);
        return;
    }

    const auto [row, is_new_row] = row_of_.try_emplace({ kind, name }, static_cast<uint32_t>(rows_.size()));
    if (is_new_row) {
        pico_profile_row &fresh = rows_.emplace_back();
        std::strncpy(fresh.name, name, sizeof fresh.name - 1);
        fresh.kind = kind;
    }

    work.row = row->second;
    work.stream = stream_of_.try_emplace(stream, static_cast<uint32_t>(stream_of_.size())).first->second;
    work.byte_count = byte_count;
    pending_.push_back(work);
    while (pending_.size() > settled_from && driver.event_query(pending_.front().end) == cuda::success) {
        settle_oldest(driver);
    }
}

void profile::give_up(const pending &work)
{
    const std::lock_guard lock(lock_);
    free_events_.push_back(work.start);
    free_events_.push_back(work.end);
}

// What was reached; a failure leaves it pending.
void profile::settle_oldest(const cuda_driver &driver)
{
    const pending work = pending_.front();
    const double seconds = seconds_between(driver, work.start, work.end);
    const double since_base = base_ == nullptr ? 0 : seconds_between(driver, base_, work.start);
    spans_.push_back({ work.row, work.stream, base_seconds_ + since_base, seconds });
    pending_.pop_front();
    free_events_.push_back(work.end);
    if (base_ == nullptr || since_base > base_moves_after) {
        if (base_ != nullptr) {
            free_events_.push_back(base_);
        }

        base_ = work.start;
        base_seconds_ += since_base;
    } else {
        free_events_.push_back(work.start);
    }

    pico_profile_row &row = rows_[work.row];
    row.least_seconds = row.count == 0 ? seconds : std::min(row.least_seconds, seconds);
    row.most_seconds = std::max(row.most_seconds, seconds);
    row.count++;
    row.seconds += seconds;
    row.byte_count += work.byte_count;
}

pico_profile_totals profile::collect(const cuda_driver &driver)
{
    const std::lock_guard lock(lock_);
    while (!pending_.empty()) {
        driver.check(driver.event_synchronize(pending_.front().end), "cuEventSynchronize");
        settle_oldest(driver);
    }

    return { rows_.size(), spans_.size(), busy_seconds(), queued_seconds_ };
}

double profile::busy_seconds() const
{
    std::vector<std::pair<double, double>> times;
    times.reserve(spans_.size());
    for (const pico_profile_span &span : spans_) {
        times.emplace_back(span.start_seconds, span.start_seconds + span.seconds);
    }

    std::sort(times.begin(), times.end());
    double busy = 0, until = times.empty() ? 0 : times.front().first;
    for (const auto &[start, end] : times) {
        busy += std::max(0.0, end - std::max(start, until));
        until = std::max(until, end);
    }

    return busy;
}

size_t profile::copy_rows(size_t first, size_t capacity, pico_profile_row *rows)
{
    const std::lock_guard lock(lock_);
    return copy_items(rows_, first, capacity, rows);
}

size_t profile::copy_spans(size_t first, size_t capacity, pico_profile_span *spans)
{
    const std::lock_guard lock(lock_);
    return copy_items(spans_, first, capacity, spans);
}

} // namespace pico

using namespace pico;

pico_status pico_profile_begin(const pico_context *context)
{
    return guard("pico_profile_begin", [&] {
        require(context != nullptr, "null");
        context->state->profiler().begin();
    });
}

pico_status pico_profile_end(const pico_context *context)
{
    return guard("pico_profile_end", [&] {
        require(context != nullptr, "null");
        context->state->use();
        context->state->profiler().end(context->state->driver());
    });
}

pico_status pico_profile_collect(const pico_context *context, pico_profile_totals *totals)
{
    return guard("pico_profile_collect", [&] {
        require(context != nullptr && totals != nullptr, "null");
        context->state->use();
        *totals = context->state->profiler().collect(context->state->driver());
    });
}

pico_status pico_profile_rows(const pico_context *context, size_t first, size_t capacity, pico_profile_row *rows,
                              size_t *count)
{
    return guard("pico_profile_rows", [&] {
        require(context != nullptr && count != nullptr && (rows != nullptr || capacity == 0), "null");
        *count = context->state->profiler().copy_rows(first, capacity, rows);
    });
}

pico_status pico_profile_spans(const pico_context *context, size_t first, size_t capacity, pico_profile_span *spans,
                               size_t *count)
{
    return guard("pico_profile_spans", [&] {
        require(context != nullptr && count != nullptr && (spans != nullptr || capacity == 0), "null");
        *count = context->state->profiler().copy_spans(first, capacity, spans);
    });
}
