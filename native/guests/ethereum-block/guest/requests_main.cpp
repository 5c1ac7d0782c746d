// SPDX-License-Identifier: MIT OR Apache-2.0
// What find_execution_requests gives, for a prover who makes the block guest's input. Input: one element, as the block guest
// takes it, with no execution requests. Output: the requests. A program of its own, so that no proof of the block guest can
// carry anything but a verdict.
// Exit codes: 0 the output is what executing the block gives; 1 the block is not valid for another reason, or memory ran out.
#include "guest_memory.hpp"
#include "stateless/stateless.hpp"

using namespace ethereum;

extern "C" int main()
{
    GuestMemory memory;
    Bytes requests;
    BlockError error = find_execution_requests(memory.input, memory.arena, memory.frames, requests);
    if (error != BlockError::None)
        pico_fail(describe(error));
    pico_commit(requests.data, requests.size);
    return 0;
}
