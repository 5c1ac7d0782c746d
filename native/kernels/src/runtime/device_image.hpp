// SPDX-License-Identifier: MIT OR Apache-2.0
// The kernels as the build compiled them for devices: cmake/PicoDeviceImages.cmake writes the table.
#pragma once

#include <span>
#include <string_view>
#include <vector>

namespace pico
{

enum class image_kind { ptx, cubin };

/// One source file of kernels for one architecture.
struct device_image {
    std::string_view unit; // the stem of the .cu file
    image_kind kind;
    int architecture; // 90 for sm_90
    const unsigned char *begin, *end;
};

std::span<const device_image> device_images();

/// The image of a unit that serves a device best, or null: a cubin of its generation, not newer than the device, otherwise the newest PTX that
/// is not newer, which the driver compiles.
const device_image *best_image(std::span<const device_image> images, std::string_view unit, int architecture);

/// The architectures, ascending, for which every unit has an image of a kind.
std::vector<int> complete_architectures(std::span<const device_image> images, image_kind kind);

} // namespace pico
