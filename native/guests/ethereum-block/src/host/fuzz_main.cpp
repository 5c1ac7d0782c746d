// SPDX-License-Identifier: MIT OR Apache-2.0
// fuzz_main COUNT FILE.input...   Validates the inputs, and COUNT changed copies of each: the same ones every time, and some of
// those changed again. None may crash. `make fuzz` builds it for libFuzzer instead, which has a main function of its own.
#include "host/fuzzing.hpp"
#include "host/reader.hpp"

using namespace ethereum;
using namespace ethereum::host;

namespace
{

BlockError check(Bytes input)
{
    static Arena arena = make_arena();
    static Arena frames = make_arena();
    return check_input(input, arena, frames);
}

} // namespace

#if defined(ETHEREUM_LIBFUZZER)

extern "C" size_t LLVMFuzzerMutate(uint8_t *data, size_t size, size_t capacity);

extern "C" int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    check({ data, size });
    return 0;
}

extern "C" size_t LLVMFuzzerCustomMutator(uint8_t *data, size_t size, size_t capacity, unsigned seed)
{
    Random random(seed);
    Buffer changed = change_input({ data, size }, random, [&random](Buffer &buffer) {
        if (random.below(2) == 0) {
            change_bytes(buffer, random);
            return;
        }
        size_t old_size = buffer.size();
        buffer.resize(old_size + 64);
        buffer.resize(LLVMFuzzerMutate(buffer.data(), old_size, buffer.size()));
    });
    if (changed.size() > capacity)
        return size;
    copy_bytes(data, changed.data(), changed.size());
    return changed.size();
}

#else

int main(int count, char **arguments)
{
    if (count < 3)
        return 2;
    int rounds = std::atoi(arguments[1]);
    int tried = 0;
    int errors[32] = {};
    for (int i = 2; i < count; i++) {
        Bytes original = read_file(arguments[i]);
        check(original);
        Random random(1);
        Buffer current = copy(original);
        for (int round = 0; round < rounds; round++, tried++) {
            if (random.below(4) != 0)
                current = copy(original);
            current = change_input(view(current), random, [&random](Buffer &buffer) { change_bytes(buffer, random); });
            // In a buffer of its own size, so that a read beyond its end shows.
            uint8_t *tight = static_cast<uint8_t *>(std::malloc(current.size()));
            copy_bytes(tight, current.data(), current.size());
            errors[static_cast<size_t>(check({ tight, current.size() }))]++;
            std::free(tight);
        }
        std::free(const_cast<uint8_t *>(original.data));
    }
    std::printf("fuzzing: %d changed inputs", tried);
    for (size_t i = 0; i < sizeof errors / sizeof errors[0]; i++)
        if (errors[i] != 0)
            std::printf(", %d %s", errors[i], describe(static_cast<BlockError>(i)));
    std::printf("\n");
    return 0;
}

#endif
