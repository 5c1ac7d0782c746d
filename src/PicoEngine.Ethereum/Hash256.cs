// SPDX-License-Identifier: MIT OR Apache-2.0

using System.Diagnostics.CodeAnalysis;
using System.Runtime.InteropServices;

namespace PicoEngine.Ethereum;

/// <summary>32 bytes: a hash, a root, or a chunk of Simple Serialize. The default value is 32 zero bytes.</summary>
public readonly struct Hash256 : IEquatable<Hash256>
{
    /// <summary>Bytes of a value.</summary>
    public const int Size = 32;

    private readonly ulong _word0;
    private readonly ulong _word1;
    private readonly ulong _word2;
    private readonly ulong _word3;

    /// <param name="bytes">The 32 bytes.</param>
    /// <exception cref="ArgumentException">Not 32 bytes.</exception>
    public Hash256(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length != Size)
        {
            throw new ArgumentException($"expected {Size} bytes, got {bytes.Length}", nameof(bytes));
        }

        ReadOnlySpan<ulong> words = MemoryMarshal.Cast<byte, ulong>(bytes);
        _word0 = words[0];
        _word1 = words[1];
        _word2 = words[2];
        _word3 = words[3];
    }

    /// <summary>The 32 bytes.</summary>
    [UnscopedRef]
    public ReadOnlySpan<byte> Bytes => MemoryMarshal.AsBytes(new ReadOnlySpan<Hash256>(in this));

    /// <summary>Whether all bytes are 0.</summary>
    public bool IsZero => (_word0 | _word1 | _word2 | _word3) == 0;

    public static bool operator ==(Hash256 left, Hash256 right) => left.Equals(right);

    public static bool operator !=(Hash256 left, Hash256 right) => !left.Equals(right);

    /// <summary>A hash from 0x and 64 hex digits.</summary>
    public static bool TryParse(string? text, out Hash256 hash)
    {
        Span<byte> bytes = stackalloc byte[Size];
        bool isHash = text is { Length: 2 + (2 * Size) } && text.StartsWith("0x", StringComparison.OrdinalIgnoreCase)
            && Convert.FromHexString(text.AsSpan(2), bytes, out _, out int written) == System.Buffers.OperationStatus.Done && written == Size;
        hash = isHash ? new Hash256(bytes) : default;
        return isHash;
    }

    /// <inheritdoc/>
    public bool Equals(Hash256 other) => _word0 == other._word0 && _word1 == other._word1 && _word2 == other._word2 && _word3 == other._word3;

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is Hash256 other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(_word0, _word1, _word2, _word3);

    /// <summary>0x and 64 hex digits, lower case.</summary>
    public override string ToString() => "0x" + Convert.ToHexStringLower(Bytes);
}
