// SPDX-License-Identifier: MIT OR Apache-2.0
// Under the address sanitizer: memory of an arena that is not handed out may not be touched. Nothing otherwise.
#pragma once

#include <stddef.h>

#if defined(__SANITIZE_ADDRESS__)
#define ETHEREUM_ADDRESS_SANITIZER 1
#elif defined(__has_feature)
#if __has_feature(address_sanitizer)
#define ETHEREUM_ADDRESS_SANITIZER 1
#endif
#endif

#if defined(ETHEREUM_ADDRESS_SANITIZER)
#include <sanitizer/asan_interface.h>
#endif

namespace ethereum
{

#if defined(ETHEREUM_ADDRESS_SANITIZER)
// What is left unused behind each allocation of a large arena; small ones are sized to the byte.
inline constexpr size_t RedZone = 32;
inline constexpr size_t LargeArena = 1 << 24;
inline void poison(const void *from, size_t size)
{
    __asan_poison_memory_region(from, size);
}
inline void unpoison(const void *from, size_t size)
{
    __asan_unpoison_memory_region(from, size);
}
#else
inline constexpr size_t RedZone = 0;
inline constexpr size_t LargeArena = 0;
inline void poison(const void *, size_t)
{
}
inline void unpoison(const void *, size_t)
{
}
#endif

} // namespace ethereum
