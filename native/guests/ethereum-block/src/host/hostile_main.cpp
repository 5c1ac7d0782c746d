// SPDX-License-Identifier: MIT OR Apache-2.0
// hostile_main FILE.input COUNT   Validates COUNT changed copies of a stateless input: bytes changed, parts cut, copied or left
// out. None may crash, and none whose request differs may come out valid with the same root.
#include "host/reader.hpp"
#include "stateless/stateless.hpp"

#include <vector>

using namespace ethereum;

namespace
{

uint64_t state = 1;

// xorshift64 (Marsaglia, 2003)
size_t random_below(size_t bound)
{
    state ^= state << 13;
    state ^= state >> 7;
    state ^= state << 17;
    return static_cast<size_t>(state % bound);
}

void change(std::vector<uint8_t> &input)
{
    size_t at = random_below(input.size());
    // The first bytes hold the offsets and the payload's fixed part: half of the changes go there.
    if (random_below(2) == 0)
        at = random_below(input.size() < 700 ? input.size() : 700);
    size_t length = 1 + random_below(64);
    switch (random_below(5)) {
    case 0:
        input[at] = static_cast<uint8_t>(input[at] ^ (1u << random_below(8)));
        break;
    case 1:
        input[at] = static_cast<uint8_t>(random_below(256));
        break;
    case 2:
        input.resize(at);
        break;
    case 3:
        if (at + length <= input.size())
            input.erase(input.begin() + static_cast<long>(at), input.begin() + static_cast<long>(at + length));
        break;
    default:
        for (size_t i = 0; i < length && at + i < input.size(); i++)
            input[at + i] = input[random_below(input.size())];
    }
}

} // namespace

int main(int count, char **arguments)
{
    if (count != 3)
        return 2;
    Arena arena = host::make_arena();
    Arena frames = host::make_arena();
    Bytes original = host::read_file(arguments[1]);
    uint8_t expected[StatelessOutputSize];
    uint8_t *mark = arena.mark();
    bool failed = validate_stateless(original, arena, frames, expected) != BlockError::None;
    int rounds = std::atoi(arguments[2]);
    int errors[64] = {};
    for (int i = 0; i < rounds; i++) {
        arena.release(mark);
        std::vector<uint8_t> input(original.begin(), original.end());
        for (size_t changes = 1 + random_below(3); changes > 0 && !input.empty(); changes--)
            change(input);
        // In a buffer of its own size, so that a read beyond its end shows.
        uint8_t *copy = static_cast<uint8_t *>(std::malloc(input.size()));
        copy_bytes(copy, input.data(), input.size());
        uint8_t output[StatelessOutputSize];
        BlockError error = validate_stateless({ copy, input.size() }, arena, frames, output);
        errors[static_cast<int>(error)]++;
        if ((error == BlockError::None) != (output[32] == 1) ||
            (error == BlockError::None && !equal_bytes(output, expected, 32))) {
            std::printf("change %d: valid with another root\n", i);
            failed = true;
        }
        std::free(copy);
    }
    for (int i = 0; i < 64; i++)
        if (errors[i] != 0)
            std::printf("%7d %s\n", errors[i], describe(static_cast<BlockError>(i)));
    std::free(const_cast<uint8_t *>(original.data));
    return failed ? 1 : 0;
}
