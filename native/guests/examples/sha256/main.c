// SPDX-License-Identifier: MIT OR Apache-2.0
// SHA-256 by the machine's precompiles.
// Input: one element, the message. Public values: its SHA-256, 32 bytes.
#include "pico/pico.h"

int main(void)
{
    pico_bytes message = pico_read_vec();
    uint8_t digest[32];

    PICO_CYCLES_START("sha256");
    pico_sha256_digest(message.data, message.size, digest);
    PICO_CYCLES_END("sha256");

    pico_commit(digest, sizeof digest);
    return 0;
}
