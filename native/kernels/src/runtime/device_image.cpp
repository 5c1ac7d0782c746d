// SPDX-License-Identifier: MIT OR Apache-2.0

#include "runtime/device_image.hpp"

#include <map>
#include <set>

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

std::vector<int> pico::complete_architectures(std::span<const device_image> images, image_kind kind)
{
    std::set<std::string_view> units;
    std::map<int, std::set<std::string_view>> units_of;
    for (const device_image &image : images) {
        units.insert(image.unit);
        if (image.kind == kind) {
            units_of[image.architecture].insert(image.unit);
        }
    }

    std::vector<int> result;
    for (const auto &[architecture, with_image] : units_of) {
        if (with_image == units) {
            result.push_back(architecture);
        }
    }

    return result;
}
