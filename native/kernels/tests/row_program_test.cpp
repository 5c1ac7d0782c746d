// SPDX-License-Identifier: MIT OR Apache-2.0
// Random programs through the interpreter, against one row at a time with the field's own operators.

#include "check.hpp"
#include "host/thread_block.hpp"
#include "kernels/row_program.cuh"
#include "vectors.hpp"

#include <random>

using namespace pico;

namespace
{

constexpr uint32_t threads = 32, inputs = 5, registers = 7, constants = 4;

/// Columns [input][coefficient][row]; a thread has Values neighbouring rows.
template <typename Element, int Values>
struct columns {
    static constexpr int degree = coefficients_of<Element>::degree;
    const uint32_t *words_of_columns;
    uint64_t height;
    uint64_t first_row;

    row_values<Element, Values> operator()(uint32_t number) const
    {
        row_values<Element, Values> result;
        for (int i = 0; i < degree; i++) {
            const words<Values> loaded =
                load_read_only_words<Values>(words_of_columns + (number * degree + i) * height + first_row);
            for (int value = 0; value < Values; value++) {
                coefficients_of<Element>::at(result.v[value], i).word = loaded.w[value];
            }
        }

        return result;
    }
};

template <typename Element>
Element element(const uint32_t *words_of_columns, uint64_t height, uint32_t number, uint64_t row)
{
    return columns<Element, 1>{ words_of_columns, height, row }(number).v[0];
}

koala_bear_ext5 extended(koala_bear a)
{
    return koala_bear_ext5::from_base(a);
}
koala_bear_ext5 extended(const koala_bear_ext5 &a)
{
    return a;
}

struct random_program {
    std::vector<pico_row_instruction> instructions;
    std::vector<pico_row_constraint> constraints;
    std::vector<uint32_t> constant_words;

    explicit random_program(uint32_t seed) : constant_words(tests::inputs(constants, seed))
    {
        std::mt19937 random(seed);
        const auto below = [&](uint32_t count) { return static_cast<uint16_t>(random() % count); };
        for (uint16_t i = 0; i < registers; i++) {
            instructions.push_back({ i, 0, below(constants), PICO_ROW_SET_CONSTANT, 0 });
        }

        for (int i = 0; i < 60; i++) {
            const uint8_t kind = static_cast<uint8_t>(random() % 9);
            if (kind == PICO_ROW_SUM_CONSTRAINTS) {
                const uint16_t first = static_cast<uint16_t>(constraints.size()), count = below(5);
                for (uint16_t k = 0; k < count; k++) {
                    const uint32_t is_input = random() % 2;
                    const std::vector<uint32_t> weight = tests::inputs(5, static_cast<uint32_t>(random()));
                    constraints.push_back({ below(is_input != 0 ? inputs : registers),
                                            is_input,
                                            { weight[0], weight[1], weight[2], weight[3], weight[4] },
                                            0 });
                }

                instructions.push_back({ 0, first, count, kind, 0 });
                continue;
            }

            const uint8_t flags = static_cast<uint8_t>(random() % 4);
            const bool has_constant = kind >= PICO_ROW_ADD_CONSTANT;
            instructions.push_back({ below(registers),
                                     below((flags & PICO_ROW_LEFT_IS_INPUT) != 0 ? inputs : registers),
                                     below(has_constant                             ? constants
                                           : (flags & PICO_ROW_RIGHT_IS_INPUT) != 0 ? inputs
                                                                                    : registers),
                                     kind, flags });
        }
    }

