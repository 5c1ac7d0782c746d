// SPDX-License-Identifier: MIT OR Apache-2.0

#include "launchers/launch.hpp"

#include <pico/evaluation.h>

using namespace pico;

pico_status pico_evaluate_pieces(
    pico_stream *stream, const pico_buffer *cells, size_t cells_element_offset, size_t piece_count, int32_t log_piece, const pico_buffer *weights,
    size_t weights_element_offset, pico_buffer *values, size_t values_element_offset)
{
    return guard("pico_evaluate_pieces", [&] {
        require(log_piece >= 2 && log_piece <= 11, "2 <= log_piece <= 11");
        require(piece_count > 0, "at least one piece");
        require(cells_element_offset % 4 == 0 && weights_element_offset % 4 == 0, "offsets are multiples of 4");
        const size_t weight_count = size_t{ 5 } << log_piece;
        const cuda::device_pointer source = words(stream, cells, cells_element_offset, shifted(piece_count, log_piece));
        const cuda::device_pointer factors = words(stream, weights, weights_element_offset, weight_count);
        const cuda::device_pointer target = words(stream, values, values_element_offset, 5 * piece_count);

        // Eight warps of four pieces a block; 2048 blocks are some waves of the largest device.
        const uint64_t blocks = std::min<uint64_t>((piece_count + 31) / 32, 2048);
        launch(stream, "evaluation", "pico_evaluate_pieces_kernel", { blocks, 256, static_cast<uint32_t>(4 * weight_count) }, source,
               uint64_t{ piece_count }, static_cast<uint32_t>(log_piece), factors, target, 8 * blocks);
    });
}
