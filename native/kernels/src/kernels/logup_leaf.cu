// SPDX-License-Identifier: MIT OR Apache-2.0
// Leaf fractions from rows: fingerprints and multiplicities are linear forms in the columns (pico_logup_interaction), and a leaf merges up to three
// interactions, P / Q = m_1 / D_1 + m_2 / D_2 + m_3 / D_3.
//
// Leaves are made twice: to build the two layers above them, which come from registers, and again when their own layer is proved, in the memory of all layers
// above. To keep them instead would take 40 bytes a leaf more memory and save 2 ms of a shard of 2^28 cells.
//
// A thread has four neighbouring rows, so that a term (32 bytes, the same for all threads) and its column (16 bytes a thread) are loaded once for 20
// products. Slots per row, sm_90: 16.8 for each term of a fingerprint, 10 of them products and corrections; 265 for merging three interactions, some 85 for
// multiplicities and the rest, 150 for the two layers above. A leaf of three interactions of four terms: 700, of which the products take 40 ps on an H100. Bytes: 30 above the leaves,
// or 40 for the leaf; columns once from memory, as the blocks of all leaves of the same rows run side by side.
// Registers: 40 for P and Q, 40 for the sums of a form, 20 for terms and cells.

#include "kernels/logup_arrays.cuh"

namespace pico
{

/// The rows of a thread: neighbours, the first `count` of which are real, one at least.
template <int Size, bool IsAligned>
struct leaf_rows {
    static constexpr int size = Size;
    static constexpr bool is_aligned = IsAligned;

    uint32_t first, count;

