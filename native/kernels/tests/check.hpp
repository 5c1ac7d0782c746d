// SPDX-License-Identifier: MIT OR Apache-2.0
// Tests as functions that say what failed and go on; main returns how it went.
#pragma once

#include <cstdio>
#include <functional>
#include <string>
#include <vector>

namespace pico::tests
{

struct test_case {
    const char *name;
    std::function<void()> body;
};

inline std::vector<test_case> &cases()
{
    static std::vector<test_case> all;
    return all;
}

inline int &failures()
{
    static int count = 0;
    return count;
}

/// Thrown by a test that needs what only the simulated driver does, where another is tested.
struct skipped {
};

/// The path of the driver that tests run over: the one that simulates a GPU, or a system's libcuda.
inline std::string &simulated_driver()
{
    static std::string path;
    return path;
}

struct registered_test {
    registered_test(const char *name, void (*body)()) { cases().push_back({ name, body }); }
};

inline void fail(const char *file, int line, const std::string &what)
{
    failures()++;
    std::fprintf(stderr, "%s:%d: %s\n", file, line, what.c_str());
}

} // namespace pico::tests

#define TEST(name)                                                                                                     \
    static void name();                                                                                                \
    static const pico::tests::registered_test name##_registration(#name, &name);                                       \
    static void name()

// A test of sizes: left out of the build with sanitizers, which has other questions and takes minutes for gigabytes.
#ifdef PICO_SANITIZE
#define LARGE_TEST(name) [[maybe_unused]] static void name()
#else
#define LARGE_TEST(name) TEST(name)
#endif

#define CHECK(condition)                                                                                               \
    do {                                                                                                               \
        if (!(condition)) {                                                                                            \
            pico::tests::fail(__FILE__, __LINE__, #condition);                                                         \
        }                                                                                                              \
    } while (0)

#define CHECK_EQUAL(actual, expected)                                                                                  \
    do {                                                                                                               \
        const auto actual_value = (actual);                                                                            \
        const decltype(actual_value) expected_value = (expected);                                                      \
        if (actual_value != expected_value) {                                                                          \
            pico::tests::fail(__FILE__, __LINE__,                                                                      \
                              std::string(#actual " is ") + std::to_string(actual_value) + ", expected " +             \
                                  std::to_string(expected_value));                                                     \
        }                                                                                                              \
    } while (0)
