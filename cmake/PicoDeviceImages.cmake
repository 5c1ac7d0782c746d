# SPDX-License-Identifier: MIT OR Apache-2.0
# Compiles kernels for the device and embeds what comes out: PTX for sm_80 and sm_90 by clang, which needs no CUDA toolkit, and a cubin for each of
# PICO_CUDA_ARCHITECTURES where nvcc is found.
set(PICO_PTX_ARCHITECTURES 80 90)
set(PICO_CUDA_ARCHITECTURES 80 86 89 90 100 120 CACHE STRING "GPU architectures that get a cubin where nvcc is")
find_program(PICO_DEVICE_CLANG NAMES clang-19 clang-20 clang-21 REQUIRED)
find_program(PICO_NVCC NAMES nvcc PATHS /usr/local/cuda/bin)
find_program(PICO_PTXAS NAMES ptxas PATHS /usr/local/cuda/bin)
find_package(Python3 COMPONENTS Interpreter)

# The architectures of the list that this nvcc knows: one of CUDA 12.4 has none for Blackwell, which then runs PTX.
set(cubin_architectures "")
if(PICO_NVCC)
    execute_process(COMMAND ${PICO_NVCC} --list-gpu-code OUTPUT_VARIABLE known_code COMMAND_ERROR_IS_FATAL ANY)
    string(REGEX MATCHALL "[0-9]+" known_code "${known_code}")
    foreach(architecture ${PICO_CUDA_ARCHITECTURES})
        if(architecture IN_LIST known_code)
            list(APPEND cubin_architectures ${architecture})
        endif()
    endforeach()
    message(STATUS "Cubins by ${PICO_NVCC} for ${cubin_architectures}")
endif()

# PTX 8.0 is what CUDA 12.0 reads, the oldest driver that the runtime accepts.
set(device_clang_options -x cuda --cuda-device-only -nocudainc -nocudalib -std=c++20 -O3 -S
    -Xclang -target-feature -Xclang +ptx80 -Wall -Wextra -Werror -I${CMAKE_CURRENT_SOURCE_DIR}/src -I${CMAKE_CURRENT_SOURCE_DIR}/include)

# Appends one image to the lists of pico_embed_device_images. PTX is text and ends in a zero byte, as the driver wants it.
macro(pico_add_image unit kind architecture file)
    set(name pico_image_${unit}_${kind}_${architecture})
    string(APPEND assembly "    .balign 16\n    .globl ${name}, ${name}_end\n    .hidden ${name}, ${name}_end\n"
        "${name}:\n    .incbin \"${file}\"\n${name}_end:\n    .byte 0\n")
    string(APPEND declarations "extern const unsigned char ${name}[], ${name}_end[];\n")
    string(APPEND rows "    { \"${unit}\", image_kind::${kind}, ${architecture}, ${name}, ${name}_end },\n")
    list(APPEND images ${file})
endmacro()

# pico_embed_device_images(sources KERNEL...): sets `sources` to files that define pico::device_images (src/runtime/device_image.hpp).
function(pico_embed_device_images sources)
    set(folder ${CMAKE_CURRENT_BINARY_DIR}/images)
    file(MAKE_DIRECTORY ${folder})
    set(assembly "    .section .rodata\n")
    set(declarations "")
    set(rows "")
    set(images "")
    foreach(kernel ${ARGN})
        get_filename_component(unit ${kernel} NAME_WE)
        foreach(architecture ${PICO_PTX_ARCHITECTURES})
            set(image ${folder}/${unit}.sm_${architecture}.ptx)
            add_custom_command(OUTPUT ${image}
                COMMAND ${PICO_DEVICE_CLANG} ${device_clang_options} --cuda-gpu-arch=sm_${architecture} -MD -MT ${image} -MF ${image}.d ${kernel} -o ${image}
                DEPENDS ${kernel} DEPFILE ${image}.d COMMENT "PTX of ${unit} for sm_${architecture}" VERBATIM)
            pico_add_image(${unit} ptx ${architecture} ${image})
        endforeach()
        if(PICO_NVCC)
            foreach(architecture ${cubin_architectures})
                set(image ${folder}/${unit}.sm_${architecture}.cubin)
                add_custom_command(OUTPUT ${image}
                    COMMAND ${PICO_NVCC} -cubin -arch=sm_${architecture} -std=c++20 -O3 -Werror all-warnings -I${CMAKE_CURRENT_SOURCE_DIR}/src -I${CMAKE_CURRENT_SOURCE_DIR}/include
                        -MD -MT ${image} -MF ${image}.d ${kernel} -o ${image}
                    DEPENDS ${kernel} DEPFILE ${image}.d COMMENT "Cubin of ${unit} for sm_${architecture}" VERBATIM)
                pico_add_image(${unit} cubin ${architecture} ${image})
            endforeach()
        endif()
    endforeach()
    if(PICO_PTXAS AND Python3_FOUND)
        # Not part of a build: what NVIDIA's assembler makes of the PTX that ships.
        add_custom_target(ptxas COMMAND Python3::Interpreter ${CMAKE_CURRENT_SOURCE_DIR}/tools/assemble.py ${folder} --ptxas ${PICO_PTXAS} DEPENDS ${images} VERBATIM)
    endif()
    string(APPEND assembly "    .section .note.GNU-stack,\"\",@progbits\n")
    string(CONCAT source "#include \"runtime/device_image.hpp\"\n\nextern \"C\" {\n" "${declarations}" "}\n\nnamespace pico\n{\n\n"
        "static const device_image table[] = {\n" "${rows}" "};\n\nstd::span<const device_image> device_images() { return table; }\n\n} // namespace pico\n")
    file(CONFIGURE OUTPUT ${folder}/images.S CONTENT "${assembly}")
    file(CONFIGURE OUTPUT ${folder}/images.cpp CONTENT "${source}")
    set_source_files_properties(${folder}/images.S PROPERTIES OBJECT_DEPENDS "${images}")
    set(${sources} ${folder}/images.S ${folder}/images.cpp PARENT_SCOPE)
endfunction()
