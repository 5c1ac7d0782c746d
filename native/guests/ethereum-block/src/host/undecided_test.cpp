// SPDX-License-Identifier: MIT OR Apache-2.0
// undecided_test CASE   Hoodi's block 1151683, whose witness decides nothing: its only transaction calls an account with no gas
// left, and the witness lacks that account. If it has code the call fails, else it succeeds; gas and state are the same.
// So two blocks fit the witness, which differ in the receipt's status, and at most one of them is valid: both have to be
// refused, as incomplete.
#include "block/execution.hpp"
#include "block/receipt.hpp"
#include "crypto/keccak.hpp"
#include "host/reader.hpp"
#include "host/sender_hints.hpp"
#include "host/stateless_input.hpp"
#include "stateless/stateless.hpp"

using namespace ethereum;

namespace
{

Hash32 receipts_root(Arena &arena, const Block &block, bool is_success)
{
    uint8_t bloom[BloomSize] = {};
    Bytes receipt = encode_receipt(arena, block.transactions[0][0], is_success, block.header.gas_used, {}, bloom);
    return ordered_root(arena, { &receipt, 1 });
}

} // namespace

int main(int count, char **arguments)
{
    if (count != 2)
        return 2;
    Arena arena = host::make_arena();
    Arena frames = host::make_arena();
    Bytes content = host::read_file(arguments[1]);
    host::Reader reader(content);
    reader.bytes(); // its name
    Rules rules = rules_of(reader.number(8), Fork::Prague);
    Bytes encoded = reader.bytes();
    Witness witness = {};
    witness.nodes = reader.list(arena);
    witness.codes = reader.list(arena);
    witness.headers = reader.list(arena);
    Block block;
    bool passed = decode_block(encoded, rules, arena, block) == BlockError::None && block.transactions.size == 1;
    if (!passed)
        return 2;
    witness.public_keys = host::sender_hints(block, rules, arena);
    const Hash32 published = block.header.receipts_root;
    bool was_published = false;
    for (bool is_success : { false, true }) {
        Block variant = block;
        variant.header.receipts_root = receipts_root(arena, block, is_success);
        variant.hash = keccak256(encode_header(variant.header, arena));
        was_published = was_published || (variant.header.receipts_root == published && variant.hash == block.hash);
        Bytes requests[3];
        std::vector<uint8_t> input = host::stateless_input(variant, witness, rules, { requests, 3 }, 1);
        uint8_t output[StatelessOutputSize];
        BlockError error = validate_stateless({ input.data(), input.size() }, arena, frames, output);
        std::printf("receipt of status %d: %s\n", is_success, describe(error));
        passed = passed && error == BlockError::WitnessIncomplete && output[32] == 0;
    }
    if (!was_published)
        std::printf("neither is the published block\n");
    std::free(const_cast<uint8_t *>(content.data));
    return passed && was_published ? 0 : 1;
}
