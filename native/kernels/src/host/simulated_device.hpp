// SPDX-License-Identifier: MIT OR Apache-2.0
#pragma once

#include "host/simulated_control.h"
#include "host/thread_block.hpp"
#include "runtime/cuda_api.hpp"

#include <deque>
#include <list>
#include <map>
#include <memory>
#include <mutex>
#include <set>
#include <string>

namespace pico::simulated
{

using cuda::result;

/// A point in a stream's work.
struct point {
    struct stream *owner;
    bool reached = false;
    double milliseconds = 0;
};

/// Work that was queued and runs when somebody waits for it. What gives memory back runs on a dead device too: nothing else takes it back here.
struct stream_work {
    std::function<result()> run;
    bool survives_death = false;
};

struct stream {
    int device;
    std::deque<stream_work> work;
};

struct event {
    std::shared_ptr<point> last; // null before it is recorded
};

/// A loaded image and the parameter sizes of its kernels; a cubin's are not known.
struct module {
    bool is_cubin;
    std::map<std::string, std::vector<std::size_t>> kernels;
    std::map<std::string, std::unique_ptr<struct function>> functions;
};

struct function {
    std::string name;
    const host::kernel_entry *kernel;
    std::size_t dynamic_shared_bytes = 48 * 1024;
};

struct fault {
    int calls_left;
    result answer;
    bool deferred;
};

/// Bytes of a device's pool as the driver counts them: in the order of calls, whenever the work runs.
struct pool_usage {
    uint64_t now = 0, peak = 0;
};

struct corruption {
    int launches_left;
    int argument;
    uint64_t word;
};

/// Everything that a process has of this driver, under one lock.
struct driver {
    driver() { options = usual_options(); }

    static pico_simulated_options usual_options();

    static constexpr int no_device = -1;

    /// Counts a call and answers with its fault when it has one. A function that needs the context of a device answers with its death after that died.
    result enter(const char *function, int device = no_device);

    /// What the context of a device died of; success while it lives.
    result death_of(int device) const;

    /// Runs queued work of a stream until it is empty or the point is reached.
    result drain(stream &queue, const point *until = nullptr);

    /// Runs the oldest work of a stream.
    result run_one(stream &queue);

    result allocate(std::size_t bytes, stream &queue, cuda::device_pointer &address);
    result free_later(cuda::device_pointer address, stream &queue);

    /// The bytes lie within one allocation of the device.
    bool contains(int device, cuda::device_pointer address, std::size_t bytes) const;

    result load(const char *image, std::unique_ptr<module> &loaded) const;
    result launch(function &kernel, const host::launch_shape &shape, stream &queue, void **arguments);

    std::recursive_mutex lock;
    pico_simulated_options options;
    std::map<int, result> dead; // by device; a fault of a function without a device is all devices' death
    std::multimap<std::string, fault> faults;
    std::multimap<std::string, corruption> corruptions;
    std::map<std::string, int64_t> calls;
    std::set<stream *> streams;
    std::set<event *> events;
    std::set<module *> modules;
    std::map<void *, std::size_t> pinned;
    std::map<int, int> retained;
    struct allocation {
        int device;
        std::size_t bytes;
    };
    std::map<cuda::device_pointer, allocation> allocations;
    std::map<int, std::size_t> used;
    std::map<int, pool_usage> pools;
};

driver &instance();

/// Results after which a context answers nothing else.
bool kills_context(result answer);

double now_milliseconds();

} // namespace pico::simulated
