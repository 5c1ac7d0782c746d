// SPDX-License-Identifier: MIT OR Apache-2.0
// Runs the lines of tests/precompiles.py and tests/hashes_and_powers.py from standard input; says what differs, and exits with 1 if anything does.
#include "crypto/ecdsa.hpp"
#include "crypto/keccak.hpp"
#include "precompiles/precompile.hpp"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

using namespace ethereum;

namespace
{

constexpr size_t ArenaSize = 64 << 20;
constexpr size_t MaximumFields = 8;

int digit_of(char c)
{
    return c >= '0' && c <= '9'   ? c - '0'
           : c >= 'a' && c <= 'f' ? c - 'a' + 10
           : c >= 'A' && c <= 'F' ? c - 'A' + 10
                                  : -1;
}

// A heap copy of exactly the right size, so that the address sanitizer sees every byte read beyond it.
Bytes hex_bytes(const char *text)
{
    size_t digits = strcmp(text, "-") == 0 ? 0 : strlen(text);
    auto *bytes = static_cast<uint8_t *>(malloc(digits / 2 + 1));
    uint8_t *exact = static_cast<uint8_t *>(malloc(digits / 2));
    for (size_t i = 0; i < digits / 2; i++)
        bytes[i] = static_cast<uint8_t>(digit_of(text[2 * i]) << 4 | digit_of(text[2 * i + 1]));
    copy_bytes(exact, bytes, digits / 2);
    free(bytes);
    return { exact, digits / 2 };
}

void release(Bytes bytes)
{
    free(const_cast<uint8_t *>(bytes.data));
}

Fork fork_of(const char *name)
{
    return strcmp(name, "osaka") == 0    ? Fork::Osaka
           : strcmp(name, "prague") == 0 ? Fork::Prague
           : strcmp(name, "cancun") == 0 ? Fork::Cancun
                                         : Fork::Paris;
}

bool same_result(const PrecompileResult &result, bool fails, Bytes expected)
{
    return fails ? !result.success && result.output.empty() : result.success && result.output.equals(expected);
}

// contract ADDRESS FORK INPUT OUTPUT GAS NAME
bool contract_case(char **fields, void *region)
{
    uint32_t address = static_cast<uint32_t>(atoi(fields[1]));
    Fork fork = fork_of(fields[2]);
    bool fails = strcmp(fields[4], "fail") == 0;
    bool has_gas = strcmp(fields[5], "-") != 0;
    Bytes input = hex_bytes(fields[3]), expected = hex_bytes(fails ? "-" : fields[4]);
    constexpr uint64_t Plenty = 1ull << 40;
    uint64_t gas = has_gas && !fails ? strtoull(fields[5], nullptr, 10) : Plenty;
    Arena arena(region, ArenaSize);
    PrecompileResult result = run_precompile(address, input, gas, fork, arena);
    bool good = is_precompile(address, fork) && same_result(result, fails, expected);
    if (fails)
        good = good && result.gas_used == gas;
    else
        good = good && (!has_gas || result.gas_used == gas);
    if (good && result.gas_used > 0 && !fails) {
        // Exactly enough gas was enough, one less is not.
        uint64_t cost = result.gas_used;
        Arena second(region, ArenaSize);
        PrecompileResult poor = run_precompile(address, input, cost - 1, fork, second);
        good = !poor.success && poor.gas_used == cost - 1;
    }
    release(input);
    release(expected);
    return good;
}

// secp256k1 HASH R S PUBLIC_KEY valid|invalid: valid if recovery finds the key for one of the parities. The check of
// hints must agree.
bool secp256k1_case(char **fields)
{
    Bytes hash = hex_bytes(fields[1]), r = hex_bytes(fields[2]), s = hex_bytes(fields[3]), key = hex_bytes(fields[4]);
    bool valid = strcmp(fields[5], "valid") == 0, found = false, agree = true;
    EcdsaSignature signature = { hash.data, r.data, s.data };
    for (int parity = 0; parity < 2; parity++) {
        uint8_t recovered[64];
        bool is_key = recover_secp256k1(recovered, signature, parity == 1) && key.equals({ recovered, 64 });
        agree = agree && is_key == is_signer_secp256k1(key.data, signature, parity == 1);
        found = found || is_key;
    }
    release(hash);
    release(r);
    release(s);
    release(key);
    return agree && found == valid;
}

// keccak INPUT DIGEST: at each alignment.
bool keccak_case(char **fields)
{
    Bytes input = hex_bytes(fields[1]), digest = hex_bytes(fields[2]);
    auto *copy = static_cast<uint8_t *>(malloc(input.size + 4));
    bool good = true;
    for (size_t offset = 0; offset < 4; offset++) {
        copy_bytes(copy + offset, input.data, input.size);
        good = good && digest.equals(keccak256({ copy + offset, input.size }).view());
    }
    free(copy);
    release(input);
    release(digest);
    return good;
}

} // namespace

__attribute__((weak)) void ethereum::out_of_memory()
{
    fputs("out of memory\n", stderr);
    exit(2);
}

int main(int count, char **arguments)
{
    bool timed = count > 1 && strcmp(arguments[1], "--times") == 0;
    void *region = malloc(ArenaSize);
    char *line = nullptr;
    size_t capacity = 0, passed = 0, failed = 0;
    while (getline(&line, &capacity, stdin) > 0) {
        char *fields[MaximumFields] = {};
        size_t found = 0;
        for (char *field = strtok(line, " \n"); field != nullptr && found < MaximumFields;
             field = strtok(nullptr, " \n"))
            fields[found++] = field;
        clock_t start = clock();
        bool good = false;
        if (found == 7 && strcmp(fields[0], "contract") == 0)
            good = contract_case(fields, region);
        else if (found == 7 && strcmp(fields[0], "secp256k1") == 0)
            good = secp256k1_case(fields);
        else if (found == 4 && strcmp(fields[0], "keccak") == 0)
            good = keccak_case(fields);
        if (timed)
            printf("%8.1f ms %s\n", 1e3 * static_cast<double>(clock() - start) / CLOCKS_PER_SEC, fields[found - 1]);
        if (!good)
            printf("FAILED %s\n", found > 0 ? fields[found - 1] : "(no line)");
        (good ? passed : failed)++;
    }
    printf("%zu of %zu cases of contracts and hashes pass\n", passed, passed + failed);
    free(line);
    free(region);
    return failed == 0 && passed > 0 ? 0 : 1;
}