    /// The weighted sum of constraints at a row.
    template <typename Element>
    koala_bear_ext5 evaluate(const uint32_t *words_of_columns, uint64_t height, uint64_t row) const
    {
        Element file[registers] = {};
        koala_bear_ext5 sum = koala_bear_ext5::zero();
        const auto read = [&](uint32_t number, bool is_input) {
            return is_input ? element<Element>(words_of_columns, height, number, row) : file[number];
        };
        for (const pico_row_instruction &instruction : instructions) {
            const bool left_is_input = (instruction.inputs & PICO_ROW_LEFT_IS_INPUT) != 0,
                       right_is_input = (instruction.inputs & PICO_ROW_RIGHT_IS_INPUT) != 0;
            Element constant = {}, right = {};
            if (instruction.kind <= PICO_ROW_MULTIPLY) {
                right = read(instruction.right, right_is_input);
            } else if (instruction.kind >= PICO_ROW_ADD_CONSTANT && instruction.kind <= PICO_ROW_SET_CONSTANT) {
                coefficients_of<Element>::at(constant, 0).word = constant_words[instruction.right];
            }

            const Element left =
                instruction.kind < PICO_ROW_SET_CONSTANT ? read(instruction.left, left_is_input) : Element{};
            Element &target = file[instruction.target];
            switch (instruction.kind) {
            case PICO_ROW_ADD:
                target = left + right;
                break;
            case PICO_ROW_SUBTRACT:
                target = left - right;
                break;
            case PICO_ROW_MULTIPLY:
                target = left * right;
                break;
            case PICO_ROW_NEGATE:
                target = Element{} - left;
                break;
            case PICO_ROW_ADD_CONSTANT:
                target = left + constant;
                break;
            case PICO_ROW_SUBTRACT_FROM_CONSTANT:
                target = constant - left;
                break;
            case PICO_ROW_MULTIPLY_CONSTANT:
                target = left * constant;
                break;
            case PICO_ROW_SET_CONSTANT:
                target = constant;
                break;
            default:
                for (uint32_t i = instruction.left; i < instruction.left + uint32_t{ instruction.right }; i++) {
                    sum = sum + detail::weight_of(constraints[i]) *
                                    extended(read(constraints[i].operand, constraints[i].is_input != 0));
                }
            }
        }

        return sum;
    }
};

template <typename Element, int Values>
void check_programs()
{
    constexpr int degree = coefficients_of<Element>::degree;
    constexpr uint64_t height = threads * Values * 2;
    alignas(16) std::vector<uint32_t> words_of_columns = tests::inputs(height * inputs * degree, 3);

    // The largest words are where trims matter.
    std::fill_n(words_of_columns.begin(), words_of_columns.size() / 3, koala_bear::modulus - 1);
    for (uint32_t seed = 1; seed <= 8; seed++) {
        const random_program program(seed);
        const row_program device = { program.instructions.data(), program.constant_words.data(),
                                     program.constraints.data(), static_cast<uint32_t>(program.instructions.size()) };
        std::vector<koala_bear_ext5> sums(height);
        const uint32_t shared_bytes =
            static_cast<uint32_t>(4 * row_registers<Element, Values>::length(registers, threads));
        host::run_blocks(
            [&] {
                PICO_DYNAMIC_SHARED(file);
                const uint64_t row = global_index() * Values;
                auto result = constraint_sums<Values>::zero();
                run_row_program<Element, Values>(
                    device, columns<Element, Values>{ words_of_columns.data(), height, row },
                    row_registers<Element, Values>{ file + thread_index() * Values, block_size() * Values }, result);
                for (int value = 0; value < Values; value++) {
                    sums[row + value] = result.v[value].reduce();
                }
            },
            { .block_size = threads, .dynamic_shared_bytes = shared_bytes, .block_count = 2 });
        uint64_t wrong = 0;
        for (uint64_t row = 0; row < height; row++) {
            wrong += !(sums[row] == program.template evaluate<Element>(words_of_columns.data(), height, row));
        }

        CHECK_EQUAL(wrong, uint64_t{ 0 });
    }
}

} // namespace

TEST(row_programs_over_the_base_field_equal_the_operators)
{
    check_programs<koala_bear, 1>();
    check_programs<koala_bear, 2>();
    check_programs<koala_bear, 4>();
}

TEST(row_programs_over_the_extension_equal_the_operators)
{
    check_programs<koala_bear_ext5, 1>();
    check_programs<koala_bear_ext5, 2>();
}

TEST(sums_of_products_of_largest_words_equal_products)
{
    koala_bear_ext5 largest;
    for (koala_bear &word : largest.c) {
        word.word = koala_bear::modulus - 1;
    }

    koala_bear_ext5 other = largest;
    other.c[4].word = 0;
    other.c[2].word = 0;
    for (const koala_bear_ext5 &a : { largest, other }) {
        for (const koala_bear_ext5 &b : { largest, other }) {
            CHECK(a * make_factor(b) == a * b);
            CHECK(dot(a, make_factor(b), b, make_factor(a)) == a * b + b * a);
            ext5_sum sum = ext5_sum::from(a);
            koala_bear_ext5 expected = a;
            for (int i = 0; i < 7; i++) {
                sum.add(a, make_factor(b));
                sum.add(a.c[0], b.c, b.c[1], a.c);
                sum.add(a.c[3], b.c);
                expected = expected + a * b + b * a.c[0] + a * b.c[1] + b * a.c[3];
            }

            CHECK(sum.reduce() == expected);
        }
    }
}
