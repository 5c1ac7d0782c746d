// SPDX-License-Identifier: MIT OR Apache-2.0

namespace PicoEngine.Assembler;

/// <summary>A place in the code, to be bound once; jumps to it may come before or after.</summary>
public sealed class Label
{
    /// <summary>Index of the instruction that it stands before; null until it is bound.</summary>
    public int? Index { get; internal set; }
}
