// SPDX-License-Identifier: MIT OR Apache-2.0
// The part of CUDA that the kernels use, for three compilers: nvcc, clang without a CUDA toolkit (PTX), and any C++ compiler (tests
// without a GPU). Kernels are one-dimensional: what CUDA calls threadIdx.x is thread_index() here, so that none of them needs more.
#pragma once

#include <stddef.h>
#include <stdint.h>

#if defined(__CUDA__) && defined(__clang__)

#define __global__ __attribute__((global))
#define __device__ __attribute__((device))
#define __host__ __attribute__((host))
#define __shared__ __attribute__((shared))
#define __constant__ __attribute__((constant))
#define __launch_bounds__(...) __attribute__((launch_bounds(__VA_ARGS__)))
#define __forceinline__ inline __attribute__((always_inline))

#define PICO_THREAD_INDEX __nvvm_read_ptx_sreg_tid_x()
#define PICO_BLOCK_INDEX __nvvm_read_ptx_sreg_ctaid_x()
#define PICO_BLOCK_SIZE __nvvm_read_ptx_sreg_ntid_x()
#define PICO_MULTIPLY_HIGH(a, b) __nvvm_mulhi_ui(a, b)
#define PICO_MULTIPLY_HIGH_SIGNED(a, b) __nvvm_mulhi_i(a, b)
#define PICO_SHUFFLE_XOR(value, mask) __nvvm_shfl_sync_bfly_i32(0xFFFFFFFFu, value, mask, 31)
#define PICO_BARRIER() __syncthreads()
#define PICO_REVERSE_BITS(word) __builtin_bitreverse32(word)
#define PICO_LOAD_READ_ONLY(pointer) __nvvm_ldg_ui(pointer)
#define PICO_LOAD_READ_ONLY_WIDE(pointer) __nvvm_ldg_ull(pointer)

#elif defined(__CUDACC__)

#define PICO_THREAD_INDEX threadIdx.x
#define PICO_BLOCK_INDEX blockIdx.x
#define PICO_BLOCK_SIZE blockDim.x
#define PICO_MULTIPLY_HIGH(a, b) __umulhi(a, b)
#define PICO_MULTIPLY_HIGH_SIGNED(a, b) __mulhi(a, b)
#define PICO_SHUFFLE_XOR(value, mask) __shfl_xor_sync(0xFFFFFFFFu, value, mask)
#define PICO_BARRIER() __syncthreads()
#define PICO_REVERSE_BITS(word) __brev(word)
#define PICO_LOAD_READ_ONLY(pointer) __ldg(pointer)
#define PICO_LOAD_READ_ONLY_WIDE(pointer) __ldg(pointer)

#else

#include "host/thread_block.hpp"

#define __global__
#define __device__
#define __host__
#define __constant__
#define __shared__ static thread_local
#define __launch_bounds__(...)
#if defined(PICO_SANITIZE)
// Kernels with everything inlined and every access checked take minutes to compile.
#define __forceinline__ inline
#else
#define __forceinline__ inline __attribute__((always_inline))
#endif

#define PICO_THREAD_INDEX pico::host::current_thread().index
#define PICO_BLOCK_INDEX pico::host::current_thread().block
#define PICO_BLOCK_SIZE pico::host::current_thread().block_size
#define PICO_MULTIPLY_HIGH(a, b) static_cast<uint32_t>(static_cast<uint64_t>(a) * (b) >> 32)
#define PICO_MULTIPLY_HIGH_SIGNED(a, b) static_cast<int32_t>(static_cast<int64_t>(a) * (b) >> 32)
#define PICO_SHUFFLE_XOR(value, mask) pico::host::shuffle_xor(value, mask)
#define PICO_BARRIER() pico::host::barrier()
#define PICO_REVERSE_BITS(word) pico::host::reverse_bits(word)
#define PICO_LOAD_READ_ONLY(pointer) (*(pointer))
#define PICO_LOAD_READ_ONLY_WIDE(pointer) (*(pointer))

#endif

