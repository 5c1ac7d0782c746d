// SPDX-License-Identifier: MIT OR Apache-2.0
// Changes of a stateless input, one at a time and in a fixed order, each with what has to come of it.
#pragma once

#include "host/input_parts.hpp"

#include <functional>

namespace ethereum::host
{

enum class Outcome : uint8_t {
    Rejected,  // never valid
    Unchanged, // the same output: what was changed is not part of the statement and was not read
    IfUnread,  // unchanged if the same item can be left out, otherwise rejected
    Bound,     // rejected or unchanged
    Restated   // rejected, or valid with another statement, which the output names
};
enum class Item : uint8_t { None, Node, Code, Header };

struct Mutation {
    const char *kind;
    Outcome outcome;
    Item item;      // of the witness, that was changed
    size_t index;   // which one
    bool is_detail; // one of many of its kind
};

using Visit = std::function<void(const Mutation &mutation, const std::function<Buffer()> &input)>;

// Calls `visit` for each; the changed input is made only if it asks for it.
void for_each_mutation(const InputParts &original, const Visit &visit);

// The input without one item of the witness.
Buffer without(const InputParts &original, Item item, size_t index);

} // namespace ethereum::host
