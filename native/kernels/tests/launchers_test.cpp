// SPDX-License-Identifier: MIT OR Apache-2.0
// Whole operations through the C ABI, over the simulated driver, against the vectors of the C# reference.

#include "kernel_launch.hpp"
#include "simulation.hpp"
#include "vectors.hpp"

using namespace pico::tests;

TEST(transforms_through_the_abi_equal_the_reference)
{
    simulation driver;
    const context_handle context = create_context(open_runtime());
    const stream_handle stream = create_stream(context);
    pico_ntt *ntt = nullptr;
    EXPECT(pico_ntt_create(context.get(), &ntt), PICO_OK);
    const ntt_handle owned(ntt);
    for (const ntt_vector &vector : transforms) {
        const std::vector<uint32_t> coefficients = inputs(uint64_t{ vector.width } << vector.log_message, 7);
        std::vector<uint32_t> values(uint64_t{ vector.width } << vector.log_size);
        const buffer_handle source = allocate(stream, coefficients.size() + 3),
                            target = allocate(stream, values.size() + 6);
        EXPECT(pico_buffer_write(stream.get(), source.get(), 12, coefficients.data(), 4 * coefficients.size()),
               PICO_OK);
        EXPECT(pico_ntt_forward(stream.get(), ntt, source.get(), 3, static_cast<int32_t>(vector.log_message),
                                target.get(), 6, static_cast<int32_t>(vector.log_size), vector.width, vector.shift),
               PICO_OK);
        EXPECT(pico_buffer_read(stream.get(), target.get(), 24, values.data(), 4 * values.size()), PICO_OK);
        EXPECT(pico_stream_synchronize(stream.get()), PICO_OK);
        CHECK_EQUAL(checksum(values), vector.checksum);
    }
}

TEST(trees_through_the_abi_equal_the_reference)
{
    simulation driver;
    const context_handle context = create_context(open_runtime());
    const stream_handle stream = create_stream(context);
    for (const merkle_tree_vector &vector : merkle_trees) {
        const std::vector<uint32_t> matrix = inputs(uint64_t{ vector.width } << vector.log_height, 11);
        const auto log_leaves = static_cast<int32_t>(vector.log_height - vector.log_rows_per_leaf);
        const auto log_cap = static_cast<int32_t>(vector.log_cap);
        size_t digests = 0;
        EXPECT(pico_merkle_tree_digest_count(log_leaves, log_cap, &digests), PICO_OK);
        const buffer_handle source = allocate(stream, matrix.size()), tree = allocate(stream, 9 * digests);
        std::vector<uint32_t> cap(9u << std::min(log_cap, log_leaves));
        EXPECT(pico_buffer_write(stream.get(), source.get(), 0, matrix.data(), 4 * matrix.size()), PICO_OK);
        EXPECT(pico_merkle_tree_build(stream.get(), source.get(), 0, static_cast<int32_t>(vector.log_height),
                                      vector.width, static_cast<int32_t>(vector.log_rows_per_leaf), log_cap,
                                      tree.get()),
               PICO_OK);
        EXPECT(pico_buffer_read(stream.get(), tree.get(), 4 * (9 * digests - cap.size()), cap.data(), 4 * cap.size()),
               PICO_OK);
        EXPECT(pico_stream_synchronize(stream.get()), PICO_OK);
        CHECK_EQUAL(checksum(cap), vector.checksum);
    }
}

