// SPDX-License-Identifier: MIT OR Apache-2.0
// How the kernels of the opening are launched.
#pragma once

#include <stdint.h>

namespace pico::whir
{

/// Threads of a block in every kernel.
constexpr uint32_t threads = 256;

/// Blocks of kernels with sums at most: eight for each SM of an H100, whose threads then go on with what is behind.
constexpr uint32_t max_blocks = 8 * 132;

} // namespace pico::whir
