// SPDX-License-Identifier: MIT OR Apache-2.0

#include "check.hpp"

#include <cstring>
#include <exception>

/// Arguments: the path of libpico_simulated_cuda, and a text that names of the tests to run contain.
int main(int argument_count, char **arguments)
{
    if (argument_count < 2) {
        std::fprintf(stderr, "usage: pico_native_tests LIBPICO_SIMULATED_CUDA [TEXT]\n");
        return 2;
    }

    pico::tests::simulated_driver() = arguments[1];
    int run = 0;
    for (const pico::tests::test_case &test : pico::tests::cases()) {
        if (argument_count > 2 && std::strstr(test.name, arguments[2]) == nullptr) {
            continue;
        }

        const int before = pico::tests::failures();
        try {
            test.body();
        } catch (const std::exception &failure) {
            pico::tests::fail(test.name, 0, failure.what());
        }

        run++;
        if (pico::tests::failures() != before) {
            std::fprintf(stderr, "FAILED %s\n", test.name);
        }
    }

    std::printf("%d native tests, %d failures\n", run, pico::tests::failures());
    return pico::tests::failures() == 0 && run > 0 ? 0 : 1;
}
