// SPDX-License-Identifier: MIT OR Apache-2.0

using PicoEngine.Executor.Syscalls;

namespace PicoEngine.Executor.Sharding;

/// <summary>
/// One shard of a run: how much it holds, and everything that executing it again needs, so that shards can be replayed in
/// any order and in parallel.
/// </summary>
public sealed record ShardCheckpoint
{
    /// <summary>Number of the shard, from 1.</summary>
    public required int Index { get; init; }

    /// <summary>SHA-256 of the program's ELF file.</summary>
    public required string ProgramSha256 { get; init; }

    /// <summary>Cycles executed by earlier shards.</summary>
    public required ulong FirstCycle { get; init; }

    /// <summary>Instructions that this shard completes.</summary>
    public required ulong Cycles { get; init; }

    /// <summary>State before the first instruction.</summary>
    public required HartState Start { get; init; }

    /// <summary>State after the last instruction; equal to the start of the next shard.</summary>
    public required HartState End { get; init; }

    /// <summary>The memory that the shard touches, as it is at the start.</summary>
    public required TouchedWords Memory { get; init; }

    /// <summary>How many of these words no earlier shard touched.</summary>
    public required int NewWords { get; init; }

    /// <summary>Inputs that the run consumed, shared by all of its shards.</summary>
    public required HintLog Hints { get; init; }

    /// <summary>Rows of each instruction table, indexed by <c>InstructionTable</c>.</summary>
    public required IReadOnlyList<uint> Rows { get; init; }

    /// <summary>System calls by code.</summary>
    public required IReadOnlyDictionary<SyscallCode, uint> Calls { get; init; }

    /// <summary>Blocks of all KECCAK256 calls.</summary>
    public required uint Keccak256Blocks { get; init; }

    /// <summary>Words written by HINT_READ.</summary>
    public required uint HintWords { get; init; }

    /// <summary>Estimated size.</summary>
    public required TableCost Cost { get; init; }

    /// <summary>True when the shard ends with HALT.</summary>
    public required bool Halts { get; init; }
}
