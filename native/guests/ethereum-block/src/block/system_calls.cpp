// SPDX-License-Identifier: MIT OR Apache-2.0
// What a block does to the system contracts, and the requests that come of it (EIP-7685).
#include "base/phase.hpp"
#include "block/execution.hpp"
#include "crypto/hashes.hpp"

namespace ethereum
{
namespace
{

constexpr int64_t SystemGas = 30000000;
constexpr Address SystemAddress = { { 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff,
                                      0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xfe } };
constexpr Address BeaconRoots = { { 0x00, 0x0f, 0x3d, 0xf6, 0xd7, 0x32, 0x80, 0x7e, 0xf1, 0x31,
                                    0x9f, 0xb7, 0xb8, 0xbb, 0x85, 0x22, 0xd0, 0xbe, 0xac, 0x02 } }; // EIP-4788
constexpr Address HistoryStorage = { { 0x00, 0x00, 0xf9, 0x08, 0x27, 0xf1, 0xc5, 0x3a, 0x10, 0xcb,
                                       0x7a, 0x02, 0x33, 0x5b, 0x17, 0x53, 0x20, 0x00, 0x29, 0x35 } }; // EIP-2935
constexpr Address WithdrawalRequests = { { 0x00, 0x00, 0x09, 0x61, 0xef, 0x48, 0x0e, 0xb5, 0x5e, 0x80,
                                           0xd1, 0x9a, 0xd8, 0x35, 0x79, 0xa6, 0x4c, 0x00, 0x70, 0x02 } }; // EIP-7002
constexpr Address ConsolidationRequests = {
    { 0x00, 0x00, 0xbb, 0xdd, 0xc7, 0xce, 0x48, 0x86, 0x42, 0xfb,
      0x57, 0x9f, 0x8b, 0x00, 0xf3, 0xa5, 0x90, 0x00, 0x72, 0x51 }
}; // EIP-7251
// keccak256("DepositEvent(bytes,bytes,bytes,bytes,bytes)"), EIP-6110
constexpr Hash32 DepositTopic = { { 0x64, 0x9b, 0xbc, 0x62, 0xd0, 0xe3, 0x13, 0x42, 0xaf, 0xea, 0x4e,
                                    0x5c, 0xd8, 0x2d, 0x40, 0x49, 0xe7, 0xe1, 0xee, 0x91, 0x2f, 0xc0,
                                    0x88, 0x9a, 0xa7, 0x90, 0x80, 0x3b, 0xe3, 0x90, 0x38, 0xc5 } };
constexpr size_t DepositLogSize = 576;

// Where the five fields of a deposit stand in its log, behind their lengths.
struct DepositField {
    uint32_t offset;
    uint32_t size;
};
constexpr DepositField DepositFields[] = { { 160, 48 }, { 256, 32 }, { 320, 8 }, { 384, 96 }, { 512, 8 } };
constexpr size_t DepositSize = 48 + 32 + 8 + 96 + 8;

bool word_is(Bytes data, size_t offset, uint32_t value)
{
    return Uint256::from_be32(data.data + offset) == Uint256::from(value);
}

bool read_deposit(Bytes data, uint8_t *to)
{
    if (data.size != DepositLogSize)
        return false;
    for (size_t i = 0; i < 5; i++) {
        const DepositField &field = DepositFields[i];
        if (!word_is(data, 32 * i, field.offset) || !word_is(data, field.offset, field.size))
            return false;
        copy_bytes(to, data.data + field.offset + 32, field.size);
        to += field.size;
    }
    return true;
}

} // namespace

Hash32 requests_hash(Span<const Bytes> lists, Arena &arena)
{
    Hash32 digests[3];
    size_t count = 0;
    for (size_t i = 0; i < lists.size; i++) {
        if (lists[i].empty())
            continue;
        uint8_t *mark = arena.mark();
        uint8_t *encoded = arena.make<uint8_t>(1 + lists[i].size);
        encoded[0] = static_cast<uint8_t>(i);
        copy_bytes(encoded + 1, lists[i].data, lists[i].size);
        sha256(digests[count++], { encoded, 1 + lists[i].size });
        arena.release(mark);
    }
    Hash32 result;
    sha256(result, { digests[0].bytes, 32 * count });
    return result;
}

CallResult BlockExecution::system_call(const Address &target, Bytes input)
{
    _evm.transaction = { SystemAddress, Uint256::zero(), {} };
    _state->begin_transaction();
    CallResult result =
        _evm.call(_state->account(SystemAddress), _state->loaded_account(target), Uint256::zero(), input, SystemGas);
    _state->end_transaction();
    return result;
}

BlockError BlockExecution::start()
{
    Phase phase("execution");
    if (_rules->fork >= Fork::Cancun)
        system_call(BeaconRoots, _block->header.parent_beacon_block_root.view());
    if (_rules->fork >= Fork::Prague)
        system_call(HistoryStorage, _block->header.parent_hash.view());
    return _state->is_incomplete() ? BlockError::WitnessIncomplete : BlockError::None;
}

BlockError BlockExecution::collect_requests()
{
    List<uint8_t> deposits(*_arena);
    for (const Log &log : _state->logs_since(0)) {
        if (log.address != _rules->deposit_contract || log.topic_count == 0 || log.topics[0] != DepositTopic)
            continue;
        uint8_t deposit[DepositSize];
        if (!read_deposit(log.data, deposit))
            return BlockError::Deposits;
        for (uint8_t byte : deposit)
            deposits.add(byte);
    }
    _requests[0] = { deposits.begin(), deposits.size() };
    const Address *contracts[] = { &WithdrawalRequests, &ConsolidationRequests };
    for (uint8_t i = 0; i < 2; i++) {
        if (!_state->loaded_account(*contracts[i]).has_code())
            return BlockError::SystemCall;
        CallResult result = system_call(*contracts[i], {});
        if (!result.is_success)
            return BlockError::SystemCall;
        _requests[i + 1] = _arena->copy(result.output);
    }
    return BlockError::None;
}

} // namespace ethereum
