// SPDX-License-Identifier: MIT OR Apache-2.0
#include "block/rules.hpp"

namespace ethereum
{
namespace
{

constexpr uint64_t MinimumBlobBaseFee = 1;
constexpr uint64_t BlobBaseCost = 1 << 13; // EIP-7918

constexpr Address MainnetDeposits = { { 0x00, 0x00, 0x00, 0x00, 0x21, 0x9a, 0xb5, 0x40, 0x35, 0x6c,
                                        0xbb, 0x83, 0x9c, 0xbe, 0x05, 0x30, 0x3d, 0x77, 0x05, 0xfa } };
constexpr Address SepoliaDeposits = { { 0x7f, 0x02, 0xc3, 0xe3, 0xc9, 0x8b, 0x13, 0x30, 0x55, 0xb8,
                                        0xb3, 0x48, 0xb2, 0xac, 0x62, 0x56, 0x69, 0xed, 0x29, 0x5d } };

struct Chain {
    uint64_t id;
    uint64_t paris_block; // the first of proof of stake, not the later block that tells forks of nodes apart
    uint64_t activations[6]; // timestamps of Shanghai, Cancun, Prague, Osaka, BPO1, BPO2
};

constexpr Chain Chains[] = {
    { 1, 15537394, { 1681338455, 1710338135, 1746612311, 1764798551, 1765290071, 1767747671 } },
    { 11155111, 1450409, { 1677557088, 1706655072, 1741159776, 1760427360, 1761017184, 1761607008 } },
    { 560048, 0, { 0, 0, 1742999832, 1761677592, 1762365720, 1762955544 } },
};

} // namespace

Rules rules_of(uint64_t chain_id, Fork fork)
{
    BlobSchedule blobs = { 0, 0, 1 };
    switch (fork) {
    case Fork::Paris:
    case Fork::Shanghai:
        break;
    case Fork::Cancun:
        blobs = { 3, 6, 3338477 };
        break;
    case Fork::Prague:
    case Fork::Osaka:
        blobs = { 6, 9, 5007716 }; // EIP-7691
        break;
    case Fork::Bpo1:
        blobs = { 10, 15, 8346193 };
        break;
    case Fork::Bpo2:
        blobs = { 14, 21, 11684671 };
        break;
    }
    return { chain_id, fork, blobs, chain_id == 11155111 ? SepoliaDeposits : MainnetDeposits };
}

bool is_known_chain(uint64_t chain_id)
{
    for (const Chain &chain : Chains)
        if (chain.id == chain_id)
            return true;
    return false;
}

bool fork_of(uint64_t chain_id, uint64_t number, uint64_t timestamp, Fork &fork)
{
    for (const Chain &chain : Chains) {
        if (chain.id != chain_id)
            continue;
        unsigned index = 0;
        while (index < 6 && timestamp >= chain.activations[index])
            index++;
        fork = static_cast<Fork>(index);
        return index > 0 || number >= chain.paris_block;
    }
    return false;
}

Uint256 next_base_fee(const Uint256 &base_fee, uint64_t gas_used, uint64_t gas_limit)
{
    uint64_t target = gas_limit / 2;
    if (gas_used == target || target == 0)
        return base_fee;
    bool rises = gas_used > target;
    Uint256 delta = base_fee * Uint256::from(rises ? gas_used - target : target - gas_used);
    divide(delta, Uint256::from(target), &delta, nullptr);
    delta = shift_right(delta, 3);
    if (rises)
        return base_fee + (delta.is_zero() ? Uint256::one() : delta);
    return base_fee - delta;
}

Uint256 blob_base_fee(uint64_t excess_blob_gas, const BlobSchedule &blobs)
{
    // fake_exponential of EIP-4844: factor * e^(numerator / denominator), as a Taylor series
    Uint256 numerator = Uint256::from(excess_blob_gas);
    uint64_t denominator = blobs.base_fee_update_fraction;
    Uint256 sum = Uint256::zero();
    Uint256 term = Uint256::from(MinimumBlobBaseFee * denominator);
    for (uint64_t i = 1; !term.is_zero(); i++) {
        if (add_carry(sum, sum, term) || !multiply_checked(term, term, numerator))
            return Uint256::max(); // more than anybody can pay
        divide(term, Uint256::from(denominator * i), &term, nullptr);
    }
    divide(sum, Uint256::from(denominator), &sum, nullptr);
    return sum;
}

uint64_t next_excess_blob_gas(const Rules &rules, uint64_t parent_excess, uint64_t parent_used,
                              const Uint256 &parent_base_fee)
{
    uint64_t target = rules.blobs.target * GasPerBlob;
    uint64_t total;
    if (__builtin_add_overflow(parent_excess, parent_used, &total))
        total = UINT64_MAX;
    if (total < target)
        return 0;
    if (rules.fork >= Fork::Osaka) {
        Uint256 fee = blob_base_fee(parent_excess, rules.blobs);
        Uint256 blob_cost;
        bool fits = multiply_checked(blob_cost, fee, Uint256::from(GasPerBlob));
        if (fits && parent_base_fee * Uint256::from(BlobBaseCost) > blob_cost)
            return parent_excess + parent_used / rules.blobs.maximum * (rules.blobs.maximum - rules.blobs.target) +
                   parent_used % rules.blobs.maximum * (rules.blobs.maximum - rules.blobs.target) / rules.blobs.maximum;
    }
    return total - target;
}

} // namespace ethereum
