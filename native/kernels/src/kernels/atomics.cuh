// SPDX-License-Identifier: MIT OR Apache-2.0
// What threads of different blocks tell each other while a kernel runs.
#pragma once

#include "kernels/cuda.cuh"

#if !defined(__CUDA__) && !defined(__CUDACC__)
#include <atomic>
#endif

namespace pico
{

/// *pointer becomes the smaller of itself and value, in one step.
__device__ __forceinline__ void atomic_minimum(uint32_t *pointer, uint32_t value)
{
#if defined(__CUDA__) && defined(__clang__)
    __nvvm_atom_min_gen_ui(pointer, value);
#elif defined(__CUDACC__)
    atomicMin(pointer, value);
#else
    const std::atomic_ref<uint32_t> word(*pointer);
    for (uint32_t seen = word.load(); value < seen && !word.compare_exchange_weak(seen, value);) {
    }
#endif
}

/// What another block may have written by now; never a mixture of old and new.
__device__ __forceinline__ uint32_t load_now(uint32_t *pointer)
{
#if defined(__CUDA__) || defined(__CUDACC__)
    return *const_cast<volatile uint32_t *>(pointer);
#else
    return std::atomic_ref<uint32_t>(*pointer).load();
#endif
}

} // namespace pico
