// SPDX-License-Identifier: MIT OR Apache-2.0

#include "launchers/logup_program.hpp"

using namespace pico;

namespace
{

constexpr int group_shift = 62;
constexpr uint32_t max_interactions_per_leaf = 3;

struct description {
    std::span<const pico_logup_table> tables;
    std::span<const pico_logup_leaf> leaves;
    std::span<const pico_logup_interaction> interactions;
    std::span<const pico_form_term> fingerprint_terms;
    std::span<const pico_base_term> multiplicity_terms;
};

template <typename Value>
std::span<const Value> checked(const Value *values, size_t count)
{
    require(values != nullptr || count == 0, "null");
    require(count <= UINT32_MAX, "too many");
    return { values, count };
}

/// The terms of a form; their number is even.
template <typename Term>
std::span<const Term> form(std::span<const Term> terms, uint32_t start, uint32_t count)
{
    require(start <= terms.size() && count <= terms.size() - start && count % 2 == 0,
            "a form's terms are an even number of those given");
    return terms.subspan(start, count);
}

/// Checks every range, and notes what the program needs of heights and groups.
void inspect(const description &all, pico_logup_program &program)
{
    uint64_t leaves = 0;
    for (const pico_logup_table &table : all.tables) {
        require(table.first_leaf == leaves && table.leaf_count <= all.leaves.size() - leaves,
                "leaves follow each other, table by table");
        require(table.height <= UINT32_C(1) << PICO_LOGUP_MAX_LOG_ROWS, "the table is too high");
        leaves += table.leaf_count;
        program.heights.insert(program.heights.end(), table.leaf_count, table.height);
        program.is_aligned &= table.height % 4 == 0;
        const auto note = [&](uint64_t place) {
            const uint64_t group = place >> group_shift, offset = place & ((UINT64_C(1) << group_shift) - 1);
            require(group < program.group_words.size(), "there are three groups");
            program.group_words[group] = std::max(program.group_words[group], offset + table.height);
            program.is_aligned &= offset % 4 == 0;
        };
        for (const pico_logup_leaf &leaf : all.leaves.subspan(table.first_leaf, table.leaf_count)) {
            require(leaf.interaction_count >= 1 && leaf.interaction_count <= max_interactions_per_leaf,
                    "a leaf merges 1 to 3 interactions");
            require(leaf.first_interaction <= all.interactions.size() &&
                        leaf.interaction_count <= all.interactions.size() - leaf.first_interaction,
                    "a leaf's interactions are of those given");
            for (const pico_logup_interaction &interaction :
                 all.interactions.subspan(leaf.first_interaction, leaf.interaction_count)) {
                for (const pico_form_term &term :
                     form(all.fingerprint_terms, interaction.fingerprint_start, interaction.fingerprint_count)) {
                    note(term.group_and_offset);
                }

                for (const pico_base_term &term :
                     form(all.multiplicity_terms, interaction.multiplicity_start, interaction.multiplicity_count)) {
                    note(term.group_and_offset);
                }
            }
        }
    }

    require(leaves == all.leaves.size(), "every leaf is a table's");
}

/// The tables for blocks of so many rows.
std::vector<leaf_table> leaf_tables(std::span<const pico_logup_table> tables, uint32_t rows, uint64_t &blocks)
{
    std::vector<leaf_table> result;
    blocks = 0;
    for (const pico_logup_table &table : tables) {
        result.push_back({ static_cast<uint32_t>(blocks), table.first_leaf, table.leaf_count, table.height });
        blocks += (uint64_t{ table.height } + rows - 1) / rows * table.leaf_count;
        require(blocks <= 0x7FFFFFFF, "the tables have too many rows");
    }

    return result;
}

} // namespace

pico_status pico_logup_program_create(pico_stream *stream, const pico_logup_table *tables, size_t table_count,
                                      const pico_logup_leaf *leaves, size_t leaf_count,
                                      const pico_logup_interaction *interactions, size_t interaction_count,
                                      const pico_form_term *fingerprint_terms, size_t fingerprint_term_count,
                                      const pico_base_term *multiplicity_terms, size_t multiplicity_term_count,
                                      pico_logup_program **program)
{
    return guard("pico_logup_program_create", [&] {
        require(stream != nullptr && program != nullptr, "null");
        const description all = { checked(tables, table_count), checked(leaves, leaf_count),
                                  checked(interactions, interaction_count),
                                  checked(fingerprint_terms, fingerprint_term_count),
                                  checked(multiplicity_terms, multiplicity_term_count) };
        std::unique_ptr<pico_logup_program> result(new pico_logup_program{
            { nullptr, pico_buffer_free }, {}, {}, {}, {}, {}, {}, static_cast<uint32_t>(table_count), {}, {}, true });
        inspect(all, *result);
        const std::vector<leaf_table> narrow = leaf_tables(all.tables, logup_tile, result->blocks[0]);
        const std::vector<leaf_table> wide = leaf_tables(all.tables, 4 * logup_tile, result->blocks[1]);

        // One buffer, its parts aligned to 16 bytes.
        const auto rounded = [](size_t byte_count) { return (byte_count + 15) & ~size_t{ 15 }; };
        const size_t byte_count = 2 * rounded(narrow.size() * sizeof(leaf_table)) + rounded(all.leaves.size_bytes()) +
                                  rounded(all.interactions.size_bytes()) + rounded(all.fingerprint_terms.size_bytes()) +
                                  rounded(all.multiplicity_terms.size_bytes());
        result->memory = allocate_words(stream, byte_count / 4);
        cuda::device_pointer next = result->memory->address;
        const auto upload = [&](const void *source, size_t bytes) {
            const cuda::device_pointer start = next;
            write_bytes(stream, start, source, bytes);
            next += rounded(bytes);
            return start;
        };
        result->tables[0] = upload(narrow.data(), narrow.size() * sizeof(leaf_table));
        result->tables[1] = upload(wide.data(), wide.size() * sizeof(leaf_table));
        result->leaves = upload(leaves, all.leaves.size_bytes());
        result->interactions = upload(interactions, all.interactions.size_bytes());
        result->fingerprint_terms = upload(fingerprint_terms, all.fingerprint_terms.size_bytes());
        result->multiplicity_terms = upload(multiplicity_terms, all.multiplicity_terms.size_bytes());

        // Sources may be pinned memory, which the driver reads when it likes.
        const cuda_driver &driver = stream->state->driver();
        driver.check(driver.stream_synchronize(stream->state->get()), "cuStreamSynchronize");
        *program = result.release();
    });
}

void pico_logup_program_destroy(pico_logup_program *program)
{
    delete program;
}