    /// The cells of a column, whose place is two words.
    __device__ __forceinline__ words<Size> load(const leaf_arguments &arguments, uint32_t low, uint32_t high) const
    {
        const uint32_t group = high >> 30;
        const uint32_t *const groups = group == 0   ? arguments.preprocessed
                                       : group == 1 ? arguments.boundary
                                                    : arguments.main;
        const uint32_t *const cells = groups + ((static_cast<uint64_t>(high & 0x3FFFFFFFu) << 32 | low) + first);
        if constexpr (IsAligned) {
            return load_read_only_words<Size>(cells);
        } else {
            words<Size> loaded;
#pragma unroll
            for (uint32_t k = 0; k < Size; k++) {
                loaded.w[k] = load_read_only(cells + (k < count ? k : 0));
            }

            return loaded;
        }
    }
};

/// A fingerprint at this thread's rows.
template <typename Rows>
__device__ __forceinline__ void evaluate_fingerprint(const leaf_arguments &arguments,
                                                     const pico_logup_interaction &interaction, const Rows &rows,
                                                     koala_bear_ext5 (&fingerprint)[Rows::size])
{
    ext5_sum sums[Rows::size];
#pragma unroll
    for (int k = 0; k < Rows::size; k++) {
#pragma unroll
        for (int i = 0; i < 5; i++) {
            sums[k].d[i] = static_cast<uint64_t>(interaction.constant[i]) << 32;
        }
    }

    const uint32_t *term =
        reinterpret_cast<const uint32_t *>(arguments.fingerprint_terms + interaction.fingerprint_start);
#pragma unroll 1
    for (uint32_t i = 0; i < interaction.fingerprint_count; i += 2, term += 16) {
        const words<4> a = load_read_only_words<4>(term), a_rest = load_read_only_words<4>(term + 4);
        const words<4> b = load_read_only_words<4>(term + 8), b_rest = load_read_only_words<4>(term + 12);
        const words<Rows::size> x = rows.load(arguments, a.w[0], a.w[1]),
                           y = rows.load(arguments, b.w[0], b.w[1]);
        const koala_bear x_factors[5] = { { a.w[2] }, { a.w[3] }, { a_rest.w[0] }, { a_rest.w[1] }, { a_rest.w[2] } };
        const koala_bear y_factors[5] = { { b.w[2] }, { b.w[3] }, { b_rest.w[0] }, { b_rest.w[1] }, { b_rest.w[2] } };
#pragma unroll
        for (int k = 0; k < Rows::size; k++) {
            sums[k].add({ x.w[k] }, x_factors, { y.w[k] }, y_factors);
        }
    }

#pragma unroll
    for (int k = 0; k < Rows::size; k++) {
        fingerprint[k] = sums[k].reduce();
    }
}

/// A multiplicity at this thread's rows.
template <typename Rows>
__device__ __forceinline__ void evaluate_multiplicity(const leaf_arguments &arguments,
                                                      const pico_logup_interaction &interaction, const Rows &rows,
                                                      koala_bear (&multiplicity)[Rows::size])
{
    uint64_t sums[Rows::size];
#pragma unroll
    for (int k = 0; k < Rows::size; k++) {
        sums[k] = static_cast<uint64_t>(interaction.multiplicity_constant) << 32;
    }

    const uint32_t *term =
        reinterpret_cast<const uint32_t *>(arguments.multiplicity_terms + interaction.multiplicity_start);
#pragma unroll 1
    for (uint32_t i = 0; i < interaction.multiplicity_count; i += 2, term += 8) {
        const words<4> a = load_read_only_words<4>(term), b = load_read_only_words<4>(term + 4);
        const words<Rows::size> x = rows.load(arguments, a.w[0], a.w[1]),
                           y = rows.load(arguments, b.w[0], b.w[1]);
#pragma unroll
        for (int k = 0; k < Rows::size; k++) {
            sums[k] = detail::trim_wide(
                detail::add_wide(detail::add_wide(sums[k], { x.w[k] }, { a.w[2] }), { y.w[k] }, { b.w[2] }));
        }
    }

#pragma unroll
    for (int k = 0; k < Rows::size; k++) {
        multiplicity[k] = montgomery_reduce(sums[k]);
    }
}

__device__ __forceinline__ pico_logup_interaction load_interaction(const pico_logup_interaction *pointer)
{
    const uint32_t *const source = reinterpret_cast<const uint32_t *>(pointer);
    const words<4> ranges = load_read_only_words<4>(source), low = load_read_only_words<4>(source + 4),
                   high = load_read_only_words<4>(source + 8);
    return { ranges.w[0], ranges.w[1], ranges.w[2], ranges.w[3], { low.w[0], low.w[1], low.w[2], low.w[3], high.w[0] },
             high.w[1],   {} };
}

/// x a + y b, the sum of at most two products and one element.
__device__ __forceinline__ koala_bear_ext5 combine(koala_bear x, const koala_bear_ext5 &a, koala_bear y,
                                                   const koala_bear_ext5 &b)
{
    koala_bear_ext5 result;
#pragma unroll
    for (int i = 0; i < 5; i++) {
        result.c[i] = montgomery_reduce(detail::trim_wide(detail::add_wide(detail::wide(x, a.c[i]), y, b.c[i])));
    }

    return result;
}

/// One leaf at this thread's real rows.
template <typename Rows>
__device__ __forceinline__ void evaluate_leaf(const leaf_arguments &arguments, const pico_logup_leaf &leaf,
                                              const Rows &rows, fraction_node (&nodes)[Rows::size])
{
    const pico_logup_interaction first = load_interaction(arguments.interactions + leaf.first_interaction);
    koala_bear_ext5 fingerprint[Rows::size];
    koala_bear multiplicity[Rows::size];
    evaluate_fingerprint(arguments, first, rows, fingerprint);
    evaluate_multiplicity(arguments, first, rows, multiplicity);
#pragma unroll
    for (int k = 0; k < Rows::size; k++) {
        nodes[k] = { koala_bear_ext5::from_base(multiplicity[k]), fingerprint[k] };
    }

#pragma unroll 1
    for (uint32_t i = 1; i < leaf.interaction_count; i++) {
        const pico_logup_interaction next = load_interaction(arguments.interactions + leaf.first_interaction + i);
        evaluate_fingerprint(arguments, next, rows, fingerprint);
        evaluate_multiplicity(arguments, next, rows, multiplicity);
#pragma unroll
        for (int k = 0; k < Rows::size; k++) {
            const ext5_factor factor = make_factor(fingerprint[k]);
            if (i == 1) {
                nodes[k].p = combine(nodes[k].p.c[0], fingerprint[k], multiplicity[k], nodes[k].q);
            } else {
                const koala_bear_ext5 numerators[1] = { nodes[k].p };
                const ext5_factor factors[1] = { factor };
                ext5_sum sum = dot(numerators, factors);
                sum.add(multiplicity[k], nodes[k].q.c);
                nodes[k].p = sum.reduce();
            }

            nodes[k].q = nodes[k].q * factor;
        }
    }
}

/// The leaves of 128 Rows::size rows of one group. Blocks of all leaves of the same rows are neighbours.
template <typename Rows>
__device__ __forceinline__ void write_leaves(const leaf_arguments &arguments)
{
    uint32_t low = 0, high = arguments.table_count;
    while (high - low > 1) {
        const uint32_t middle = (low + high) / 2;
        const bool above = load_read_only(&arguments.tables[middle].first_block) > block_index();
        low = above ? low : middle;
        high = above ? middle : high;
    }

    const words<4> table = load_read_only_words<4>(&arguments.tables[low].first_block);
    const uint32_t leaf_count = table.w[2], height = table.w[3];
    const uint32_t number = block_index() - table.w[0], group = table.w[1] + number % leaf_count;
    const uint32_t row = (number / leaf_count * block_size() + thread_index()) * Rows::size;
    const words<2> leaf = load_read_only_words<2>(&arguments.leaves[group].first_interaction);
    const Rows rows = { row, row < height ? height - row : 0 };
    fraction_node nodes[Rows::size];
    if (row < height) {
        evaluate_leaf(arguments, { leaf.w[0], leaf.w[1] }, rows, nodes);
    }

#pragma unroll
    for (uint32_t k = 0; k < Rows::size; k++) {
        if (k >= rows.count) {
            nodes[k] = fraction_node::virtual_node();
        }
    }

    uint64_t index = 0;
    if (arguments.leaf_words != nullptr && find(arguments.leaf, { group, row }, 0, index) &&
        (arguments.leaf.segments != nullptr || row < height)) {
        store_nodes<Rows::size>(arguments.leaf_words, arguments.leaf.length, index, nodes);
    }

    if constexpr (Rows::size == 4) {
        if (arguments.top_words != nullptr) {
            store_merged(nodes, { group, row / 4 }, arguments.middle, arguments.middle_words, arguments.top,
                         arguments.top_words);
        }
    }
}

} // namespace pico

