// SPDX-License-Identifier: MIT OR Apache-2.0

namespace PicoEngine.RiscV.Elf;

/// <summary>One loadable segment.</summary>
/// <param name="Address">First byte, a multiple of 4.</param>
/// <param name="Words">The words with file bytes, little-endian; the last partial word is padded with zeros.</param>
/// <param name="MemorySize">Size in memory, in bytes; what lies past <paramref name="Words"/> starts as zero, like any other memory.</param>
/// <param name="Access">Flags of the program header.</param>
public sealed record ProgramSegment(uint Address, ReadOnlyMemory<uint> Words, uint MemorySize, SegmentAccess Access)
{
    /// <summary>First byte past the segment, rounded up to a word.</summary>
    public uint End => (Address + MemorySize + 3) & ~3u;
}
