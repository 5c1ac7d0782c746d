// SPDX-License-Identifier: MIT OR Apache-2.0

#include "launchers/launch.hpp"

using namespace pico;

pico_status pico_poseidon2_permute(pico_stream *stream, pico_buffer *states, size_t element_offset, int32_t width,
                                   size_t state_count, uint32_t iterations)
{
    return guard("pico_poseidon2_permute", [&] {
        require(width == 16 || width == 24, "the width is 16 or 24");
        require(state_count > 0 && state_count <= SIZE_MAX / 24, "at least one state, and as many as fit into memory");
        const cuda::device_pointer address =
            words(stream, states, element_offset, state_count * static_cast<size_t>(width));
        launch(stream, "poseidon2",
               width == 16 ? "pico_poseidon2_permute_width16_kernel" : "pico_poseidon2_permute_width24_kernel",
               one_thread_each(state_count, 128), address, uint64_t{ state_count }, iterations);
    });
}
