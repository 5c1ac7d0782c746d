/* SPDX-License-Identifier: MIT OR Apache-2.0
 *
 * Every header of the ABI alone and twice, as C11.
 */
#include <pico/buffer.h>
#include <pico/device.h>
#include <pico/logup.h>
#include <pico/merkle_tree.h>
#include <pico/ntt.h>
#include <pico/pico.h>
#include <pico/poseidon2.h>
#include <pico/row_program.h>
#include <pico/status.h>
#include <pico/stream.h>

_Static_assert(sizeof(pico_status) == 4, "a status has 32 bits");
_Static_assert(sizeof(pico_device_properties) == 224, "no padding that differs between compilers");
_Static_assert(sizeof(pico_row_instruction) == 8 && sizeof(pico_row_constraint) == 32, "what kernels load at once");
_Static_assert(sizeof(pico_form_term) == 32 && sizeof(pico_base_term) == 16, "what kernels load at once");
_Static_assert(sizeof(pico_logup_interaction) == 48 && sizeof(pico_logup_leaf) == 8, "what kernels load at once");
_Static_assert(sizeof(pico_device_telemetry) == 128, "no padding that differs between compilers");

/* Called from C++, so that a C compiler has linked against the library. */
int headers_version_in_c(void);

int headers_version_in_c(void)
{
    return pico_abi_version() == (PICO_ABI_VERSION_MAJOR << 16 | PICO_ABI_VERSION_MINOR);
}
