// SPDX-License-Identifier: MIT OR Apache-2.0

using PicoEngine.Executor.Profiling;
using PicoEngine.Executor.Sharding;
using PicoEngine.Executor.Syscalls;
using PicoEngine.RiscV.Decoding;

namespace PicoEngine.Executor;

/// <summary>What a run did. A run that ended in HALT has one, whatever its exit code.</summary>
public sealed record ExecutionReport
{
    /// <summary>Instructions executed, as Pico counts them: an unconstrained block counts one.</summary>
    public required ulong Cycles { get; init; }

    /// <summary>Argument of HALT.</summary>
    public required uint ExitCode { get; init; }

    /// <summary>Address of the HALT.</summary>
    public required uint HaltPc { get; init; }

    /// <summary>All bytes written to descriptor 3.</summary>
    public required ReadOnlyMemory<byte> PublicValues { get; init; }

    /// <summary>The 32 bytes given to COMMIT; words never committed are 0.</summary>
    public required ReadOnlyMemory<byte> PublicValuesDigest { get; init; }

    /// <summary>Bit i is set when word i of the digest was committed.</summary>
    public required byte CommittedWords { get; init; }

    /// <summary>The eight words given to COMMIT_DEFERRED_PROOFS; null where none was.</summary>
    public required IReadOnlyList<uint?> DeferredDigest { get; init; }

    /// <summary>The shards, with what replaying them needs; empty when the run was not metered.</summary>
    public required IReadOnlyList<ShardCheckpoint> Shards { get; init; }

    /// <summary>Calls by code, those inside of unconstrained blocks not counted.</summary>
    public required IReadOnlyDictionary<SyscallCode, ulong> Syscalls { get; init; }

    /// <summary>Blocks of all KECCAK256 calls, each a permutation.</summary>
    public required ulong Keccak256Blocks { get; init; }

    /// <summary>Executions of each instruction, indexed as the program.</summary>
    public required IReadOnlyList<ulong> InstructionCounts { get; init; }

    /// <summary>Regions that the guest marked.</summary>
    public required IReadOnlyList<RegionReport> Regions { get; init; }

    public required ulong UnconstrainedCycles { get; init; }

    public required uint UnconstrainedBlocks { get; init; }

    /// <summary>All memory words that the run touched, with their values at its end; empty when the run was not metered.</summary>
    public required TouchedWords FinalMemory { get; init; }

    /// <summary>Different memory words touched; 0 when the run was not metered.</summary>
    public long TouchedWords => FinalMemory.Count;

    /// <summary>Wall-clock time of the run.</summary>
    public required TimeSpan Duration { get; init; }

    /// <summary>True when all eight words were committed and they are the SHA-256 of the public values, as a proof needs.</summary>
    public required bool DigestMatches { get; init; }

    /// <summary>Executions by opcode, those never executed left out.</summary>
    public IReadOnlyDictionary<Opcode, ulong> CountOpcodes(ReadOnlySpan<Instruction> program)
    {
        var counts = new SortedDictionary<Opcode, ulong>();
        for (int i = 0; i < program.Length; i++)
        {
            if (InstructionCounts[i] > 0)
            {
                counts[program[i].Opcode] = counts.GetValueOrDefault(program[i].Opcode) + InstructionCounts[i];
            }
        }

        return counts;
    }
}
