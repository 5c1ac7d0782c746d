# SPDX-License-Identifier: MIT OR Apache-2.0
# Warnings are errors in native code.
add_library(pico_warnings INTERFACE)
target_compile_options(pico_warnings INTERFACE $<$<COMPILE_LANGUAGE:C,CXX>:-Wall -Wextra -Wshadow -Wpedantic -Werror>)
