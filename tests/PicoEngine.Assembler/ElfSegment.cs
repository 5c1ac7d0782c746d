// SPDX-License-Identifier: MIT OR Apache-2.0

using PicoEngine.RiscV.Elf;

namespace PicoEngine.Assembler;

/// <summary>One program header and its bytes. What is not set is made consistent; what is set is written as it is.</summary>
/// <param name="Address">p_vaddr and p_paddr.</param>
/// <param name="Content">Bytes in the file.</param>
/// <param name="Access">p_flags.</param>
public sealed record ElfSegment(uint Address, ReadOnlyMemory<byte> Content, SegmentAccess Access)
{
    /// <summary>PT_LOAD.</summary>
    public const uint TypeLoad = 1;

    public uint Type { get; init; } = TypeLoad;

    /// <summary>p_offset; by default where the content stands.</summary>
    public uint? FileOffset { get; init; }

    /// <summary>p_filesz; by default the length of the content.</summary>
    public uint? FileSize { get; init; }

    /// <summary>p_memsz; by default the length of the content.</summary>
    public uint? MemorySize { get; init; }

    /// <summary>p_align.</summary>
    public uint Alignment { get; init; } = ElfBuilder.PageSize;
}
