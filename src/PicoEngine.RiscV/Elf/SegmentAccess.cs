// SPDX-License-Identifier: MIT OR Apache-2.0

namespace PicoEngine.RiscV.Elf;

/// <summary>The p_flags of a program header.</summary>
[Flags]
public enum SegmentAccess
{
    None = 0,
    Execute = 1,
    Write = 2,
    Read = 4,
}
