// SPDX-License-Identifier: MIT OR Apache-2.0
// The Fibonacci numbers F(n) and F(n + 1) modulo 7919, where F(0) = 0 and F(1) = 1.
// Input: one element, n as 4 bytes. Public values: n, F(n) mod 7919, F(n + 1) mod 7919, 4 bytes each. Little-endian.
#include "pico/pico.h"

#define MODULUS 7919u

int main(void)
{
    uint32_t n;
    pico_read_exact(&n, sizeof n);

    uint32_t a = 0, b = 1;
    PICO_CYCLES_START("fibonacci");
    for (uint32_t i = 0; i < n; i++) {
        uint32_t next = (a + b) % MODULUS;
        a = b;
        b = next;
    }
    PICO_CYCLES_END("fibonacci");

    pico_print("fibonacci(");
    pico_print_u32(n);
    pico_print(") mod 7919 = ");
    pico_print_u32(a);
    pico_print("\n");

    uint32_t result[3] = { n, a, b };
    pico_commit(result, sizeof result);
    return 0;
}
