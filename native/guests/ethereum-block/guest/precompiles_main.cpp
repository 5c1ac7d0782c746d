// SPDX-License-Identifier: MIT OR Apache-2.0
// Guest that runs cases of precompiled contracts with the machine's own calls: a test of what the host cannot see.
// Input: one element of cases, as tests/guest_cases.py writes them. Output: the number of cases.
// Exit codes: 0 all are right, otherwise 100 + the index of the first wrong one; 1 advice was rejected.
#include "crypto/ecdsa.hpp"
#include "crypto/keccak.hpp"
#include "pico/pico.h"
#include "precompiles/precompile.hpp"

using namespace ethereum;

namespace
{

constexpr uint32_t KeyCheck = 0;        // in place of a contract's address; input: hash, r, s, public key
constexpr uint32_t Keccak = 0x80000000; // tried at two alignments

// A case: header, input, expected output, each padded to words.
struct Header {
    uint32_t address, fork, gas, input_size, fails, output_size;
};

bool run(const Header &header, const uint8_t *input, const uint8_t *expected, Arena &arena)
{
    if (header.address == Keccak) {
        uint8_t *moved = arena.make<uint8_t>(header.input_size + 1);
        copy_bytes(moved + 1, input, header.input_size);
        Hash32 digest = Hash32::from(expected);
        return keccak256({ input, header.input_size }) == digest &&
               keccak256({ moved + 1, header.input_size }) == digest;
    }
    if (header.address == KeyCheck) {
        EcdsaSignature signature = { input, input + 32, input + 64 };
        bool found =
            is_signer_secp256k1(input + 96, signature, false) || is_signer_secp256k1(input + 96, signature, true);
        return found == (header.fails == 0);
    }
    PrecompileResult result =
        run_precompile(header.address, { input, header.input_size }, header.gas, static_cast<Fork>(header.fork), arena);
    if (header.fails != 0)
        return !result.success;
    return result.success && result.output.equals({ expected, header.output_size });
}

} // namespace

extern "C" int main()
{
    pico_bytes cases = pico_read_vec();
    constexpr size_t ArenaSize = 16 << 20;
    void *region = pico_alloc(ArenaSize);
    size_t offset = 0;
    uint32_t count = 0;
    while (offset + sizeof(Header) <= cases.size) {
        Header header;
        copy_bytes(&header, cases.data + offset, sizeof header);
        const uint8_t *input = cases.data + offset + sizeof header;
        const uint8_t *expected = input + ((header.input_size + 3) & ~3u);
        offset = static_cast<size_t>(expected - cases.data) + ((header.output_size + 3) & ~3u);
        Arena arena(region, ArenaSize);
        if (offset > cases.size || !run(header, input, expected, arena))
            return static_cast<int>(100 + count);
        count++;
    }
    pico_commit(&count, sizeof count);
    return 0;
}
