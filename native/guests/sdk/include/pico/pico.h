// SPDX-License-Identifier: MIT OR Apache-2.0
// All of the guest SDK.
#ifndef PICO_PICO_H
#define PICO_PICO_H

#include "pico/alloc.h"
#include "pico/io.h"
#include "pico/memory.h"
#include "pico/sha256.h"
#include "pico/syscalls.h"

#endif
