// SPDX-License-Identifier: MIT OR Apache-2.0
// What a consensus client asks an execution client about a block: the containers of consensus-specs, Bellatrix to Electra.
#pragma once

#include "block/block.hpp"

namespace ethereum
{

struct NewPayloadRequest {
    Hash32 root; // hash_tree_root
    Block block; // with the header that the payload stands for
    Hash32 claimed_hash;
};

// False if the bytes are no request of the fork.
bool decode_new_payload_request(Bytes encoded, Fork fork, Arena &arena, NewPayloadRequest &request);

} // namespace ethereum
