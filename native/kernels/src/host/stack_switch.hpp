// SPDX-License-Identifier: MIT OR Apache-2.0
// From one stack to another. swapcontext does it too, but asks the kernel to save the signal mask every time: most of a test's time.
#pragma once

#include <cstddef>
#include <cstdint>

#if !defined(__x86_64__)
#include <ucontext.h>
#endif

namespace pico::host
{

#if defined(__x86_64__)

/// Where a stack was left: the registers that a function keeps for its caller (System V ABI) lie there, and above them the place to go on.
using saved_stack = void *;

/// Leaves this stack, noting where, and goes on where another was left.
extern "C" void pico_switch_stack(saved_stack *leaving, saved_stack entering);

inline void switch_stack(saved_stack &leaving, saved_stack &entering)
{
    pico_switch_stack(&leaving, entering);
}

/// A stack on which `entry` begins; it must not return.
inline saved_stack prepare_stack(void *base, std::size_t bytes, void (*entry)())
{
    // At its first instruction a function finds the stack 8 below a multiple of 16. Below: the place to go on, and six registers.
    auto *const top = reinterpret_cast<uint64_t *>(static_cast<char *>(base) + bytes) - 1;
    top[0] = 0;
    top[-1] = reinterpret_cast<uint64_t>(entry);
    for (int i = 2; i <= 7; i++) {
        top[-i] = 0;
    }

    return top - 7;
}

#else

using saved_stack = ucontext_t;

inline void switch_stack(saved_stack &leaving, saved_stack &entering)
{
    swapcontext(&leaving, &entering);
}

inline saved_stack prepare_stack(void *base, std::size_t bytes, void (*entry)())
{
    ucontext_t context = {};
    getcontext(&context);
    context.uc_stack.ss_sp = base;
    context.uc_stack.ss_size = bytes;
    context.uc_link = nullptr;
    makecontext(&context, entry, 0);
    return context;
}

#endif

} // namespace pico::host
