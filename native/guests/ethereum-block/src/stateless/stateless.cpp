// SPDX-License-Identifier: MIT OR Apache-2.0
#include "stateless/stateless.hpp"

#include "base/phase.hpp"
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
constexpr size_t RequestHeaderSize = 4 + 1; // length and type

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

struct StatelessInput {
    Fork fork;
    uint8_t revision;
    uint64_t chain_id;
    NewPayloadRequest request;
    Witness witness;
};

bool decode_stateless_input(Bytes encoded, Arena &arena, StatelessInput &input)
{
    if (encoded.size < SchemaSize)
        return false;
    uint8_t fork_number = encoded[0];
    input.revision = encoded[1];
    if (fork_number < FirstFork || fork_number > FirstFork + static_cast<uint8_t>(Fork::Bpo2) ||
        (input.revision != Revision && input.revision != AnyTimeRevision))
        return false;
    input.fork = static_cast<Fork>(fork_number - FirstFork);
    Bytes payload_request, witness_fields, public_keys;
    SszReader fields(encoded.part(SchemaSize));
    fields.variable(payload_request);
    fields.variable(witness_fields);
    input.chain_id = fields.integer64();
    fields.variable(public_keys);
    return fields.finish() && read_witness(witness_fields, arena, input.witness) &&
           read_public_keys(public_keys, arena, input.witness) &&
           decode_new_payload_request(payload_request, input.fork, arena, input.request);
}

// Whether the fork is the one that the chain has at the block's time.
bool has_right_fork(const StatelessInput &input)
{
    const Header &header = input.request.block.header;
    Fork expected;
    return input.revision != Revision || !is_known_chain(input.chain_id) ||
           (fork_of(input.chain_id, header.number, header.timestamp, expected) && expected == input.fork);
}

BlockResult validate(const StatelessInput &input, Arena &arena, Arena &frames)
{
    return validate_block(input.request.block, input.witness, rules_of(input.chain_id, input.fork), arena, frames);
}

} // namespace

BlockError validate_stateless(Bytes encoded, Arena &arena, Arena &frames, uint8_t output[StatelessOutputSize])
{
    zero_bytes(output, StatelessOutputSize);
    if (encoded.size >= SchemaSize)
        copy_bytes(output + StatelessOutputSize - SchemaSize, encoded.data, SchemaSize);
    StatelessInput input;
    bool is_decoded;
    {
        Phase phase("input");
        is_decoded = decode_stateless_input(encoded, arena, input);
    }
    if (!is_decoded)
        return BlockError::Malformed;
    copy_bytes(output, input.request.root.bytes, 32);
    for (int i = 0; i < 8; i++)
        output[33 + i] = static_cast<uint8_t>(input.chain_id >> (8 * i));
    if (!has_right_fork(input))
        return BlockError::Header;
    if (input.request.block.hash != input.request.claimed_hash)
        return BlockError::BlockHash;
    BlockError error = validate(input, arena, frames).error;
    output[32] = error == BlockError::None ? 1 : 0;
    return error;
}

BlockError find_execution_requests(Bytes encoded, Arena &arena, Arena &frames, Bytes &requests)
{
    requests = {};
    StatelessInput input;
    if (!decode_stateless_input(encoded, arena, input))
        return BlockError::Malformed;
    if (!has_right_fork(input))
        return BlockError::Header;
    BlockResult result = validate(input, arena, frames);
    if (result.error != BlockError::None && result.error != BlockError::RequestsHash)
        return result.error;
    size_t size = 0;
    for (Bytes data : result.requests)
        size += RequestHeaderSize + data.size;
    uint8_t *start = arena.make<uint8_t>(size);
    uint8_t *next = start;
    for (uint8_t type = 0; type < 3; type++) {
        Bytes data = result.requests[type];
        if (data.empty())
            continue;
        uint32_t length = static_cast<uint32_t>(1 + data.size);
        for (int i = 0; i < 4; i++)
            *next++ = static_cast<uint8_t>(length >> (8 * i));
        *next++ = type;
        copy_bytes(next, data.data, data.size);
        next += data.size;
    }
    requests = { start, static_cast<size_t>(next - start) };
    return BlockError::None;
}

} // namespace ethereum
