// SPDX-License-Identifier: MIT OR Apache-2.0
// What drivers and devices do wrong: every failure has its status and a text, and leaves what it can usable.

#include "runtime/device_image.hpp"
#include "simulation.hpp"
#include "vectors.hpp"

using namespace pico::tests;

TEST(driver_that_is_missing_too_old_or_without_devices_is_told_apart)
{
    pico_runtime *runtime = nullptr;
    EXPECT(pico_runtime_open("/nowhere/libcuda.so.1", nullptr, &runtime), PICO_NO_DRIVER);
    CHECK(last_error().find("no NVIDIA driver") != std::string::npos);
    EXPECT(pico_runtime_open("libm.so.6", nullptr, &runtime), PICO_NO_DRIVER);
    pico_simulated_options options = { uint64_t{ 1 } << 30, 1, 90, 227 * 1024, 11080 };
    simulation driver(&options);
    EXPECT(pico_runtime_open(simulated_driver().c_str(), nullptr, &runtime), PICO_DRIVER_TOO_OLD);
    CHECK(last_error().find("11.8") != std::string::npos && last_error().find("12.0") != std::string::npos);
    options.driver_version = 12000;
    options.device_count = 0;
    driver.reset(&options);
    EXPECT(pico_runtime_open(simulated_driver().c_str(), nullptr, &runtime), PICO_NO_DEVICE);
    driver.reset(nullptr);
    driver.fail("cuInit", 1, 34, 0);
    EXPECT(pico_runtime_open(simulated_driver().c_str(), nullptr, &runtime), PICO_NO_DRIVER);
    CHECK(runtime == nullptr);
}

TEST(device_before_sm_80_is_unsupported)
{
    const pico_simulated_options options = { uint64_t{ 1 } << 30, 1, 75, 64 * 1024, 12080 };
    simulation driver(&options);
    const runtime_handle runtime = open_runtime();
    pico_device_properties properties;
    EXPECT(pico_device_query(runtime.get(), 0, &properties), PICO_OK);
    CHECK_EQUAL(properties.is_supported, 0);
    pico_context *context = nullptr;
    EXPECT(pico_context_create(runtime.get(), 0, &context), PICO_UNSUPPORTED_ARCH);
    CHECK(last_error().find("sm_75") != std::string::npos);
}

TEST(best_image_is_a_cubin_of_the_generation_or_the_newest_ptx)
{
    using namespace pico;
    const device_image images[] = {
        { "a", image_kind::ptx, 80, nullptr, nullptr },   { "a", image_kind::ptx, 90, nullptr, nullptr },
        { "a", image_kind::cubin, 80, nullptr, nullptr }, { "a", image_kind::cubin, 89, nullptr, nullptr },
        { "b", image_kind::ptx, 80, nullptr, nullptr },
    };
    CHECK(best_image(images, "a", 75) == nullptr);
    CHECK(best_image(images, "a", 80) == &images[2]);
    CHECK(best_image(images, "a", 86) == &images[2]);
    CHECK(best_image(images, "a", 89) == &images[3]);
    CHECK(best_image(images, "a", 90) == &images[1]);
    CHECK(best_image(images, "a", 120) == &images[1]);
    CHECK(best_image(images, "b", 120) == &images[4]);
    CHECK(best_image(images, "c", 120) == nullptr);
    CHECK(complete_architectures(images, image_kind::ptx) == std::vector<int>{ 80 });
    CHECK(complete_architectures(images, image_kind::cubin).empty());
}

TEST(memory_that_is_not_there_is_refused_and_the_context_goes_on)
{
    simulation driver;
    const context_handle context = create_context(open_runtime());
    const stream_handle stream = create_stream(context);
    buffer_handle most = allocate(stream, size_t{ 200 } << 20);
    pico_buffer *second = nullptr;
    EXPECT(pico_buffer_allocate(stream.get(), size_t{ 300 } << 20, &second), PICO_OUT_OF_MEMORY);
    CHECK(second == nullptr && last_error().find("OUT_OF_MEMORY") != std::string::npos);
    most.reset();
    EXPECT(pico_buffer_allocate(stream.get(), size_t{ 300 } << 20, &second), PICO_OK);
    pico_buffer_free(second);
    uint64_t free_bytes = 0, total_bytes = 0;
    EXPECT(pico_stream_synchronize(stream.get()), PICO_OK);
    EXPECT(pico_context_memory(context.get(), &free_bytes, &total_bytes), PICO_OK);
    CHECK_EQUAL(free_bytes, total_bytes);
    EXPECT(pico_context_trim(context.get(), 0), PICO_OK);
}