// Launch: 128 threads, a block for every 128 or 512 rows of every leaf, table by table, leaf by leaf in each stretch of rows; no shared memory, no synchronisation.
// Columns: see pico_form_term. Leaves and layers: [10][length]; segments are written with their padding, of a dense array only real rows.

/// Leaves only.
extern "C" __global__ void __launch_bounds__(128) pico_logup_leaves_kernel(pico::leaf_arguments arguments)
{
    pico::write_leaves<pico::leaf_rows<1, true>>(arguments);
}

/// Leaves, or the two layers above them, of which all have segments. Heights and columns' places are multiples of four.
extern "C" __global__ void __launch_bounds__(128, 4) pico_logup_leaves_by_four_kernel(pico::leaf_arguments arguments)
{
    pico::write_leaves<pico::leaf_rows<4, true>>(arguments);
}

/// The same for any heights and places: such blocks of rows are those of tests.
extern "C" __global__ void __launch_bounds__(128) pico_logup_leaves_by_four_unaligned_kernel(pico::leaf_arguments arguments)
{
    pico::write_leaves<pico::leaf_rows<4, false>>(arguments);
}

PICO_REGISTER_KERNEL(pico_logup_leaves_kernel);
PICO_REGISTER_KERNEL(pico_logup_leaves_by_four_kernel);
PICO_REGISTER_KERNEL(pico_logup_leaves_by_four_unaligned_kernel);
