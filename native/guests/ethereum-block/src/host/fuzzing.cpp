// SPDX-License-Identifier: MIT OR Apache-2.0
#include "host/fuzzing.hpp"

#include "crypto/keccak.hpp"
#include "host/reader.hpp"
#include "stateless/new_payload_request.hpp"

#include <algorithm>

namespace ethereum::host
{
namespace
{

constexpr size_t BlockHashOffset = 32 + 20 + 32 + 32 + 256 + 32 + 4 * 8 + 4 + 32; // in an execution payload
constexpr uint8_t FirstFork = 0x0e;
constexpr uint8_t LastFork = 0x14;
constexpr size_t LargestItem = 1 << 16;

// Where the payload starts in a request; the request's size if it is none.
size_t payload_start(const Buffer &request)
{
    size_t start = request.size() < 4 ? request.size() : load_word(request.data());
    return start < request.size() && request.size() - start >= BlockHashOffset + 32 ? start : request.size();
}

bool replace_hash(Buffer &buffer, const Hash32 &from, const Hash32 &to)
{
    bool any = false;
    for (auto at = buffer.begin();; at += 32, any = true) {
        at = std::search(at, buffer.end(), from.bytes, from.bytes + 32);
        if (at == buffer.end())
            return any;
        std::copy(to.bytes, to.bytes + 32, at);
    }
}

struct Renamed {
    Hash32 from;
    Hash32 to;
};

// Replaces hashes all over the input until none is left that was renamed.
void relink(InputParts &parts, std::vector<Renamed> renamed)
{
    constexpr size_t MostRenamed = 256; // a node may come to refer to itself
    for (size_t i = 0; i < renamed.size() && i < MostRenamed; i++) {
        Renamed change = renamed[i];
        for (std::vector<Buffer> *list : { &parts.nodes, &parts.headers })
            for (Buffer &item : *list) {
                Hash32 before = keccak256(view(item));
                if (replace_hash(item, change.from, change.to))
                    renamed.push_back({ before, keccak256(view(item)) });
            }
        replace_hash(parts.request, change.from, change.to);
    }
}

// Makes the payload name its own hash.
void seal(InputParts &parts)
{
    size_t start = payload_start(parts.request);
    if (start == parts.request.size() || parts.schema[0] < FirstFork || parts.schema[0] > LastFork)
        return;
    size_t size = 64 * parts.request.size() + (1 << 20);
    std::vector<uint64_t> region(size / 8);
    Arena arena(region.data(), size);
    NewPayloadRequest request;
    if (decode_new_payload_request(view(parts.request), static_cast<Fork>(parts.schema[0] - FirstFork), arena, request))
        std::copy(request.block.hash.bytes, request.block.hash.bytes + 32,
                  parts.request.begin() + static_cast<long>(start + BlockHashOffset));
}

void change_list(std::vector<Buffer> &list, Random &random)
{
    if (list.empty())
        return;
    size_t index = random.below(list.size());
    switch (random.below(4)) {
    case 0:
        list.erase(list.begin() + static_cast<long>(index));
        break;
    case 1:
        list.push_back(list[index]);
        break;
    case 2:
        std::swap(list[index], list[random.below(list.size())]);
        break;
    default:
        list[index].clear();
    }
}

} // namespace

void change_bytes(Buffer &buffer, Random &random)
{
    for (size_t count = 1 + random.below(4); count > 0; count--) {
        size_t at = random.below(buffer.size() + 1);
        size_t length = std::min(1 + random.below(random.below(4) == 0 ? 64 : 4), buffer.size() - at);
        auto place = buffer.begin() + static_cast<long>(at);
        uint8_t byte = static_cast<uint8_t>(random.next());
        static constexpr uint8_t Special[] = { 0x00, 0x01, 0x7f, 0x80, 0x81, 0xa0, 0xb8, 0xc0, 0xf8, 0xff };
        if (random.below(2) == 0)
            byte = Special[random.below(sizeof Special)];
        switch (random.below(6)) {
        case 0:
            if (length > 0)
                *place = static_cast<uint8_t>(*place ^ (1u << random.below(8)));
            break;
        case 1:
            if (length > 0)
                *place = byte;
            break;
        case 2:
            buffer.erase(place, place + static_cast<long>(length));
            break;
        case 3:
            buffer.insert(place, 1 + random.below(4), byte);
            break;
        case 4: {
            size_t from = random.below(buffer.size() - length + 1);
            Buffer part(buffer.begin() + static_cast<long>(from), buffer.begin() + static_cast<long>(from + length));
            std::copy(part.begin(), part.end(), place);
            break;
        }
        default:
            std::fill(place, place + static_cast<long>(length), byte);
        }
    }
}

Buffer change_input(Bytes input, Random &random, const std::function<void(Buffer &)> &change)
{
    InputParts parts;
    if (random.below(32) == 0 || !parts.read(input)) {
        Buffer changed = copy(input);
        change(changed);
        return changed;
    }
    std::vector<Buffer> *lists[] = { &parts.nodes, &parts.codes, &parts.headers };
    std::vector<Buffer> &list = *lists[random.below(3)];
    size_t start = payload_start(parts.request);
    switch (random.below(16)) {
    case 0: // the fixed part of the payload: what a header says
        if (start < parts.request.size())
            parts.request[start + random.below(BlockHashOffset)] ^= static_cast<uint8_t>(1u << random.below(8));
        break;
    case 1:
        change(parts.request);
        break;
    case 2:
        change_list(list, random);
        break;
    case 3:
        parts.schema[0] = static_cast<uint8_t>(FirstFork + random.below(LastFork - FirstFork + 1));
        break;
    case 4:
        if (!parts.public_keys.empty()) {
            Buffer &key = parts.public_keys[random.below(parts.public_keys.size())];
            change(key);
            key.resize(65);
        }
        break;
    default:
        if (!list.empty()) {
            Buffer &item = list[random.below(list.size())];
            Hash32 before = keccak256(view(item));
            change(item);
            item.resize(std::min(item.size(), LargestItem));
            relink(parts, { { before, keccak256(view(item)) } });
        }
    }
    if (random.below(16) != 0)
        seal(parts);
    return parts.encode();
}

BlockError check_input(Bytes input, Arena &arena, Arena &frames)
{
    uint8_t *marks[] = { arena.mark(), frames.mark() };
    std::jmp_buf target;
    on_out_of_memory = &target;
    volatile BlockError error = BlockError::WitnessIncomplete; // what is said where memory runs out
    if (setjmp(target) == 0) {
        uint8_t output[StatelessOutputSize], again[StatelessOutputSize];
        error = validate_stateless(input, arena, frames, output);
        if ((error == BlockError::None) != (output[32] == 1) || output[32] > 1)
            __builtin_trap(); // the output does not say what came out
        if (input.size % 8 == 0) {
            validate_stateless(input, arena, frames, again);
            if (!equal_bytes(output, again, StatelessOutputSize))
                __builtin_trap(); // it depends on something else than the input
            Bytes requests;
            if (find_execution_requests(input, arena, frames, requests) != BlockError::None && output[32] == 1)
                __builtin_trap(); // a valid block whose requests cannot be found
        }
    }
    on_out_of_memory = nullptr;
    arena.release(marks[0]);
    frames.release(marks[1]);
    return error;
}

} // namespace ethereum::host
