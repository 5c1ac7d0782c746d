// SPDX-License-Identifier: MIT OR Apache-2.0
// Trees of fractions and the sums of their layers over arrays that hold every virtual leaf.
#pragma once

#include "fields/koala_bear_ext5.cuh"

#include <cstdint>
#include <random>
#include <vector>

namespace pico::tests
{

inline const koala_bear_ext5 one = koala_bear_ext5::from_base(koala_bear::one());

struct fraction {
    koala_bear_ext5 p = {}, q = one;
};

class random_elements
{
  public:
    explicit random_elements(uint32_t seed) : random_(seed) {}

    koala_bear word() { return { static_cast<uint32_t>(random_() % koala_bear::modulus) }; }
    koala_bear_ext5 element() { return { { word(), word(), word(), word(), word() } }; }
    uint32_t below(uint32_t count) { return static_cast<uint32_t>(random_() % count); }

  private:
    std::mt19937 random_;
};

/// All layers with all virtual nodes, the root first.
inline std::vector<std::vector<fraction>> layers_of(int32_t log_rows, const std::vector<std::vector<fraction>> &groups)
{
    int32_t log_groups = 0;
    while (size_t{ 1 } << log_groups < groups.size()) {
        log_groups++;
    }

    std::vector<std::vector<fraction>> layers(static_cast<size_t>(log_rows + log_groups) + 1);
    layers.back().resize(size_t{ 1 } << (log_rows + log_groups));
    for (size_t group = 0; group < groups.size(); group++) {
        std::copy(groups[group].begin(), groups[group].end(),
                  layers.back().begin() + static_cast<ptrdiff_t>(group << log_rows));
    }

    for (size_t layer = layers.size() - 1; layer > 0; layer--) {
        const std::vector<fraction> &below = layers[layer];
        for (size_t i = 0; i < below.size(); i += 2) {
            layers[layer - 1].push_back(
                { below[i].p * below[i + 1].q + below[i + 1].p * below[i].q, below[i].q * below[i + 1].q });
        }
    }

    return layers;
}

struct entry {
    koala_bear_ext5 arrays[4];
};

inline std::vector<entry> bind_variable(const std::vector<entry> &entries, const koala_bear_ext5 &challenge)
{
    std::vector<entry> result(entries.size() / 2);
    for (size_t i = 0; i < result.size(); i++) {
        for (int array = 0; array < 4; array++) {
            const koala_bear_ext5 &low = entries[2 * i].arrays[array], &high = entries[2 * i + 1].arrays[array];
            result[i].arrays[array] = low + challenge * (high - low);
        }
    }

    return result;
}

/// What pico_logup_layer_begin says of its sums, word for word. weights: eq of the variables behind the window's two.
inline std::vector<uint32_t> window_sums(const std::vector<entry> &entries, const std::vector<koala_bear_ext5> &weights,
                                         const koala_bear_ext5 &lambda)
{
    std::vector<uint32_t> words;
    for (int point = 0; point < 9; point++) {
        koala_bear_ext5 sum = {};
        for (size_t i = 0; i < weights.size(); i++) {
            koala_bear_ext5 values[4];
            for (int array = 0; array < 4; array++) {
                const auto line = [&](size_t x1) {
                    const koala_bear_ext5 &low = entries[4 * i + 2 * x1].arrays[array],
                                          &high = entries[4 * i + 2 * x1 + 1].arrays[array];
                    return point % 3 == 2 ? high - low : point % 3 == 1 ? high : low;
                };
                values[array] = point / 3 == 2 ? line(1) - line(0) : line(static_cast<size_t>(point / 3));
            }

            koala_bear_ext5 h = values[0] * values[3] + values[1] * values[2];
            if (point % 3 != 2 && point / 3 != 2) {
                h = h - lambda;
            }

            sum = sum + h * weights[i];
        }

        for (const koala_bear &word : sum.c) {
            words.push_back(word.word);
        }
    }

    return words;
}

inline std::vector<koala_bear_ext5> eq_of(const koala_bear_ext5 *point, size_t count)
{
    std::vector<koala_bear_ext5> table = { one };
    for (size_t k = 0; k < count; k++) {
        const size_t half = table.size();
        for (size_t i = 0; i < half; i++) {
            table.push_back(table[i] * point[k]);
            table[i] = table[i] - table[half + i];
        }
    }

    return table;
}

} // namespace pico::tests
