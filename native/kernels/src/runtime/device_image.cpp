// SPDX-License-Identifier: MIT OR Apache-2.0

#include "runtime/device_image.hpp"

const pico::device_image *pico::best_image(std::span<const device_image> images, std::string_view unit,
                                           int architecture)
{
    const device_image *best = nullptr;
    for (const device_image &image : images) {
        // A cubin runs on the generation (the tens) that it was made for.
        const bool runs = image.architecture <= architecture &&
                          (image.kind == image_kind::ptx || image.architecture / 10 == architecture / 10);
        if (image.unit != unit || !runs) {
            continue;
        }

        const bool is_cubin = image.kind == image_kind::cubin;
        const bool best_is_cubin = best != nullptr && best->kind == image_kind::cubin;
        if (best == nullptr || (is_cubin != best_is_cubin ? is_cubin : image.architecture > best->architecture)) {
            best = &image;
        }
    }

    return best;
}