// Launches of three layers, then one of all that are left.
LARGE_TEST(every_layer_of_a_tall_tree_is_that_of_the_layer_below)
{
    simulation driver;
    const context_handle context = create_context(open_runtime());
    const stream_handle stream = create_stream(context);
    constexpr int32_t log_leaves = 17, log_cap = 3;
    const std::vector<uint32_t> matrix = inputs(uint64_t{ 1 } << log_leaves, 11);
    size_t count = 0;
    EXPECT(pico_merkle_tree_digest_count(log_leaves, log_cap, &count), PICO_OK);
    const buffer_handle source = allocate(stream, matrix.size()), tree = allocate(stream, 9 * count);
    std::vector<uint32_t> digests(9 * count);
    EXPECT(pico_buffer_write(stream.get(), source.get(), 0, matrix.data(), 4 * matrix.size()), PICO_OK);
    EXPECT(pico_merkle_tree_build(stream.get(), source.get(), 0, log_leaves, 1, 0, log_cap, tree.get()), PICO_OK);
    EXPECT(pico_buffer_read(stream.get(), tree.get(), 0, digests.data(), 4 * digests.size()), PICO_OK);
    EXPECT(pico_stream_synchronize(stream.get()), PICO_OK);
    const uint32_t *layer = digests.data();
    for (uint64_t nodes = uint64_t{ 1 } << log_leaves; nodes > 1u << log_cap; nodes /= 2) {
        std::vector<uint32_t> parents(9 * (nodes / 2));
        launch("pico_merkle_compress_kernel", one_thread_each(nodes / 2), layer, parents.data(), nodes / 2, uint32_t{ 1 });
        layer += 9 * nodes;
        CHECK(std::equal(parents.begin(), parents.end(), layer));
    }

    CHECK(layer + (9 << log_cap) == digests.data() + digests.size());
}

TEST(shapes_that_do_not_fit_are_refused)
{
    simulation driver;
    const context_handle context = create_context(open_runtime());
    const stream_handle stream = create_stream(context);
    pico_ntt *ntt = nullptr;
    EXPECT(pico_ntt_create(context.get(), &ntt), PICO_OK);
    const ntt_handle owned(ntt);
    const buffer_handle source = allocate(stream, 64), target = allocate(stream, 128);
    const auto forward = [&](int32_t log_message, int32_t log_size, size_t width, uint32_t shift) {
        return pico_ntt_forward(stream.get(), ntt, source.get(), 0, log_message, target.get(), 0, log_size, width,
                                shift);
    };
    EXPECT(forward(4, 5, 4, 1), PICO_OK);
    EXPECT(forward(4, 5, 5, 1), PICO_INVALID_ARGUMENT);
    EXPECT(forward(5, 4, 1, 1), PICO_INVALID_ARGUMENT);
    EXPECT(forward(-1, 4, 1, 1), PICO_INVALID_ARGUMENT);
    EXPECT(forward(4, 25, 1, 1), PICO_INVALID_ARGUMENT);
    EXPECT(forward(4, 5, 0, 1), PICO_INVALID_ARGUMENT);
    EXPECT(forward(4, 5, SIZE_MAX / 8, 1), PICO_INVALID_ARGUMENT);
    EXPECT(forward(4, 5, 1, 0), PICO_INVALID_ARGUMENT);
    EXPECT(forward(4, 5, 1, 0x7F000001), PICO_INVALID_ARGUMENT);
    EXPECT(pico_ntt_forward(stream.get(), ntt, target.get(), 0, 5, target.get(), 31, 6, 1, 1), PICO_INVALID_ARGUMENT);
    const auto build = [&](int32_t log_height, size_t width, int32_t log_rows, int32_t log_cap) {
        return pico_merkle_tree_build(stream.get(), source.get(), 0, log_height, width, log_rows, log_cap,
                                      target.get());
    };
    EXPECT(build(3, 8, 0, 1), PICO_OK);
    EXPECT(build(3, 9, 0, 1), PICO_INVALID_ARGUMENT);
    EXPECT(build(3, 0, 0, 1), PICO_INVALID_ARGUMENT);
    EXPECT(build(3, 1, 4, 1), PICO_INVALID_ARGUMENT);
    EXPECT(build(31, 1, 0, 1), PICO_INVALID_ARGUMENT);
    EXPECT(build(4, 4, 0, 0), PICO_INVALID_ARGUMENT);
    EXPECT(build(3, SIZE_MAX, 0, 0), PICO_INVALID_ARGUMENT);
}
