// SPDX-License-Identifier: MIT OR Apache-2.0

#include "kernels/challenger.cuh"

#include "fields/koala_bear.cuh"
#include "launchers/launch.hpp"

#include <pico/challenger.h>

#include <algorithm>

using namespace pico;

pico_status pico_challenger_grind(pico_stream *stream, uint32_t header, const uint32_t capacity[PICO_CHALLENGER_CAPACITY], int32_t bits,
                                  uint32_t first, uint32_t count, pico_buffer *nonce, size_t element_offset)
{
    return guard("pico_challenger_grind", [&] {
        require(capacity != nullptr, "null");
        require(bits >= 1 && bits <= 24, "1 to 24 bits");
        require(count > 0 && first < koala_bear::modulus && count <= koala_bear::modulus - first, "nonces are field elements, at least one");
        const cuda::device_pointer target = words(stream, nonce, element_offset, 1);
        challenger_capacity argument = {};
        std::copy_n(capacity, PICO_CHALLENGER_CAPACITY, argument.words);
        const pico_status filled = pico_buffer_fill(stream, nonce, element_offset, 1, PICO_CHALLENGER_NO_NONCE);
        if (filled != PICO_OK) {
            return filled;
        }

        launch(stream, "challenger", "pico_challenger_grind_kernel", one_thread_each(count, 128), header, argument, (1u << bits) - 1, first, count, target);
        return static_cast<pico_status>(PICO_OK);
    });
}
