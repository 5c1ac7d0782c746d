// SPDX-License-Identifier: MIT OR Apache-2.0
// Opening, devices, buffers, streams and events; runtime_fault_test.cpp is about what goes wrong.

#include "simulation.hpp"
#include "vectors.hpp"

#include <cstring>

using namespace pico::tests;

extern "C" int headers_version_in_c();

TEST(version_of_the_library_is_that_of_the_headers)
{
    CHECK_EQUAL(headers_version_in_c(), 1);
    CHECK_EQUAL(pico_abi_version() >> 16, uint32_t{ PICO_ABI_VERSION_MAJOR });
}

TEST(devices_tell_what_they_are)
{
    const pico_simulated_options options = { uint64_t{ 5 } << 30, 3, 89, 99 * 1024, 12040 };
    simulation driver(&options);
    const runtime_handle runtime = open_runtime();
    int32_t version = 0, count = 0;
    EXPECT(pico_runtime_driver_version(runtime.get(), &version), PICO_OK);
    EXPECT(pico_runtime_device_count(runtime.get(), &count), PICO_OK);
    CHECK_EQUAL(version, 12040);
    CHECK_EQUAL(count, 3);
    pico_device_properties properties;
    EXPECT(pico_device_query(runtime.get(), 2, &properties), PICO_OK);
    CHECK(std::strcmp(properties.name, "Simulated GPU 2") == 0);
    CHECK(std::strcmp(properties.pci_bus_id, "0000:03:00.0") == 0);
    CHECK_EQUAL(int{ properties.uuid[1] }, 33);
    CHECK_EQUAL(properties.memory_byte_count, uint64_t{ 5 } << 30);
    CHECK_EQUAL(properties.memory_bandwidth, uint64_t{ 128'000'000'000 });
    CHECK_EQUAL(properties.sm_major * 10 + properties.sm_minor, 89);
    CHECK_EQUAL(properties.is_supported, 1);
    CHECK(properties.image_arch >= 80 && properties.image_arch <= 89);
    EXPECT(pico_device_query(runtime.get(), 3, &properties), PICO_NO_DEVICE);
    EXPECT(pico_device_query(runtime.get(), -1, &properties), PICO_NO_DEVICE);
}

TEST(library_says_which_architectures_it_carries)
{
    int32_t architectures[8] = {};
    size_t count = 0;
    EXPECT(pico_image_architectures(PICO_IMAGE_PTX, architectures, 8, &count), PICO_OK);
    CHECK_EQUAL(count, size_t{ 2 });
    CHECK_EQUAL(architectures[0], 80);
    CHECK_EQUAL(architectures[1], 90);
    architectures[1] = 0;
    EXPECT(pico_image_architectures(PICO_IMAGE_PTX, architectures, 1, &count), PICO_OK);
    CHECK_EQUAL(count, size_t{ 2 });
    CHECK_EQUAL(architectures[1], 0);
    EXPECT(pico_image_architectures(PICO_IMAGE_CUBIN, nullptr, 0, &count), PICO_OK);
    EXPECT(pico_image_architectures(2, architectures, 8, &count), PICO_INVALID_ARGUMENT);
    EXPECT(pico_image_architectures(PICO_IMAGE_PTX, nullptr, 1, &count), PICO_INVALID_ARGUMENT);
}

TEST(telemetry_says_what_the_management_library_knows)
{
    const pico_simulated_options options = { uint64_t{ 1 } << 30, 1, 90, 227 * 1024, 12080 };
    simulation driver(&options);
    const runtime_handle runtime = open_runtime();
    pico_device_telemetry telemetry;
    EXPECT(pico_device_measure(runtime.get(), 0, &telemetry), PICO_OK);
    CHECK_EQUAL(telemetry.power_milliwatts, 123456);
    CHECK_EQUAL(telemetry.temperature_celsius, 45);
    CHECK_EQUAL(telemetry.utilization_percent, 67);
    CHECK_EQUAL(telemetry.sm_clock_mhz, -1);
    CHECK_EQUAL(telemetry.memory_total_byte_count, int64_t{ 1 } << 30);
    CHECK_EQUAL(telemetry.ecc_enabled, 1);
    CHECK_EQUAL(telemetry.power_limit_milliwatts, 350000);
    CHECK_EQUAL(telemetry.sm_clock_limit_mhz, 1980);
    CHECK(std::strcmp(telemetry.driver_version, "570.153.02") == 0);

    pico_runtime *without = nullptr;
    EXPECT(pico_runtime_open(simulated_driver().c_str(), "/nowhere/libnvidia-ml.so", &without), PICO_OK);
    EXPECT(pico_device_measure(without, 0, &telemetry), PICO_UNAVAILABLE);
    pico_runtime_close(without);
}

TEST(bytes_come_back_when_the_stream_was_waited_for_and_not_before)
{
    simulation driver;
    const context_handle context = create_context(open_runtime());
    const stream_handle stream = create_stream(context);
    const buffer_handle first = allocate(stream, 100), second = allocate(stream, 100);
    const std::vector<uint32_t> source = inputs(100, 1);
    std::vector<uint32_t> target(100);
    EXPECT(pico_buffer_write(stream.get(), first.get(), 0, source.data(), 400), PICO_OK);
    EXPECT(pico_buffer_fill(stream.get(), second.get(), 0, 100, 7), PICO_OK);
    EXPECT(pico_buffer_copy(stream.get(), first.get(), 40, second.get(), 80, 200), PICO_OK);
    EXPECT(pico_buffer_read(stream.get(), second.get(), 0, target.data(), 400), PICO_OK);
    CHECK(!is_simulated() || target == std::vector<uint32_t>(100)); // a GPU may be done already
    EXPECT(pico_stream_synchronize(stream.get()), PICO_OK);
    for (size_t i = 0; i < 100; i++) {
        CHECK_EQUAL(target[i], i < 20 || i >= 70 ? 7 : source[i - 10]);
    }
}

TEST(ranges_outside_a_buffer_are_refused)
{
    simulation driver;
    const context_handle context = create_context(open_runtime());
    const stream_handle stream = create_stream(context);
    const buffer_handle buffer = allocate(stream, 10);
    std::vector<uint32_t> words(20);
    EXPECT(pico_buffer_write(stream.get(), buffer.get(), 0, words.data(), 41), PICO_INVALID_ARGUMENT);
    EXPECT(pico_buffer_write(stream.get(), buffer.get(), 41, words.data(), 0), PICO_INVALID_ARGUMENT);
    EXPECT(pico_buffer_read(stream.get(), buffer.get(), 4, words.data(), SIZE_MAX), PICO_INVALID_ARGUMENT);
    EXPECT(pico_buffer_fill(stream.get(), buffer.get(), SIZE_MAX / 2, 1, 0), PICO_INVALID_ARGUMENT);
    EXPECT(pico_buffer_fill(stream.get(), buffer.get(), 9, 2, 0), PICO_INVALID_ARGUMENT);
    EXPECT(pico_buffer_copy(stream.get(), buffer.get(), 0, buffer.get(), 16, 20), PICO_INVALID_ARGUMENT);
    EXPECT(pico_poseidon2_permute(stream.get(), buffer.get(), 0, 16, 1, 1), PICO_INVALID_ARGUMENT);
    EXPECT(pico_poseidon2_permute(stream.get(), buffer.get(), 0, 12, 1, 1), PICO_INVALID_ARGUMENT);
    pico_buffer *none = nullptr;
    EXPECT(pico_buffer_allocate(stream.get(), 0, &none), PICO_INVALID_ARGUMENT);
    CHECK(none == nullptr);
    CHECK(last_error().starts_with("pico_buffer_allocate: "));
    const context_handle other = create_context(open_runtime());
    const stream_handle foreign = create_stream(other);
    EXPECT(pico_buffer_write(foreign.get(), buffer.get(), 0, words.data(), 4), PICO_INVALID_ARGUMENT);
}

TEST(null_handles_are_refused)
{
    size_t bytes = 0;
    EXPECT(pico_runtime_open(simulated_driver().c_str(), nullptr, nullptr), PICO_INVALID_ARGUMENT);
    EXPECT(pico_context_create(nullptr, 0, nullptr), PICO_INVALID_ARGUMENT);
    EXPECT(pico_stream_create(nullptr, nullptr), PICO_INVALID_ARGUMENT);
    EXPECT(pico_stream_synchronize(nullptr), PICO_INVALID_ARGUMENT);
    EXPECT(pico_event_record(nullptr, nullptr), PICO_INVALID_ARGUMENT);
    EXPECT(pico_buffer_size(nullptr, &bytes), PICO_INVALID_ARGUMENT);
    EXPECT(pico_poseidon2_permute(nullptr, nullptr, 0, 24, 1, 1), PICO_INVALID_ARGUMENT);
    EXPECT(pico_merkle_tree_build(nullptr, nullptr, 0, 1, 1, 0, 0, nullptr), PICO_INVALID_ARGUMENT);
    EXPECT(pico_ntt_forward(nullptr, nullptr, nullptr, 0, 0, nullptr, 0, 0, 1, 1), PICO_INVALID_ARGUMENT);
    EXPECT(pico_last_error(nullptr, 1, &bytes), PICO_INVALID_ARGUMENT);
    pico_runtime_close(nullptr);
    pico_context_destroy(nullptr);
    pico_stream_destroy(nullptr);
    pico_event_destroy(nullptr);
    pico_buffer_free(nullptr);
    pico_ntt_destroy(nullptr);
}

TEST(event_holds_a_stream_until_another_has_got_there)
{
    simulation driver;
    const context_handle context = create_context(open_runtime());
    const stream_handle first = create_stream(context), second = create_stream(context);
    const buffer_handle buffer = allocate(first, 4);
    const event_handle start = create_event(context), filled = create_event(context);
    uint32_t words[4] = {};
    EXPECT(pico_event_record(start.get(), first.get()), PICO_OK);
    EXPECT(pico_buffer_fill(first.get(), buffer.get(), 0, 4, 9), PICO_OK);
    EXPECT(pico_event_record(filled.get(), first.get()), PICO_OK);
    double seconds = -1;
    if (is_simulated()) { // a GPU may be done already
        EXPECT(pico_event_query(filled.get()), PICO_NOT_READY);
        EXPECT(pico_event_elapsed(start.get(), filled.get(), &seconds), PICO_NOT_READY);
    }

    EXPECT(pico_stream_wait_event(second.get(), filled.get()), PICO_OK);
    EXPECT(pico_buffer_read(second.get(), buffer.get(), 0, words, 16), PICO_OK);
    EXPECT(pico_stream_synchronize(second.get()), PICO_OK);
    CHECK_EQUAL(words[3], 9u);
    EXPECT(pico_event_query(filled.get()), PICO_OK);
    EXPECT(pico_event_elapsed(start.get(), filled.get(), &seconds), PICO_OK);
    CHECK(seconds >= 0 && seconds < 10);
}

TEST(handles_may_be_given_back_in_any_order)
{
    simulation driver;
    const int64_t before = driver.live_count();
    {
        runtime_handle runtime = open_runtime();
        context_handle context = create_context(runtime);
        stream_handle stream = create_stream(context);
        const event_handle event = create_event(context);
        const buffer_handle buffer = allocate(stream, 1000);
        pico_ntt *ntt = nullptr;
        EXPECT(pico_ntt_create(context.get(), &ntt), PICO_OK);
        const ntt_handle owned(ntt);
        CHECK(driver.live_count() > before);
        runtime.reset();
        context.reset();
        stream.reset();
        CHECK(driver.used_byte_count(0) >= 4000);
    }

    CHECK_EQUAL(driver.live_count(), before);
    CHECK_EQUAL(driver.used_byte_count(0), int64_t{ 0 });
}
