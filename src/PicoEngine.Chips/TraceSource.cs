// SPDX-License-Identifier: MIT OR Apache-2.0

using PicoEngine.Chips.Program;
using PicoEngine.RiscV.Events;

namespace PicoEngine.Chips;

/// <summary>What the rows of one shard are made from.</summary>
/// <param name="Program">The program's rows by instruction index.</param>
/// <param name="Records">What executing the shard left.</param>
public sealed record TraceSource(ProgramRows Program, IShardRecords Records)
{
    /// <summary>What ties the shard to the others; the tables of <c>Memory/</c> read it.</summary>
    /// <exception cref="InvalidOperationException">It was not given.</exception>
    public ShardBoundary Boundary
    {
        get => field ?? throw new InvalidOperationException("The boundary of the shard was not given.");
        init;
    }
}
