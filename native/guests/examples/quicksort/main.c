// SPDX-License-Identifier: MIT OR Apache-2.0
// Sorts pseudo-random numbers in memory: a guest that touches a lot of it (1 Mi numbers are 4 MiB).
// Input: one element of 8 bytes, count and seed, 4 bytes each. Public values: count, seed and the checksum of the
// sorted numbers, sum of (i + 1) * number[i] modulo 2^32, 4 bytes each. All little-endian.
#include "pico/pico.h"

// Marsaglia, "Xorshift RNGs", 2003: the 13, 17, 5 generator. A state of 0 would stay 0.
static uint32_t xorshift(uint32_t state)
{
    state ^= state << 13;
    state ^= state >> 17;
    state ^= state << 5;
    return state;
}

static void swap(uint32_t *a, uint32_t *b)
{
    uint32_t kept = *a;
    *a = *b;
    *b = kept;
}

// Sorts numbers[0 .. count - 1]. Recurses into the smaller part only, so the depth is at most log2(count).
static void quicksort(uint32_t *numbers, size_t count)
{
    while (count > 12) {
        uint32_t *middle = numbers + count / 2, *last = numbers + count - 1;
        if (*middle < *numbers)
            swap(middle, numbers);
        if (*last < *middle) {
            swap(last, middle);
            if (*middle < *numbers)
                swap(middle, numbers);
        }
        uint32_t pivot = *middle;
        uint32_t *left = numbers, *right = last; // Hoare: the median of three stops both scans inside the array
        for (;;) {
            while (*left < pivot)
                left++;
            while (pivot < *right)
                right--;
            if (left >= right)
                break;
            swap(left++, right--);
        }
        size_t left_count = (size_t)(left - numbers), right_count = count - left_count;
        if (left_count < right_count) {
            quicksort(numbers, left_count);
            numbers = left;
            count = right_count;
        } else {
            quicksort(left, right_count);
            count = left_count;
        }
    }
    for (size_t i = 1; i < count; i++) { // insertion sort of what is short
        uint32_t number = numbers[i];
        size_t hole = i;
        for (; hole > 0 && number < numbers[hole - 1]; hole--)
            numbers[hole] = numbers[hole - 1];
        numbers[hole] = number;
    }
}

int main(void)
{
    uint32_t input[2];
    pico_read_exact(input, sizeof input);
    uint32_t count = input[0], seed = input[1];
    if (seed == 0)
        pico_fail("seed must not be 0");
    if (count > UINT32_MAX / sizeof(uint32_t))
        pico_fail("memory limit exceeded");
    uint32_t *numbers = pico_alloc(count * sizeof(uint32_t));

    uint32_t sum_before = 0, state = seed;
    for (uint32_t i = 0; i < count; i++)
        sum_before += numbers[i] = state = xorshift(state);

    PICO_CYCLES_START("quicksort");
    quicksort(numbers, count);
    PICO_CYCLES_END("quicksort");

    uint32_t sum_after = 0, checksum = 0;
    for (uint32_t i = 0; i < count; i++) {
        if (i > 0 && numbers[i] < numbers[i - 1])
            pico_fail("numbers are out of order");
        sum_after += numbers[i];
        checksum += (i + 1) * numbers[i];
    }
    if (sum_after != sum_before)
        pico_fail("numbers were lost");

    uint32_t result[3] = { count, seed, checksum };
    pico_commit(result, sizeof result);
    return 0;
}