// The words of shared memory whose size the launch gives.
#if defined(__CUDACC__) || defined(__CUDA__)
#define PICO_DYNAMIC_SHARED(name) extern __shared__ uint32_t name[]
#define PICO_REGISTER_KERNEL(name)
#else
#define PICO_DYNAMIC_SHARED(name) uint32_t *const name = pico::host::dynamic_shared_words()
#define PICO_REGISTER_KERNEL(name) static const pico::host::registered_kernel name##_registration(#name, &name)
#endif

namespace pico
{

/// This thread's place in its block.
__device__ __forceinline__ uint32_t thread_index()
{
    return PICO_THREAD_INDEX;
}

/// This block's place in the grid.
__device__ __forceinline__ uint32_t block_index()
{
    return PICO_BLOCK_INDEX;
}

/// Threads of a block.
__device__ __forceinline__ uint32_t block_size()
{
    return PICO_BLOCK_SIZE;
}

/// This thread's place in the grid; 64 bits, since a grid has up to 2^31 blocks.
__device__ __forceinline__ uint64_t global_index()
{
    return static_cast<uint64_t>(block_index()) * block_size() + thread_index();
}

/// The upper half of a product. Written as a shift of a 64-bit product, clang makes a 64-bit multiplication of it.
__host__ __device__ __forceinline__ uint32_t multiply_high(uint32_t a, uint32_t b)
{
    return PICO_MULTIPLY_HIGH(a, b);
}

/// The upper half of a signed product.
__host__ __device__ __forceinline__ int32_t multiply_high(int32_t a, int32_t b)
{
    return PICO_MULTIPLY_HIGH_SIGNED(a, b);
}

/// A product of 64 bits. In assembly, because clang makes a 64-bit multiplication of many of these, and as a product without a sum: ptxas 12.4 fuses an
/// addition of 64 bits behind it into one IMAD.WIDE or IMAD.HI, but takes mad.wide apart into a product and additions with carries.
__host__ __device__ __forceinline__ uint64_t multiply_wide(uint32_t a, uint32_t b)
{
#if defined(__CUDA_ARCH__)
    uint64_t product;
    asm("mul.wide.u32 %0, %1, %2;" : "=l"(product) : "r"(a), "r"(b));
    return product;
#else
    return static_cast<uint64_t>(a) * b;
#endif
}

/// A signed product of 64 bits.
__host__ __device__ __forceinline__ int64_t multiply_wide(int32_t a, int32_t b)
{
#if defined(__CUDA_ARCH__)
    int64_t product;
    asm("mul.wide.s32 %0, %1, %2;" : "=l"(product) : "r"(a), "r"(b));
    return product;
#else
    return static_cast<int64_t>(a) * b;
#endif
}

/// The smaller of two words: one instruction (IMNMX, or fused with the addition before it on sm_90).
__host__ __device__ __forceinline__ uint32_t minimum(uint32_t a, uint32_t b)
{
    return a < b ? a : b;
}

/// The 32 bits in opposite order.
__device__ __forceinline__ uint32_t reverse_word(uint32_t word)
{
    return PICO_REVERSE_BITS(word);
}

/// Waits until every thread of the block is here; what they wrote to shared memory before is seen behind it.
__device__ __forceinline__ void barrier()
{
    PICO_BARRIER();
}

/// The value of the lane whose number differs by mask; all 32 lanes of the warp take part.
__device__ __forceinline__ uint32_t shuffle_xor(uint32_t value, uint32_t mask)
{
    return static_cast<uint32_t>(PICO_SHUFFLE_XOR(static_cast<int>(value), static_cast<int>(mask)));
}

/// Reads memory that nothing writes while the kernel runs, through the read-only path.
__device__ __forceinline__ uint32_t load_read_only(const uint32_t *pointer)
{
    return PICO_LOAD_READ_ONLY(pointer);
}

/// Two neighbouring words, the first in the low half; aligned to 8 bytes.
__device__ __forceinline__ uint64_t load_read_only(const unsigned long long *pointer)
{
    return PICO_LOAD_READ_ONLY_WIDE(pointer);
}

} // namespace pico
