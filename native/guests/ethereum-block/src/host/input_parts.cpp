// SPDX-License-Identifier: MIT OR Apache-2.0
#include "host/input_parts.hpp"

#include "ssz/ssz_reader.hpp"

namespace ethereum::host
{
namespace
{

constexpr size_t PublicKeySize = 65;

bool read_list(Bytes encoded, std::vector<Buffer> &items)
{
    std::vector<uint64_t> region(encoded.size / 2 + 8); // two words for each offset of four bytes
    Arena arena(region.data(), 8 * region.size());
    Span<const Bytes> parts;
    if (!read_byte_lists(encoded, SIZE_MAX, SIZE_MAX, arena, parts))
        return false;
    items.clear();
    for (Bytes part : parts)
        items.push_back(copy(part));
    return true;
}

Buffer list(const std::vector<Buffer> &items)
{
    SszWriter writer;
    for (const Buffer &item : items)
        writer.variable(item);
    return writer.finish();
}

} // namespace

bool InputParts::read(Bytes input)
{
    if (input.size < 2)
        return false;
    copy_bytes(schema, input.data, 2);
    Bytes request_bytes, witness, keys, lists[3];
    SszReader fields(input.part(2));
    fields.variable(request_bytes);
    fields.variable(witness);
    chain_id = fields.integer64();
    fields.variable(keys);
    if (!fields.finish() || keys.size % PublicKeySize != 0)
        return false;
    SszReader parts(witness);
    for (Bytes &part : lists)
        parts.variable(part);
    if (!parts.finish() || !read_list(lists[0], nodes) || !read_list(lists[1], codes) || !read_list(lists[2], headers))
        return false;
    request = copy(request_bytes);
    public_keys.clear();
    for (size_t offset = 0; offset < keys.size; offset += PublicKeySize)
        public_keys.push_back(copy(keys.part(offset, PublicKeySize)));
    return true;
}

Buffer InputParts::encode() const
{
    SszWriter witness;
    witness.variable(list(nodes));
    witness.variable(list(codes));
    witness.variable(list(headers));
    Buffer keys;
    for (const Buffer &key : public_keys)
        keys.insert(keys.end(), key.begin(), key.end());
    SszWriter input;
    input.variable(request);
    input.variable(witness.finish());
    input.integer64(chain_id);
    input.variable(keys);
    Buffer result = { schema[0], schema[1] };
    Buffer encoded = input.finish();
    result.insert(result.end(), encoded.begin(), encoded.end());
    return result;
}

} // namespace ethereum::host
