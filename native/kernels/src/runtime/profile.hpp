// SPDX-License-Identifier: MIT OR Apache-2.0
#pragma once

#include "runtime/cuda_driver.hpp"

#include <pico/profile.h>

#include <atomic>
#include <chrono>
#include <deque>
#include <map>
#include <mutex>
#include <string>
#include <vector>

namespace pico
{

/// Device time by name of all work of a context: pico/profile.h says what it measures. The context is current in every call. Thread-safe.
class profile
{
  public:
    bool is_on() const { return is_on_.load(std::memory_order_relaxed); }

    void begin();
    void end(const cuda_driver &driver);

    /// Queues work between two events. The stream is used by no other thread meanwhile.
    template <typename Queue>
    void time(const cuda_driver &driver, cuda::stream stream, pico_profile_kind kind, const char *name,
              uint64_t byte_count, Queue &&queue)
    {
        pending work = start(driver, stream);
        try {
            queue();
        } catch (...) {
            give_up(work);
            throw;
        }

        stop(driver, work, stream, kind, name, byte_count);
    }

    pico_profile_totals collect(const cuda_driver &driver);
    size_t copy_rows(size_t first, size_t capacity, pico_profile_row *rows);
    size_t copy_spans(size_t first, size_t capacity, pico_profile_span *spans);

  private:
    /// Work whose events have perhaps not been reached.
    struct pending {
        cuda::event start, end;
        uint32_t row, stream;
        uint64_t byte_count;
        uint64_t period; // which begin it belongs to
    };

    pending start(const cuda_driver &driver, cuda::stream stream);
    void stop(const cuda_driver &driver, pending work, cuda::stream stream, pico_profile_kind kind, const char *name,
              uint64_t byte_count);
    void give_up(const pending &work);
    cuda::event take_event(const cuda_driver &driver);
    void settle_oldest(const cuda_driver &driver);
    void clear();
    double busy_seconds() const;

    std::atomic<bool> is_on_ = false;
    std::mutex lock_;
    uint64_t period_ = 0;
    std::chrono::steady_clock::time_point begun_;
    double queued_seconds_ = 0;
    std::vector<cuda::event> free_events_;
    std::deque<pending> pending_;
    std::map<std::pair<int, std::string>, uint32_t> row_of_;
    std::map<cuda::stream, uint32_t> stream_of_;
    std::vector<pico_profile_row> rows_;
    std::vector<pico_profile_span> spans_;

    // The start of a work, from which later ones are measured, and when it was. Differences of events have seven digits, so it moves on now and then.
    cuda::event base_ = nullptr;
    double base_seconds_ = 0;
};

} // namespace pico
