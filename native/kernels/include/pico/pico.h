/* SPDX-License-Identifier: MIT OR Apache-2.0
 *
 * PicoEngine's kernels behind a C ABI. libpico_native opens the NVIDIA driver (libcuda.so.1) at run time, so it loads on machines without one.
 *
 * Rules of every function: the result is a pico_status, results come through trailing out-pointers, which a failure leaves alone; text of
 * the last failure of a thread by pico_last_error. Handles are opaque; every *_create has a *_destroy, which takes null. Any thread may call;
 * a handle may be used by one thread at a time. Counts named *_count, height or width are elements of 4 bytes or what their name says, byte_count
 * is bytes. Functions that take a pico_stream return when the work is queued; memory of the host that they were given must stay
 * until the stream has got there. Nothing prints, nothing ends the process, nothing reads the environment.
 * Field elements are 32-bit Montgomery forms (R = 2^32) below p = 2^31 - 2^24 + 1.
 */
#ifndef PICO_PICO_H
#define PICO_PICO_H

#include "buffer.h"
#include "ceilings.h"
#include "challenger.h"
#include "device.h"
#include "evaluation.h"
#include "logup.h"
#include "merkle_opening.h"
#include "merkle_tree.h"
#include "ntt.h"
#include "poseidon2.h"
#include "profile.h"
#include "row_program.h"
#include "status.h"
#include "stream.h"
#include "whir.h"
#include "zerocheck.h"

/* A caller built for major.minor works with a library of the same major and the same or a greater minor. */
#define PICO_ABI_VERSION_MAJOR 1
#define PICO_ABI_VERSION_MINOR 0

#ifdef __cplusplus
extern "C" {
#endif

/* major * 65536 + minor of the library. */
PICO_API uint32_t pico_abi_version(void);

#ifdef __cplusplus
}
#endif

#endif
