// SPDX-License-Identifier: MIT OR Apache-2.0

using PicoEngine.Ethereum.Rlp;

namespace PicoEngine.Ethereum.Tests;

/// <summary>Writes a header as geth's JSON has it: names of execution-apis, numbers as 0x and hex digits without leading zeros.</summary>
internal static class GethHeader
{
    private static readonly string[] Names =
    [
        "parentHash", "sha3Uncles", "miner", "stateRoot", "transactionsRoot", "receiptsRoot", "logsBloom", "difficulty#", "number#", "gasLimit#", "gasUsed#",
        "timestamp#", "extraData", "mixHash", "nonce", "baseFeePerGas#", "withdrawalsRoot", "blobGasUsed#", "excessBlobGas#", "parentBeaconBlockRoot", "requestsHash",
    ];

    public static string Of(ReadOnlyMemory<byte> encoded)
    {
        RlpReader fields = RlpReader.OfList(encoded, "the header");
        List<string> members = ["\"hash\":\"0x00\"", "\"size\":\"0x5\""];
        foreach (string name in Names)
        {
            if (fields.AtEnd)
            {
                members.Insert(0, $"\"{name.TrimEnd('#')}\":null");
                continue;
            }

            string hex = Convert.ToHexStringLower(fields.Bytes(name).Span);
            string value = name.EndsWith('#') ? hex.TrimStart('0').PadLeft(1, '0') : hex;
            members.Insert(0, $"\"{name.TrimEnd('#')}\":\"0x{value}\"");
        }

        return $"{{{string.Join(',', members)}}}";
    }
}
