// SPDX-License-Identifier: MIT OR Apache-2.0
#include "block/header.hpp"

#include "rlp/rlp_reader.hpp"
#include "rlp/rlp_writer.hpp"

namespace ethereum
{

unsigned header_field_count(Fork fork)
{
    return fork >= Fork::Prague ? 21 : fork >= Fork::Cancun ? 20 : fork >= Fork::Shanghai ? 17 : 16;
}

bool decode_header(Bytes encoded, Header &header)
{
    header = {};
    RlpReader outer(encoded);
    RlpReader fields(outer.list());
    header.parent_hash = fields.hash();
    header.ommers_hash = fields.hash();
    header.coinbase = fields.address();
    header.state_root = fields.hash();
    header.transactions_root = fields.hash();
    header.receipts_root = fields.hash();
    header.logs_bloom = fields.fixed(BloomSize);
    header.difficulty = fields.integer();
    header.number = fields.integer64();
    header.gas_limit = fields.integer64();
    header.gas_used = fields.integer64();
    header.timestamp = fields.integer64();
    header.extra_data = fields.bytes();
    header.prev_randao = fields.hash();
    header.nonce = fields.fixed(8);
    header.field_count = 15;
    if (!fields.at_end()) {
        header.base_fee = fields.integer();
        header.field_count = 16;
    }
    if (!fields.at_end()) {
        header.withdrawals_root = fields.hash();
        header.field_count = 17;
    }
    if (!fields.at_end()) {
        header.blob_gas_used = fields.integer64();
        header.excess_blob_gas = fields.integer64();
        header.parent_beacon_block_root = fields.hash();
        header.field_count = 20;
    }
    if (!fields.at_end()) {
        header.requests_hash = fields.hash();
        header.field_count = 21;
    }
    return outer.finished() && fields.finished();
}

Bytes encode_header(const Header &header, Arena &arena)
{
    RlpWriter writer(arena, 1024 + header.extra_data.size);
    if (header.field_count >= 21)
        writer.hash(header.requests_hash);
    if (header.field_count >= 20) {
        writer.hash(header.parent_beacon_block_root);
        writer.integer(header.excess_blob_gas);
        writer.integer(header.blob_gas_used);
    }
    if (header.field_count >= 17)
        writer.hash(header.withdrawals_root);
    if (header.field_count >= 16)
        writer.integer(header.base_fee);
    writer.bytes(header.nonce);
    writer.hash(header.prev_randao);
    writer.bytes(header.extra_data);
    writer.integer(header.timestamp);
    writer.integer(header.gas_used);
    writer.integer(header.gas_limit);
    writer.integer(header.number);
    writer.integer(header.difficulty);
    writer.bytes(header.logs_bloom);
    writer.hash(header.receipts_root);
    writer.hash(header.transactions_root);
    writer.hash(header.state_root);
    writer.address(header.coinbase);
    writer.hash(header.ommers_hash);
    writer.hash(header.parent_hash);
    writer.list(0);
    return writer.written();
}

} // namespace ethereum
