// SPDX-License-Identifier: MIT OR Apache-2.0

namespace PicoEngine.RiscV.Events;

/// <summary>
/// How KECCAK256 lies in <see cref="PrecompileCallRecords"/>: a record per block of 136 bytes, block 0 first. Each has the header
/// (timestamp, a0, a1), the accesses, and the number of the block in its call. A call of n bytes has n / 136 + 1 blocks.
/// </summary>
/// <remarks>
/// The accesses are three words each, as always: the length, in every block with its value, but with the timestamp of its previous
/// access in block 0 only, which reads it (0 in others); the 34 words of data, zeros where the block has fewer; the 8 words of the
/// digest, zeros but in the last block, which writes them.
/// </remarks>
public static class Keccak256BlockRecord
{
    /// <summary>Words of data that a block takes in.</summary>
    public const int DataWords = 34;

    /// <summary>Words of the digest.</summary>
    public const int DigestWords = 8;

    /// <summary>Accesses of a record.</summary>
    public const int AccessCount = 1 + DataWords + DigestWords;

    /// <summary>Where the access to the length begins.</summary>
    public const int Length = PrecompileCallRecords.HeaderWords;

    /// <summary>Where the number of the block is.</summary>
    public const int Number = PrecompileCallRecords.HeaderWords + (PrecompileCallRecords.AccessWords * AccessCount);

    /// <summary>Words of a record.</summary>
    public const int Stride = Number + 1;

    /// <summary>Where the access to a word of the block's data begins.</summary>
    public static int Data(int word) => Length + (PrecompileCallRecords.AccessWords * (1 + word));

    /// <summary>Where the access to a word of the digest begins.</summary>
    public static int Digest(int word) => Length + (PrecompileCallRecords.AccessWords * (1 + DataWords + word));
}