TEST(allocation_that_fails_at_any_step_leaks_nothing)
{
    simulation driver;
    const int64_t before = driver.live_count();
    for (const char *function : { "cuDevicePrimaryCtxRetain", "cuMemPoolSetAttribute", "cuStreamCreate", "cuMemAlloc",
                                  "cuMemcpyHtoDAsync", "cuStreamSynchronize", "cuEventCreate", "cuMemHostAlloc" }) {
        driver.fail(function, 1, 2, 0);
        const runtime_handle runtime = open_runtime();
        pico_context *context = nullptr;
        pico_status status = pico_context_create(runtime.get(), 0, &context);
        const context_handle owned(context);
        if (status == PICO_OK) {
            pico_ntt *ntt = nullptr;
            status = pico_ntt_create(context, &ntt);
            const ntt_handle owned_ntt(ntt);
            pico_event *event = nullptr;
            status = status != PICO_OK ? status : pico_event_create(context, &event);
            const event_handle owned_event(event);
            void *memory = nullptr;
            status = status != PICO_OK ? status : pico_host_memory_allocate(context, 100, &memory);
        }

        EXPECT(status, PICO_OUT_OF_MEMORY);
    }

    CHECK_EQUAL(driver.live_count(), before);
}

TEST(kernel_that_dies_shows_when_it_is_waited_for_and_takes_its_context)
{
    simulation driver;
    const int64_t before = driver.live_count();
    const runtime_handle runtime = open_runtime();
    {
        const context_handle context = create_context(runtime);
        const stream_handle stream = create_stream(context);
        const buffer_handle buffer = allocate(stream, 24);
        driver.fail("cuLaunchKernel", 2, 700, 1);
        EXPECT(pico_poseidon2_permute(stream.get(), buffer.get(), 0, 24, 1, 1), PICO_OK);
        EXPECT(pico_poseidon2_permute(stream.get(), buffer.get(), 0, 24, 1, 1), PICO_OK);
        EXPECT(pico_stream_synchronize(stream.get()), PICO_LAUNCH_FAILED);
        pico_buffer *more = nullptr;
        EXPECT(pico_buffer_allocate(stream.get(), 4, &more), PICO_LAUNCH_FAILED);
    }

    CHECK_EQUAL(driver.live_count(), before);
    driver.reset(nullptr);
}

TEST(launch_that_is_refused_leaves_the_context_usable)
{
    simulation driver;
    const context_handle context = create_context(open_runtime());
    const stream_handle stream = create_stream(context);
    const buffer_handle buffer = allocate(stream, 24);
    driver.fail("cuLaunchKernel", 1, 701, 0);
    EXPECT(pico_poseidon2_permute(stream.get(), buffer.get(), 0, 24, 1, 1), PICO_LAUNCH_FAILED);
    EXPECT(pico_poseidon2_permute(stream.get(), buffer.get(), 0, 24, 1, 1), PICO_OK);
    EXPECT(pico_stream_synchronize(stream.get()), PICO_OK);
}

TEST(lost_device_is_told_by_every_call)
{
    simulation driver;
    const context_handle context = create_context(open_runtime());
    const stream_handle stream = create_stream(context);
    const buffer_handle buffer = allocate(stream, 24);
    driver.fail("cuStreamSynchronize", 1, 214, 0);
    EXPECT(pico_stream_synchronize(stream.get()), PICO_DEVICE_LOST);
    EXPECT(pico_buffer_fill(stream.get(), buffer.get(), 0, 1, 0), PICO_DEVICE_LOST);
    EXPECT(pico_poseidon2_permute(stream.get(), buffer.get(), 0, 24, 1, 1), PICO_DEVICE_LOST);
    driver.reset(nullptr);
}

TEST(wrong_bit_of_the_simulated_device_changes_the_result)
{
    simulation driver;
    const context_handle context = create_context(open_runtime());
    const stream_handle stream = create_stream(context);
    const buffer_handle buffer = allocate(stream, 24);
    std::vector<uint32_t> words(permutations_width24[0].input, permutations_width24[0].input + 24);
    for (const bool is_wrong : { false, true }) {
        std::vector<uint32_t> result(24);
        if (is_wrong) {
            driver.corrupt("pico_poseidon2_permute_width24_kernel", 1, 0, 5);
        }

        EXPECT(pico_buffer_write(stream.get(), buffer.get(), 0, words.data(), 96), PICO_OK);
        EXPECT(pico_poseidon2_permute(stream.get(), buffer.get(), 0, 24, 1, 1), PICO_OK);
        EXPECT(pico_buffer_read(stream.get(), buffer.get(), 0, result.data(), 96), PICO_OK);
        EXPECT(pico_stream_synchronize(stream.get()), PICO_OK);
        for (size_t i = 0; i < 24; i++) {
            CHECK_EQUAL(result[i], permutations_width24[0].output[i] ^ (is_wrong && i == 5 ? 1u : 0u));
        }
    }
}
