// SPDX-License-Identifier: MIT OR Apache-2.0
// Groups of neighbouring words that one instruction loads or stores (LDG.128 and so on).
#pragma once

#include "kernels/cuda.cuh"

namespace pico
{

/// Count neighbouring words, aligned to their size.
template <int Count>
struct alignas(4 * Count) words {
    static_assert(Count == 1 || Count == 2 || Count == 4);
    uint32_t w[Count];
};

/// From memory of the device that nothing writes while the kernel runs. In assembly, so that no compiler merges it with a load from shared
/// memory into one of an unknown kind.
template <int Count>
__device__ __forceinline__ words<Count> load_read_only_words(const uint32_t *pointer)
{
    words<Count> result;
#if defined(__CUDA_ARCH__)
    if constexpr (Count == 1) {
        asm("{ .reg .u64 a; cvta.to.global.u64 a, %1; ld.global.nc.u32 %0, [a]; }" : "=r"(result.w[0]) : "l"(pointer));
    } else if constexpr (Count == 2) {
        asm("{ .reg .u64 a; cvta.to.global.u64 a, %2; ld.global.nc.v2.u32 {%0, %1}, [a]; }"
            : "=r"(result.w[0]), "=r"(result.w[1])
            : "l"(pointer));
    } else {
        asm("{ .reg .u64 a; cvta.to.global.u64 a, %4; ld.global.nc.v4.u32 {%0, %1, %2, %3}, [a]; }"
            : "=r"(result.w[0]), "=r"(result.w[1]), "=r"(result.w[2]), "=r"(result.w[3])
            : "l"(pointer));
    }
#else
    result = *reinterpret_cast<const words<Count> *>(pointer);
#endif
    return result;
}

template <int Count>
__device__ __forceinline__ words<Count> load_words(const uint32_t *pointer)
{
    return *reinterpret_cast<const words<Count> *>(pointer);
}

template <int Count>
__device__ __forceinline__ void store_words(uint32_t *pointer, const words<Count> &value)
{
    *reinterpret_cast<words<Count> *>(pointer) = value;
}

} // namespace pico
