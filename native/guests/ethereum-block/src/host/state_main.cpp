// SPDX-License-Identifier: MIT OR Apache-2.0
// state_main [-v] FILE...   Runs the state tests that tests/state_tests.py wrote: one transaction each, over a state of which
// the witness holds everything. A valid one has to give the state root and the logs that the test names, any other has to
// be rejected and to leave the state as it was. With -v says what each transaction was rejected for.
#include "block/execution.hpp"
#include "crypto/keccak.hpp"
#include "host/genesis.hpp"
#include "host/sender_hints.hpp"
#include "rlp/rlp_reader.hpp"

#include <cstring>
#include <string>

using namespace ethereum;

namespace
{

// Of the list of logs, the last item of a receipt.
Hash32 logs_hash(Bytes receipt)
{
    if (receipt[0] < 0xc0) // EIP-2718: the type comes first
        receipt = receipt.part(1);
    RlpReader fields(RlpReader(receipt).list());
    RlpItem logs;
    while (!fields.at_end())
        logs = fields.item();
    return keccak256(logs.encoded);
}

std::string text(Bytes bytes)
{
    return std::string(bytes.begin(), bytes.end());
}

struct Expected {
    bool is_valid;
    Hash32 root;
    Hash32 logs;
    Bytes exception;
};

// What is wrong, or null.
const char *run_test(host::Reader &reader, Arena &arena, Arena &frames, Arena &collection, BlockError &error,
                     Expected &expected)
{
    Fork fork = static_cast<Fork>(reader.number(1));
    expected.is_valid = reader.number(1) != 0;
    Rules rules = rules_of(1, fork);
    rules.blobs = { reader.number(8), reader.number(8), reader.number(8) };
    rules.chain_id = reader.number(8);
    Block block = {};
    Header &header = block.header;
    header.coinbase = Address::from(reader.raw(20).data);
    header.gas_limit = reader.number(8);
    header.number = reader.number(8);
    header.timestamp = reader.number(8);
    header.prev_randao = Hash32::from(reader.raw(32).data);
    header.base_fee = Uint256::from_be32(reader.raw(32).data);
    header.excess_blob_gas = reader.number(8);
    Bytes encoded = reader.bytes();
    block.transactions = { &encoded, 1 };
    Address sender = Address::from(reader.raw(20).data);
    expected.root = Hash32::from(reader.raw(32).data);
    expected.logs = Hash32::from(reader.raw(32).data);
    expected.exception = reader.bytes();
    host::Collector collector(collection);
    Hash32 root = host::build_state(reader, arena, collector.observer());

    NodeStore nodes(arena, collector.contents());
    State state(arena, nodes, nodes, root);
    BlockExecution execution(state, block, rules, {}, arena, frames);
    Bytes public_key = host::sender_hints(block, rules, arena)[0];
    error = execution.transaction(0, public_key);
    if ((error == BlockError::None) != expected.is_valid)
        return expected.is_valid ? "rejected" : "accepted";
    if (public_key[0] == 0x04 && Address::from(keccak256(public_key.part(1)).bytes + 12) != sender)
        return "another sender";
    if (expected.is_valid && logs_hash(execution.receipts()[0]) != expected.logs)
        return "other logs";
    Hash32 result = state.root();
    if (result != expected.root)
        return "another state root";
    if (!expected.is_valid && result != root)
        return "a rejected transaction changed the state";
    return state.is_incomplete() ? "read beyond the witness" : nullptr;
}

} // namespace

int main(int count, char **arguments)
{
    bool is_verbose = count > 1 && std::strcmp(arguments[1], "-v") == 0;
    Arena arena = host::make_arena();
    Arena frames = host::make_arena();
    Arena collection = host::make_arena();
    int tests = 0;
    int failures = 0;
    int rejected = 0;
    for (int i = is_verbose ? 2 : 1; i < count; i++) {
        Bytes content = host::read_file(arguments[i]);
        host::Reader reader(content);
        while (!reader.at_end()) {
            uint8_t *mark = arena.mark();
            uint8_t *collection_mark = collection.mark();
            std::string name = text(reader.bytes());
            BlockError error = BlockError::None;
            Expected expected;
            const char *wrong = run_test(reader, arena, frames, collection, error, expected);
            tests++;
            rejected += !expected.is_valid;
            if (wrong != nullptr) {
                failures++;
                std::printf("%s: %s (%s) %s\n", name.c_str(), wrong, describe(error), text(expected.exception).c_str());
            } else if (is_verbose && !expected.is_valid) {
                std::printf("%-22s for %s\n", describe(error), text(expected.exception).c_str());
            }
            arena.release(mark);
            collection.release(collection_mark);
        }
        std::free(const_cast<uint8_t *>(content.data));
    }
    std::printf("state tests: %d of %d, %d of them with a transaction to be rejected\n", tests - failures, tests,
                rejected);
    return failures == 0 && tests > 0 ? 0 : 1;
}
