// SPDX-License-Identifier: MIT OR Apache-2.0

using PicoEngine.Executor.Profiling;
using PicoEngine.Executor.Sharding;
using PicoEngine.Executor.Syscalls;

namespace PicoEngine.Executor;

/// <summary>How a run is made.</summary>
public sealed record ExecutionOptions
{
    /// <summary>Most cycles that a run may take unless it is told otherwise.</summary>
    public const ulong DefaultCycleLimit = 8_000_000_000;

    /// <summary>Most instructions, unconstrained ones counted apart against the same number.</summary>
    public ulong CycleLimit { get; init; } = DefaultCycleLimit;

    /// <summary>Cuts the run into shards and keeps their checkpoints; null for cycles and outputs alone, which is faster.</summary>
    public ShardLimits? Shards { get; init; } = ShardLimits.Default;

    /// <summary>What rows, calls and touched words cost a shard.</summary>
    public ShardCostModel Costs { get; init; } = ShardCostModel.Design;

    /// <summary>Is told of calls and returns, at the cost of speed; needs <see cref="Shards"/>.</summary>
    public ICallObserver? Profiler { get; init; }

    /// <summary>Gets each line that the guest prints, without its end.</summary>
    public Action<GuestDescriptor, string>? OnLine { get; init; }

    /// <summary>Gets warnings about things that are allowed but probably not meant.</summary>
    public Action<string>? OnWarning { get; init; }

    /// <summary>Is told about every 2^24 cycles.</summary>
    public IProgress<ExecutionProgress>? Progress { get; init; }
}
