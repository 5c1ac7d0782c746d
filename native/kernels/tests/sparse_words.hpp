// SPDX-License-Identifier: MIT OR Apache-2.0
#pragma once

#include <cstdint>
#include <new>

#include <sys/mman.h>

namespace pico::tests
{

/// Address space of so many words; pages that nobody touches read as zero and take no memory.
class sparse_words
{
  public:
    explicit sparse_words(uint64_t count)
        : count_(count), words_(static_cast<uint32_t *>(mmap(nullptr, 4 * count, PROT_READ | PROT_WRITE,
                                                             MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0)))
    {
        if (words_ == MAP_FAILED) {
            throw std::bad_alloc();
        }
    }

    ~sparse_words() { munmap(words_, 4 * count_); }
    sparse_words(const sparse_words &) = delete;
    sparse_words &operator=(const sparse_words &) = delete;
    uint32_t *get() const { return words_; }

  private:
    uint64_t count_;
    uint32_t *words_;
};

} // namespace pico::tests
