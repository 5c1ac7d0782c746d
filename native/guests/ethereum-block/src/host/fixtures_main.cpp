// SPDX-License-Identifier: MIT OR Apache-2.0
// fixtures_main [-v] [--write FOLDER] FILE...   Runs the blockchain tests that tests/fixtures.py wrote: builds the genesis state, then validates
// block after block, each with a witness of all that the blocks before it left, as RLP and as stateless input. A valid block has to be accepted, any other
// rejected. With -v says which error each rejected block was rejected for. With --write each stateless input goes to FOLDER/NAME.input and
// what the validator has to put out to FOLDER/NAME.output.
#include "block/block.hpp"
#include "crypto/keccak.hpp"
#include "host/genesis.hpp"
#include "host/reader.hpp"
#include "host/sender_hints.hpp"
#include "host/stateless_input.hpp"
#include "rlp/rlp_reader.hpp"
#include "stateless/stateless.hpp"

#include <cctype>
#include <cstring>
#include <string>

using namespace ethereum;

namespace
{

struct Counts {
    int tests = 0;
    int failures = 0;
    int blocks = 0;
    int stateless = 0; // of the blocks: how many were validated as stateless input too
    int requests = 0;  // of the blocks: whose execution requests were found, and some there
};

// Whether `encoded` is what find_execution_requests makes of these.
bool are_requests(Bytes encoded, const Bytes *requests)
{
    host::Reader reader(encoded);
    for (uint8_t type = 0; type < 3; type++) {
        if (requests[type].empty())
            continue;
        if (reader.at_end())
            return false;
        Bytes request = reader.bytes();
        if (request.empty() || request[0] != type || !request.part(1).equals(requests[type]))
            return false;
    }
    return reader.at_end();
}

struct Options {
    bool is_verbose = false;
    const char *folder = nullptr; // where inputs and outputs go
};

void write(const char *folder, Bytes test, size_t block, Bytes input, Bytes output)
{
    std::string stem = std::string(folder) + "/";
    for (uint8_t byte : test)
        stem += std::isalnum(byte) != 0 || byte == '.' ? static_cast<char>(byte) : '_';
    stem = stem.substr(0, std::strlen(folder) + 200) + "-" + std::to_string(block);
    host::write_file((stem + ".input").c_str(), input);
    host::write_file((stem + ".output").c_str(), output);
}

bool run_test(host::Reader &reader, Arena &arena, Arena &frames, Arena &collection, const Options &options,
              Counts &counts)
{
    Bytes name = reader.bytes();
    auto say = [&name](const char *what, const char *detail) {
        std::printf("%.*s: %s%s\n", static_cast<int>(name.size), reinterpret_cast<const char *>(name.data), what,
                    detail);
    };
    uint64_t chain_id = reader.number(8);
    RlpReader genesis_parts(reader.bytes());
    RlpReader genesis_fields(genesis_parts.list());
    Bytes genesis = genesis_fields.item().encoded;
    Hash32 last_hash = Hash32::from(reader.raw(32).data);
    host::Collector collector(collection);
    Trie::Observer observer = collector.observer();
    Hash32 root = host::build_state(reader, arena, observer);
    List<Bytes> headers(arena);
    headers.add(genesis);
    Header header;
    bool passed = decode_header(genesis, header) && header.state_root == root;
    if (!passed)
        say("genesis state root", "");
    size_t count = reader.number();
    for (size_t i = 0; i < count; i++) {
        counts.blocks++;
        Fork fork = static_cast<Fork>(reader.number(1));
        bool is_valid = reader.number(1) != 0;
        Rules rules = rules_of(chain_id, fork);
        const BlobSchedule usual = rules.blobs;
        rules.blobs = { reader.number(8), reader.number(8), reader.number(8) };
        Bytes encoded = reader.bytes();
        Bytes exception = reader.bytes();
        size_t first = headers.size() > 256 ? headers.size() - 256 : 0;
        Block block;
        BlockResult result = {};
        result.error = decode_block(encoded, rules, arena, block);
        if (result.error == BlockError::None) {
            Witness witness;
            witness.nodes = witness.codes = collector.contents();
            witness.headers = { headers.begin() + first, headers.size() - first };
            witness.public_keys = host::sender_hints(block, rules, arena);
            // A stateless input has the blob schedule of the fork, and lists no longer than the consensus layer's.
            bool is_expressible = std::memcmp(&rules.blobs, &usual, sizeof usual) == 0;
            result = validate_block(block, witness, rules, arena, frames, nullptr);
            is_expressible = is_expressible && block.withdrawals.size <= 16 && result.requests[1].size <= 16 * 76 &&
                             result.requests[2].size <= 2 * 116 && result.requests[1].size % 76 == 0 &&
                             result.requests[2].size % 116 == 0;
            if (is_expressible) {
                std::vector<uint8_t> input =
                    host::stateless_input(block, witness, rules, { result.requests, 3 }, AnyTimeRevision);
                uint8_t output[StatelessOutputSize];
                BlockError error = validate_stateless({ input.data(), input.size() }, arena, frames, output);
                counts.stateless++;
                if (options.folder != nullptr)
                    write(options.folder, name, i, { input.data(), input.size() }, { output, sizeof output });
                if ((error == BlockError::None) != (result.error == BlockError::None) ||
                    (output[32] != 0) != (error == BlockError::None)) {
                    say("as stateless input: ", describe(error));
                    passed = false;
                }
                const Bytes none[3];
                Bytes found;
                input = host::stateless_input(block, witness, rules, { none, 3 }, AnyTimeRevision);
                error = find_execution_requests({ input.data(), input.size() }, arena, frames, found);
                bool is_found = error == BlockError::None;
                if ((!is_found && is_valid) || (is_found && !are_requests(found, result.requests))) {
                    say("finding its requests: ", describe(error));
                    passed = false;
                }
                counts.requests += is_found && !found.empty();
            }
            if (result.error == BlockError::None && is_valid)
                validate_block(block, witness, rules, arena, frames, &observer);
        }
        if ((result.error == BlockError::None) != is_valid) {
            say(is_valid ? "rejected a valid block: " : "accepted an invalid block: ",
                is_valid ? describe(result.error) : reinterpret_cast<const char *>(arena.copy(exception).data));
            passed = false;
        } else if (options.is_verbose && !is_valid) {
            std::printf("%-22s for %.*s\n", describe(result.error), static_cast<int>(exception.size),
                        reinterpret_cast<const char *>(exception.data));
        }
        if (result.error == BlockError::None) {
            RlpReader outer(encoded);
            RlpReader parts(outer.list());
            headers.add(parts.item().encoded);
        }
    }
    if (passed && keccak256(headers.last()) != last_hash) {
        say("another last block", "");
        passed = false;
    }
    return passed;
}

} // namespace

int main(int count, char **arguments)
{
    Options options;
    int first = 1;
    for (; first < count && arguments[first][0] == '-'; first++) {
        if (std::strcmp(arguments[first], "--write") == 0 && first + 1 < count)
            options.folder = arguments[++first];
        else
            options.is_verbose = true;
    }
    Arena arena = host::make_arena();
    Arena frames = host::make_arena();
    Arena collection = host::make_arena();
    Counts counts;
    for (int i = first; i < count; i++) {
        Bytes content = host::read_file(arguments[i]);
        host::Reader reader(content);
        while (!reader.at_end()) {
            uint8_t *mark = arena.mark();
            uint8_t *collection_mark = collection.mark();
            counts.tests++;
            if (!run_test(reader, arena, frames, collection, options, counts))
                counts.failures++;
            arena.release(mark);
            collection.release(collection_mark);
        }
        std::free(const_cast<uint8_t *>(content.data));
    }
    std::printf("fixtures: %d of %d tests, %d blocks, %d of them as stateless input too, %d with requests found\n",
                counts.tests - counts.failures, counts.tests, counts.blocks, counts.stateless, counts.requests);
    return counts.failures == 0 && counts.tests > 0 ? 0 : 1;
}
