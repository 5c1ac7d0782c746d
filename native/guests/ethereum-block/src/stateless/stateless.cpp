// SPDX-License-Identifier: MIT OR Apache-2.0
#include "stateless/stateless.hpp"

#include "ssz/ssz_reader.hpp"
#include "stateless/new_payload_request.hpp"

namespace ethereum
{
namespace
{

constexpr size_t SchemaSize = 2;
constexpr uint8_t FirstFork = 0x0e; // Paris
constexpr uint8_t Revision = 0x01;
constexpr size_t PublicKeySize = 65;
constexpr size_t MaximumItems = 1 << 24;
constexpr size_t MaximumItemSize = 1 << 30;
constexpr size_t MaximumHeaders = 256;

bool read_witness(Bytes encoded, Arena &arena, Witness &witness)
{
    Bytes nodes, codes, headers;
    SszReader fields(encoded);
    fields.variable(nodes);
    fields.variable(codes);
    fields.variable(headers);
    return fields.finish() && read_byte_lists(nodes, MaximumItems, MaximumItemSize, arena, witness.nodes) &&
           read_byte_lists(codes, MaximumItems, MaximumItemSize, arena, witness.codes) &&
           read_byte_lists(headers, MaximumHeaders, MaximumItemSize, arena, witness.headers);
}

bool read_public_keys(Bytes encoded, Arena &arena, Witness &witness)
{
    size_t count = encoded.size / PublicKeySize;
    Bytes *keys = arena.make<Bytes>(count);
    for (size_t i = 0; i < count; i++)
        keys[i] = { encoded.data + PublicKeySize * i, PublicKeySize };
    witness.public_keys = { keys, count };
    return encoded.size % PublicKeySize == 0;
}

} // namespace

BlockError validate_stateless(Bytes input, Arena &arena, Arena &frames, uint8_t output[StatelessOutputSize])
{
    zero_bytes(output, StatelessOutputSize);
    if (input.size < SchemaSize)
        return BlockError::Malformed;
    uint8_t fork_number = input[0];
    uint8_t revision = input[1];
    copy_bytes(output + StatelessOutputSize - SchemaSize, input.data, SchemaSize);
    if (fork_number < FirstFork || fork_number > FirstFork + static_cast<uint8_t>(Fork::Bpo2) ||
        (revision != Revision && revision != AnyTimeRevision))
        return BlockError::Malformed;
    Fork fork = static_cast<Fork>(fork_number - FirstFork);

    Bytes payload_request, witness_fields, public_keys;
    SszReader fields(input.part(SchemaSize));
    fields.variable(payload_request);
    fields.variable(witness_fields);
    uint64_t chain_id = fields.integer64();
    fields.variable(public_keys);
    Witness witness;
    NewPayloadRequest request;
    if (!fields.finish() || !read_witness(witness_fields, arena, witness) ||
        !read_public_keys(public_keys, arena, witness) ||
        !decode_new_payload_request(payload_request, fork, arena, request))
        return BlockError::Malformed;

    copy_bytes(output, request.root.bytes, 32);
    for (int i = 0; i < 8; i++)
        output[33 + i] = static_cast<uint8_t>(chain_id >> (8 * i));
    const Block &block = request.block;
    Fork expected;
    if (revision == Revision && is_known_chain(chain_id) &&
        (!fork_of(chain_id, block.header.number, block.header.timestamp, expected) || expected != fork))
        return BlockError::Header;
    if (block.hash != request.claimed_hash)
        return BlockError::BlockHash;
    BlockError error = validate_block(block, witness, rules_of(chain_id, fork), arena, frames).error;
    output[32] = error == BlockError::None ? 1 : 0;
    return error;
}

} // namespace ethereum
