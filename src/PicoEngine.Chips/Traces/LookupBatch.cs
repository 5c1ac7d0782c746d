// SPDX-License-Identifier: MIT OR Apache-2.0

using PicoEngine.Fields;

namespace PicoEngine.Chips.Traces;

/// <summary>What one thread works with: its counts and room for some rows.</summary>
internal sealed class LookupBatch(uint[] counts)
{
    /// <summary>Rows at a time: with 32 elements of 4 bytes, what the second-level cache holds beside the counts.</summary>
    public const int Rows = 1024;

    // The longest message of the protocol.
    private const int MaximumElements = 32;

    /// <summary>Uses of all answers of all targets.</summary>
    public uint[] Counts { get; } = counts;

    /// <summary>Multiplicities of the rows.</summary>
    public uint[] Multiplicities { get; } = new uint[Rows];

    /// <summary>Rows of the target, per row of the table.</summary>
    public uint[] TargetRows { get; } = new uint[Rows];

    /// <summary>Room for a form.</summary>
    public KoalaBear[] Form { get; } = new KoalaBear[Rows];

    /// <summary>Room for messages: <c>[row][element]</c>.</summary>
    public uint[] Messages { get; } = new uint[MaximumElements * Rows];
}
