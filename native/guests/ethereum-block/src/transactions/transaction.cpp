// SPDX-License-Identifier: MIT OR Apache-2.0
#include "transactions/transaction.hpp"

#include "crypto/keccak.hpp"
#include "rlp/rlp_reader.hpp"
#include "rlp/rlp_writer.hpp"

namespace ethereum
{
namespace
{

void read_to(RlpReader &fields, Transaction &transaction)
{
    Bytes to = fields.bytes();
    transaction.is_create = to.empty();
    if (to.size == 20)
        transaction.to = Address::from(to.data);
    else if (!to.empty())
        fields.fail();
}

bool read_access_list(Bytes list, Transaction &transaction)
{
    transaction.access_list = list;
    RlpReader entries(list);
    while (!entries.at_end()) {
        RlpReader entry(entries.list());
        entry.address();
        RlpReader keys(entry.list());
        while (!keys.at_end()) {
            keys.fixed(32);
            transaction.access_slots++;
        }
        if (keys.failed() || !entry.finished())
            return false;
        transaction.access_addresses++;
    }
    return !entries.failed();
}

bool read_blob_hashes(Bytes list, Arena &arena, Transaction &transaction)
{
    uint8_t *hashes = arena.make<uint8_t>(list.size);
    size_t count = 0;
    RlpReader items(list);
    while (!items.at_end()) {
        Bytes hash = items.fixed(32);
        copy_bytes(hashes + 32 * count, hash.data, hash.size);
        count++;
    }
    transaction.blob_hashes = { hashes, 32 * count };
    return !items.failed();
}

bool read_authorization(RlpReader &entries, Authorization &result)
{
    RlpReader entry(entries.list());
    const uint8_t *start = entry.rest().data;
    result.chain_id = entry.integer();
    result.address = entry.address();
    result.nonce = entry.integer64();
    size_t size = entry.failed() ? 0 : static_cast<size_t>(entry.rest().data - start);
    Uint256 y_parity = entry.integer();
    result.r = entry.integer();
    result.s = entry.integer();
    if (!entry.finished() || !y_parity.fits_u32() || y_parity.words[0] > 255)
        return false;
    result.y_parity = static_cast<uint8_t>(y_parity.words[0]);
    // The signature is over 0x05 and the list of the first three fields, which are at most 33 + 21 + 9 bytes.
    uint8_t region[2 + 64 + 8];
    Arena arena(region, sizeof region);
    RlpWriter writer(arena, 72);
    writer.raw({ start, size });
    writer.list(0);
    const uint8_t magic = 0x05;
    writer.raw({ &magic, 1 });
    result.signing_hash = keccak256(writer.written());
    return true;
}

bool read_authorizations(Bytes list, Transaction &transaction)
{
    transaction.authorizations = list;
    RlpReader entries(list);
    while (!entries.at_end()) {
        Authorization ignored;
        if (!read_authorization(entries, ignored))
            return false;
        transaction.authorization_count++;
    }
    return !entries.failed();
}

// Hash of the fields before the signature, as a list of their own behind the type; for a legacy transaction `chain` are
// the further items of EIP-155.
Hash32 hash_to_sign(uint8_t type, Bytes fields, Bytes chain, Arena &arena)
{
    uint8_t *mark = arena.mark();
    RlpWriter writer(arena, fields.size + chain.size + 8);
    writer.raw(chain);
    writer.raw(fields);
    writer.list(0);
    if (type != 0)
        writer.raw({ &type, 1 });
    Hash32 hash = keccak256(writer.written());
    arena.release(mark);
    return hash;
}

bool decode_legacy(Bytes encoded, Arena &arena, Transaction &transaction)
{
    RlpReader outer(encoded);
    Bytes payload = outer.list();
    RlpReader fields(payload);
    transaction.nonce = fields.integer64();
    transaction.max_fee = transaction.max_priority_fee = fields.integer();
    transaction.gas_limit = fields.integer64();
    read_to(fields, transaction);
    transaction.value = fields.integer();
    transaction.data = fields.bytes();
    size_t size = payload.size - fields.rest().size;
    uint64_t v = fields.integer64();
    transaction.r = fields.integer();
    transaction.s = fields.integer();
    if (!outer.finished() || !fields.finished())
        return false;
    uint8_t region[32];
    Arena small(region, sizeof region);
    RlpWriter chain(small, sizeof region);
    if (v == 27 || v == 28) {
        transaction.y_parity = static_cast<uint8_t>(v - 27);
    } else if (v >= 35) {
        transaction.has_chain_id = true;
        transaction.chain_id = (v - 35) / 2;
        transaction.y_parity = static_cast<uint8_t>((v - 35) % 2);
        chain.integer(0);
        chain.integer(0);
        chain.integer(transaction.chain_id);
    } else {
        return false;
    }
    transaction.signing_hash = hash_to_sign(0, { payload.data, size }, chain.written(), arena);
    return true;
}

} // namespace

bool decode_transaction(Bytes encoded, Fork fork, Arena &arena, Transaction &transaction)
{
    transaction = {};
    if (encoded.empty())
        return false;
    uint8_t type = encoded[0];
    if (type >= 0xc0)
        return decode_legacy(encoded, arena, transaction);
    if (type == 0 || type > 4 || (type == 3 && fork < Fork::Cancun) || (type == 4 && fork < Fork::Prague))
        return false;
    transaction.type = type;
    RlpReader outer(encoded.part(1));
    Bytes payload = outer.list();
    RlpReader fields(payload);
    transaction.has_chain_id = true;
    transaction.chain_id = fields.integer64();
    transaction.nonce = fields.integer64();
    transaction.max_priority_fee = fields.integer();
    transaction.max_fee = type == 1 ? transaction.max_priority_fee : fields.integer();
    transaction.gas_limit = fields.integer64();
    read_to(fields, transaction);
    transaction.value = fields.integer();
    transaction.data = fields.bytes();
    bool is_valid = read_access_list(fields.list(), transaction);
    if (type == 3) {
        transaction.max_fee_per_blob_gas = fields.integer();
        is_valid = read_blob_hashes(fields.list(), arena, transaction) && is_valid;
    }
    if (type == 4)
        is_valid = read_authorizations(fields.list(), transaction) && is_valid;
    if (fields.failed())
        return false;
    size_t size = payload.size - fields.rest().size;
    uint64_t y_parity = fields.integer64();
    transaction.r = fields.integer();
    transaction.s = fields.integer();
    if (!is_valid || !outer.finished() || !fields.finished() || y_parity > 1 || (type >= 3 && transaction.is_create))
        return false;
    transaction.y_parity = static_cast<uint8_t>(y_parity);
    transaction.signing_hash = hash_to_sign(type, { payload.data, size }, {}, arena);
    return true;
}

Authorization next_authorization(Bytes &list)
{
    RlpReader entries(list);
    Authorization result = {};
    read_authorization(entries, result);
    list = entries.rest();
    return result;
}

TransactionGas transaction_gas(const Transaction &transaction, Fork fork)
{
    uint64_t zeros = 0;
    for (uint8_t byte : transaction.data)
        zeros += byte == 0;
    uint64_t tokens = zeros + 4 * (transaction.data.size - zeros);
    // EIP-2028, EIP-2, EIP-2930, EIP-7702
    uint64_t gas = 21000 + 4 * tokens + 2400 * transaction.access_addresses + 1900 * transaction.access_slots +
                   25000 * transaction.authorization_count;
    if (transaction.is_create) {
        gas += 32000;
        if (fork >= Fork::Shanghai) // EIP-3860
            gas += 2 * ((static_cast<uint64_t>(transaction.data.size) + 31) / 32);
    }
    return { gas, fork >= Fork::Prague ? 21000 + 10 * tokens : 0 };
}

} // namespace ethereum
