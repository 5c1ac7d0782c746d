// SPDX-License-Identifier: MIT OR Apache-2.0
// How every function of the simulated driver begins.
#pragma once

#include "host/simulated_device.hpp"

#define EXPORT extern "C" __attribute__((visibility("default")))

// Begins the body of a driver function: the driver `d`, locked, and the return of a fault.
#define ENTER(answer_of_entry)                                                                                         \
    driver &d = instance();                                                                                            \
    const std::lock_guard lock(d.lock);                                                                                \
    if (const result answer = answer_of_entry; answer != cuda::success) {                                              \
        return answer;                                                                                                 \
    }
