// SPDX-License-Identifier: MIT OR Apache-2.0

using PicoEngine.Ethereum.Rlp;

namespace PicoEngine.Ethereum.Json;

/// <summary>Headers as geth lists them in a witness: objects with the members of <c>eth_getHeaderByNumber</c>, the parent first.</summary>
/// <remarks>Whether the bytes are those of the header shows in their hash, which the block or the next header names.</remarks>
internal static class HeaderObject
{
    // The fields of a header in their order (Yellow Paper, section 4.4, and the EIPs that added some); true for numbers.
    private static readonly (string Name, bool IsNumber)[] Fields =
    [
        ("parentHash", false), ("sha3Uncles", false), ("miner", false), ("stateRoot", false), ("transactionsRoot", false), ("receiptsRoot", false),
        ("logsBloom", false), ("difficulty", true), ("number", true), ("gasLimit", true), ("gasUsed", true), ("timestamp", true), ("extraData", false),
        ("mixHash", false), ("nonce", false), ("baseFeePerGas", true), ("withdrawalsRoot", false), ("blobGasUsed", true), ("excessBlobGas", true),
        ("parentBeaconBlockRoot", false), ("requestsHash", false),
    ];

    /// <summary>The header's RLP: the known fields up to the first that is missing or null; other members are passed over.</summary>
    public static byte[] ToRlp(ref WitnessJsonReader reader, string what)
    {
        var values = new byte[Fields.Length][];
        var seen = new HashSet<string>();
        while (reader.NextMember(what, seen) is { } name)
        {
            int index = Array.FindIndex(Fields, field => field.Name == name);
            if (index < 0 || reader.Token == System.Text.Json.JsonTokenType.Null)
            {
                reader.Skip(what);
                continue;
            }

            string member = $"{what}.{name}";
            values[index] = Fields[index].IsNumber ? reader.Quantity(member) : reader.Hex(member);
        }

        return RlpEncoding.OfList([.. values.TakeWhile(value => value is not null).SelectMany(value => RlpEncoding.OfBytes(value))]);
    }
}
