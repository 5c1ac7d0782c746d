// SPDX-License-Identifier: MIT OR Apache-2.0

#include "check.hpp"

#include <cstring>
#include <exception>

/// Arguments: the path of libpico_simulated_cuda, or of a system's driver (libcuda.so.1), over which tests of faults are left out; and a text that names of
/// the tests to run contain.
int main(int argument_count, char **arguments)
{
    if (argument_count < 2) {
        std::fprintf(stderr, "usage: pico_native_tests LIBPICO_SIMULATED_CUDA|LIBCUDA [TEXT]\n");
        return 2;
    }

    pico::tests::simulated_driver() = arguments[1];
    int run = 0, left_out = 0;
    for (const pico::tests::test_case &test : pico::tests::cases()) {
        if (argument_count > 2 && std::strstr(test.name, arguments[2]) == nullptr) {
            continue;
        }

        const int before = pico::tests::failures();
        try {
            test.body();
        } catch (const pico::tests::skipped &) {
            left_out++;
            continue;
        } catch (const std::exception &failure) {
            pico::tests::fail(test.name, 0, failure.what());
        }

        run++;
        if (pico::tests::failures() != before) {
            std::fprintf(stderr, "FAILED %s\n", test.name);
        }
    }

    std::printf("%d native tests, %d failures", run, pico::tests::failures());
    if (left_out > 0) {
        std::printf(", %d left out that need the simulated driver", left_out);
    }

    std::printf("\n");
    return pico::tests::failures() == 0 && run > 0 ? 0 : 1;
}
