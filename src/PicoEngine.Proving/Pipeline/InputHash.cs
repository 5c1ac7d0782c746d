// SPDX-License-Identifier: MIT OR Apache-2.0

using System.Buffers.Binary;
using System.Security.Cryptography;
using PicoEngine.Executor;

namespace PicoEngine.Proving.Pipeline;

/// <summary>SHA-256 of an input: each element behind its length, so that no two inputs are the same bytes.</summary>
internal static class InputHash
{
    public static string Of(GuestInput input)
    {
        using IncrementalHash hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        Span<byte> length = stackalloc byte[sizeof(long)];
        foreach (ReadOnlyMemory<byte> element in input.Elements)
        {
            BinaryPrimitives.WriteInt64LittleEndian(length, element.Length);
            hash.AppendData(length);
            hash.AppendData(element.Span);
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }
}
