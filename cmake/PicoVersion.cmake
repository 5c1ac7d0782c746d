# SPDX-License-Identifier: MIT OR Apache-2.0
# The version of the C ABI, from the header that states it: the major number is the library's SONAME.
file(STRINGS ${CMAKE_CURRENT_LIST_DIR}/../native/kernels/include/pico/pico.h lines REGEX "#define PICO_ABI_VERSION_M")
string(REGEX REPLACE ".*MAJOR ([0-9]+).*MINOR ([0-9]+).*" "\\1.\\2" PICO_ABI_VERSION "${lines}")
