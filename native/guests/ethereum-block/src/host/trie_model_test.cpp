// SPDX-License-Identifier: MIT OR Apache-2.0
// trie_model_test FILE   Runs the cases that tests/trie.py wrote: look-ups and changes of a trie of which a witness holds some nodes.
#include "host/reader.hpp"
#include "trie/trie.hpp"

using namespace ethereum;

namespace
{

enum class Mode : uint8_t { Exact, Fails, Any };

bool run_case(host::Reader &reader, Arena &arena)
{
    Mode mode = static_cast<Mode>(reader.number(1));
    Hash32 root = Hash32::from(reader.raw(32).data);
    NodeStore nodes(arena, reader.list(arena));
    Trie trie(arena, nodes, root);
    bool passed = true;
    for (size_t count = reader.number(); count > 0; count--) {
        Bytes key = reader.bytes();
        Bytes expected = reader.bytes();
        Bytes value;
        TrieLookup lookup = trie.get(key, value);
        TrieLookup right = mode == Mode::Fails ? TrieLookup::Missing
                           : expected.empty()  ? TrieLookup::Absent
                                               : TrieLookup::Found;
        passed = passed && lookup == right && (lookup != TrieLookup::Found || value.equals(expected));
        if (mode == Mode::Fails)
            passed = passed && !trie.put(key, key) && !trie.remove(key);
    }
    for (size_t count = reader.number(); count > 0; count--) {
        Bytes key = reader.bytes();
        Bytes value = reader.bytes();
        bool done = value.empty() ? trie.remove(key) : trie.put(key, value);
        passed = passed && (done || mode == Mode::Any);
    }
    Hash32 expected = Hash32::from(reader.raw(32).data);
    Hash32 result = trie.root();
    return passed && (mode != Mode::Exact || (result == expected && trie.root() == expected));
}

} // namespace

int main(int count, char **arguments)
{
    if (count != 2)
        return 2;
    Arena arena = host::make_arena();
    Bytes content = host::read_file(arguments[1]);
    host::Reader reader(content);
    int cases = 0;
    int failures = 0;
    while (!reader.at_end()) {
        uint8_t *mark = arena.mark();
        if (!run_case(reader, arena)) {
            std::printf("trie: case %d fails\n", cases);
            failures++;
        }
        cases++;
        arena.release(mark);
    }
    std::free(const_cast<uint8_t *>(content.data));
    std::printf("trie: %d of %d cases\n", cases - failures, cases);
    return failures == 0 && cases > 0 ? 0 : 1;
}
