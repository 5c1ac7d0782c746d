// SPDX-License-Identifier: MIT OR Apache-2.0

using PicoEngine.Executor.Precompiles;

namespace PicoEngine.Executor.Syscalls;

/// <summary>One KECCAK256 with checked operands: data at a0, and at a1 the length in bytes followed by the words of the digest.</summary>
/// <param name="Data">Address of the data, a multiple of 4.</param>
/// <param name="Descriptor">Address of the length, a multiple of 4.</param>
/// <param name="Length">Bytes of data.</param>
internal readonly record struct Keccak256Call(uint Data, uint Descriptor, uint Length)
{
    /// <summary>The length and the digest.</summary>
    public const int DescriptorWords = 1 + Keccak256.DigestWords;

    public uint Blocks => Keccak256.Blocks(Length);

    public uint DataWords => Keccak256.Words(Length);

    /// <summary>Address of the digest.</summary>
    public uint Digest => Descriptor + 4;

    /// <summary>Words accessed, none twice at one time.</summary>
    public int AccessCount => (int)DataWords + DescriptorWords;

    /// <summary>The length is read at the same time as the data, so it must not lie among them: no cell is accessed twice at one time.</summary>
    public bool LengthLiesInData => Descriptor - Data < 4 * DataWords;
}
