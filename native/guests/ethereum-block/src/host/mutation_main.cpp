// SPDX-License-Identifier: MIT OR Apache-2.0
// mutation_main [--every N] FILE.input...   Changes each of these valid inputs of a stateless validator in all the ways of
// host/mutations.hpp, one at a time, and looks at what comes out: nothing that changes the statement or what it rests on may
// be valid, what changes neither has to give the same output. With --every N only each N-th of the numerous changes is tried.
#include "host/mutations.hpp"
#include "host/reader.hpp"

#include <cstring>
#include <map>
#include <string>

using namespace ethereum;
using namespace ethereum::host;

namespace
{

struct Count {
    int tried = 0;
    int rejected = 0;
    int unchanged = 0;
    int restated = 0;
};

class Test
{
  public:
    Test(Arena &arena, Arena &frames, const char *path, size_t every)
        : _arena(arena), _frames(frames), _path(path), _every(every)
    {
    }

    bool run()
    {
        Bytes file = read_file(_path);
        if (!_original.read(file) || !view(_original.encode()).equals(file) || !validate(file, _expected)) {
            std::printf("%s: not a valid input\n", _path);
            return false;
        }
        for_each_mutation(_original, [this](const Mutation &mutation, const std::function<Buffer()> &input) {
            if (mutation.is_detail && _number++ % _every != 0)
                return;
            check(mutation, input());
        });
        check_all_unread();
        std::free(const_cast<uint8_t *>(file.data));
        return _failures == 0;
    }

    std::map<std::string, Count> counts;

  private:
    bool validate(Bytes input, uint8_t output[StatelessOutputSize])
    {
        uint8_t *mark = _arena.mark();
        // In a buffer of its own size, so that a read beyond its end shows.
        uint8_t *copy = static_cast<uint8_t *>(std::malloc(input.size));
        copy_bytes(copy, input.data, input.size);
        BlockError error = validate_stateless({ copy, input.size }, _arena, _frames, output);
        std::free(copy);
        _arena.release(mark);
        if ((error == BlockError::None) != (output[32] == 1))
            fail("the output does not say what came out");
        return error == BlockError::None;
    }

    void check(const Mutation &mutation, const Buffer &input)
    {
        uint8_t output[StatelessOutputSize];
        bool is_valid = validate(view(input), output);
        bool is_same = equal_bytes(output, _expected, sizeof output);
        Count &count = counts[mutation.kind];
        count.tried++;
        (!is_valid ? count.rejected : is_same ? count.unchanged : count.restated)++;
        bool passed = false;
        switch (mutation.outcome) {
        case Outcome::Rejected:
            passed = !is_valid;
            break;
        case Outcome::Unchanged:
            passed = is_valid && is_same;
            break;
        case Outcome::IfUnread:
            passed = is_unread(mutation.item, mutation.index) ? is_valid && is_same : !is_valid;
            break;
        case Outcome::Bound:
            passed = !is_valid || is_same;
            break;
        case Outcome::Restated:
            passed = !is_valid || !is_same;
            break;
        }
        // Whatever the witness is like, the output names the request that the input holds.
        if (mutation.item != Item::None && !equal_bytes(output, _expected, 32))
            passed = false;
        if (!passed)
            fail(mutation.kind, mutation.index, is_valid);
    }

    bool is_unread(Item item, size_t index)
    {
        auto known = _unread.find({ item, index });
        if (known != _unread.end())
            return known->second;
        uint8_t output[StatelessOutputSize];
        bool result = validate(view(without(_original, item, index)), output);
        if (result && !equal_bytes(output, _expected, sizeof output))
            fail("valid without an item, but other output", index, true);
        return _unread[{ item, index }] = result;
    }

    // What can be left out one by one can be left out at once.
    void check_all_unread()
    {
        InputParts parts = _original;
        for (auto known = _unread.rbegin(); known != _unread.rend(); ++known) {
            auto [item, index] = known->first;
            std::vector<Buffer> &list = item == Item::Node ? parts.nodes : item == Item::Code ? parts.codes : parts.headers;
            if (known->second && item != Item::Header)
                list.erase(list.begin() + static_cast<long>(index));
        }
        uint8_t output[StatelessOutputSize];
        if (!validate(view(parts.encode()), output) || !equal_bytes(output, _expected, sizeof output))
            fail("items that are not read, left out at once");
    }

    void fail(const char *what, size_t index = 0, bool is_valid = false)
    {
        std::printf("%s: %s %zu: %s\n", _path, what, index, is_valid ? "valid" : "not valid");
        _failures++;
    }

    Arena &_arena;
    Arena &_frames;
    const char *_path;
    size_t _every;
    size_t _number = 0;
    InputParts _original;
    uint8_t _expected[StatelessOutputSize];
    std::map<std::pair<Item, size_t>, bool> _unread;
    int _failures = 0;
};

} // namespace

int main(int count, char **arguments)
{
    size_t every = 1;
    int first = 1;
    if (count > 2 && std::strcmp(arguments[1], "--every") == 0) {
        every = static_cast<size_t>(std::atoi(arguments[2]));
        first = 3;
    }
    if (first >= count || every == 0)
        return 2;
    Arena arena = make_arena();
    Arena frames = make_arena();
    std::map<std::string, Count> totals;
    bool passed = true;
    for (int i = first; i < count; i++) {
        Test test(arena, frames, arguments[i], every);
        passed = test.run() && passed;
        for (const auto &[kind, found] : test.counts) {
            Count &total = totals[kind];
            total.tried += found.tried;
            total.rejected += found.rejected;
            total.unchanged += found.unchanged;
            total.restated += found.restated;
        }
    }
    std::printf("%-32s %8s %8s %9s %8s\n", "change", "tried", "rejected", "same", "restated");
    for (const auto &[kind, total] : totals)
        std::printf("%-32s %8d %8d %9d %8d\n", kind.c_str(), total.tried, total.rejected, total.unchanged,
                    total.restated);
    return passed ? 0 : 1;
}
