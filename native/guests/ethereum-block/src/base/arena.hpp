// SPDX-License-Identifier: MIT OR Apache-2.0
// Memory that only grows, from one region; a mark may be taken and everything after it dropped at once.
#pragma once

#include "base/bytes.hpp"
#include "base/poison.hpp"

namespace ethereum
{

// Ends the program with a failure that no proof can hide: a guest exits with a code other than 0.
[[noreturn]] void out_of_memory();

class Arena
{
  public:
    Arena(void *region, size_t size) : _next(static_cast<uint8_t *>(region)), _end(_next + size), _zeros(_end) {}

    // A region of zeros, of which what is asked for zeroed need not be cleared the first time.
    static Arena of_zeros(void *region, size_t size)
    {
        Arena arena(region, size);
        arena._zeros = arena._next;
        return arena;
    }

    // Aligned to 8; never null. The content is whatever was there before.
    void *allocate(size_t size)
    {
        if (size > static_cast<size_t>(_end - _next))
            out_of_memory();
        uint8_t *result = _next;
        size_t rounded = (size + 7) & ~static_cast<size_t>(7);
        _next = rounded < static_cast<size_t>(_end - _next) ? _next + rounded : _end;
        unpoison(result, size);
        return result;
    }

    template <typename T>
    T *make(size_t count = 1)
    {
        if (count > SIZE_MAX / sizeof(T))
            out_of_memory();
        T *result = static_cast<T *>(allocate(count * sizeof(T)));
        if (RedZone != 0 && remaining() >= LargeArena)
            _next += RedZone;
        return result;
    }

    template <typename T>
    T *make_zeroed(size_t count = 1)
    {
        T *result = make<T>(count);
        clear(result, count * sizeof(T));
        return result;
    }

    void *allocate_zeroed(size_t size)
    {
        void *result = allocate(size);
        clear(result, size);
        return result;
    }

    Bytes copy(Bytes bytes)
    {
        uint8_t *to = make<uint8_t>(bytes.size);
        copy_bytes(to, bytes.data, bytes.size);
        return { to, bytes.size };
    }

    uint8_t *mark() const { return _next; }
    void release(uint8_t *mark)
    {
        if (_zeros < _next)
            _zeros = _next;
        if (remaining() >= LargeArena)
            poison(mark, static_cast<size_t>(_next - mark));
        _next = mark;
    }
    size_t remaining() const { return static_cast<size_t>(_end - _next); }

  private:
    // What was just allocated.
    void clear(void *memory, size_t size) const
    {
        uint8_t *start = static_cast<uint8_t *>(memory);
        if (start < _zeros)
            zero_bytes(start, start + size < _zeros ? size : static_cast<size_t>(_zeros - start));
    }

    uint8_t *_next;
    uint8_t *_end;
    uint8_t *_zeros; // from here on nothing was ever handed out, but for what is in use
};

// A list that grows by doubling inside an arena.
template <typename T>
class List
{
  public:
    explicit List(Arena &arena) : _arena(&arena) {}

    T &add(const T &item)
    {
        if (_size == _capacity)
            grow();
        _items[_size] = item;
        return _items[_size++];
    }

    T &operator[](size_t index) const { return _items[index]; }
    T *begin() const { return _items; }
    T *end() const { return _items + _size; }
    size_t size() const { return _size; }
    T &last() const { return _items[_size - 1]; }
    void shrink(size_t size) { _size = size; }

  private:
    void grow()
    {
        size_t capacity = _capacity == 0 ? 16 : 2 * _capacity;
        T *items = _arena->make<T>(capacity);
        copy_bytes(items, _items, _size * sizeof(T));
        _items = items;
        _capacity = capacity;
    }

    Arena *_arena;
    T *_items = nullptr;
    size_t _size = 0;
    size_t _capacity = 0;
};

} // namespace ethereum
