// SPDX-License-Identifier: MIT OR Apache-2.0

using PicoEngine.Chips.Program;
using PicoEngine.Executor;
using PicoEngine.Executor.Sharding;
using PicoEngine.Proving.Sizing;

namespace PicoEngine.Proving;

/// <summary>How a prover cuts the runs of a program: known from the machine and the program, without the commitment that proving needs.</summary>
public sealed class RunSizer
{
    private readonly ProgramEncoding _encoding;
    private readonly ShardSizing _sizing;

    internal RunSizer(ProgramEncoding encoding, ShardSizing sizing) => (_encoding, _sizing) = (encoding, sizing);

    /// <summary>The limits of a shard.</summary>
    public ShardLimits Limits => _sizing.Limits;

    /// <summary>Options for an execution that is cut where a proof would cut it.</summary>
    /// <param name="options">Everything else about the execution.</param>
    public ExecutionOptions Apply(ExecutionOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        return options with { Shards = _sizing.Limits, Costs = _sizing.Costs };
    }

    /// <summary>The shards of a proof of a run: those that executed, and those that it needs beyond them for the memory that the run touched.</summary>
    /// <param name="report">What an execution with the options of <see cref="Apply"/>, or smaller limits, did.</param>
    /// <exception cref="ArgumentException">The execution was not cut into shards.</exception>
    public int CountShards(ExecutionReport report)
    {
        ArgumentNullException.ThrowIfNull(report);
        if (report.Shards.Count == 0)
        {
            throw new ArgumentException("The execution was not cut into shards.", nameof(report));
        }

        return new RunDivision(_encoding, _sizing, report).Slices.Length;
    }
}
