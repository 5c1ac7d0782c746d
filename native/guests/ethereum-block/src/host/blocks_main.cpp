// SPDX-License-Identifier: MIT OR Apache-2.0
// blocks_main [--write FOLDER] FILE...   Validates the blocks that tests/blocks.py wrote, as RLP and then as the input of
// a stateless validator, and says for each what came out. With --write the latter goes to FOLDER/NAME.input, and what the
// validator has to put out to FOLDER/NAME.output.
#include "block/block.hpp"
#include "host/reader.hpp"
#include "host/sender_hints.hpp"
#include "host/stateless_input.hpp"
#include "stateless/stateless.hpp"

#include <chrono>
#include <cstring>
#include <string>

using namespace ethereum;

static void print(const char *name, const Hash32 &hash)
{
    std::printf(" %s ", name);
    for (uint8_t byte : hash.bytes)
        std::printf("%02x", byte);
}

int main(int count, char **paths)
{
    int failures = 0;
    const char *folder = nullptr;
    if (count > 2 && std::strcmp(paths[1], "--write") == 0) {
        folder = paths[2];
        paths += 2;
        count -= 2;
    }
    Arena arena = host::make_arena();
    Arena frames = host::make_arena();
    for (int i = 1; i < count; i++) {
        Bytes content = host::read_file(paths[i]);
        host::Reader reader(content);
        uint8_t *mark = arena.mark();
        Bytes name = reader.bytes();
        uint64_t chain_id = reader.number(8);
        Bytes encoded = reader.bytes();
        Witness witness = {};
        witness.nodes = reader.list(arena);
        witness.codes = reader.list(arena);
        witness.headers = reader.list(arena);

        auto start = std::chrono::steady_clock::now();
        Block block;
        Fork fork = Fork::Paris;
        BlockResult result = {};
        // The fork follows from the timestamp, which every fork's header has.
        for (int f = 0; f <= static_cast<int>(Fork::Bpo2); f++) {
            result.error = decode_block(encoded, rules_of(chain_id, static_cast<Fork>(f)), arena, block);
            if (result.error == BlockError::None)
                break;
        }
        if (result.error == BlockError::None && !fork_of(chain_id, block.header.number, block.header.timestamp, fork))
            result.error = BlockError::Malformed;
        Rules rules = rules_of(chain_id, fork);
        if (result.error == BlockError::None)
            result.error = decode_block(encoded, rules, arena, block);
        witness.public_keys = host::sender_hints(block, rules, arena);
        if (result.error == BlockError::None)
            result = validate_block(block, witness, rules, arena, frames);
        auto seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
        std::printf("%.*s: %s, gas %llu of %llu", static_cast<int>(name.size),
                    reinterpret_cast<const char *>(name.data), describe(result.error),
                    static_cast<unsigned long long>(result.gas_used),
                    static_cast<unsigned long long>(block.header.gas_used));
        if (result.error != BlockError::None) {
            failures++;
            std::printf(", transaction %zu", result.transaction);
            print("state", result.state_root);
        }
        std::printf(", %.2f s, %zu MiB", seconds, static_cast<size_t>(arena.mark() - mark) >> 20);
        if (result.error == BlockError::None) {
            std::vector<uint8_t> input = host::stateless_input(block, witness, rules, { result.requests, 3 }, 1);
            uint8_t output[StatelessOutputSize];
            start = std::chrono::steady_clock::now();
            BlockError error = validate_stateless({ input.data(), input.size() }, arena, frames, output);
            seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
            failures += error != BlockError::None || output[32] != 1;
            std::printf("; stateless: %s, %.2f s,", describe(error), seconds);
            print("root", Hash32::from(output));
            if (folder != nullptr) {
                std::string stem = std::string(folder) + "/" + std::string(name.begin(), name.end());
                host::write_file((stem + ".input").c_str(), { input.data(), input.size() });
                host::write_file((stem + ".output").c_str(), { output, sizeof output });
            }
        }
        std::printf("\n");
        arena.release(mark);
        std::free(const_cast<uint8_t *>(content.data));
    }
    std::printf("blocks: %d of %d valid\n", count - 1 - failures, count - 1);
    return failures == 0 ? 0 : 1;
}
