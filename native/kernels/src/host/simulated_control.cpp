// SPDX-License-Identifier: MIT OR Apache-2.0

#include "host/simulated_entry.hpp"

using namespace pico::simulated;
namespace cuda = pico::cuda;

EXPORT void pico_simulated_reset(const pico_simulated_options *options)
{
    driver &d = instance();
    const std::lock_guard lock(d.lock);
    d.options = options == nullptr ? driver::usual_options() : *options;
    d.dead.clear();
    d.faults.clear();
    d.corruptions.clear();
    d.calls.clear();
}

EXPORT void pico_simulated_fail(const char *function, int32_t nth, int32_t answer, int32_t deferred)
{
    driver &d = instance();
    const std::lock_guard lock(d.lock);
    d.faults.emplace(function, fault{ nth, static_cast<result>(answer), deferred != 0 });
}

EXPORT void pico_simulated_corrupt(const char *kernel, int32_t nth, int32_t argument_index, uint64_t word_index)
{
    driver &d = instance();
    const std::lock_guard lock(d.lock);
    d.corruptions.emplace(kernel, corruption{ nth, argument_index, word_index });
}

EXPORT int64_t pico_simulated_call_count(const char *function)
{
    driver &d = instance();
    const std::lock_guard lock(d.lock);
    return d.calls[function];
}

EXPORT int64_t pico_simulated_live_count()
{
    driver &d = instance();
    const std::lock_guard lock(d.lock);
    int64_t count = 0;
    for (const auto &[device, retained] : d.retained) {
        count += retained;
    }

    return count + static_cast<int64_t>(d.allocations.size() + d.streams.size() + d.events.size() + d.modules.size() +
                                        d.pinned.size());
}

EXPORT int64_t pico_simulated_used_byte_count(int32_t device)
{
    driver &d = instance();
    const std::lock_guard lock(d.lock);
    for (stream *const queue : d.streams) {
        d.drain(*queue);
    }

    return static_cast<int64_t>(d.used[device]);
}
