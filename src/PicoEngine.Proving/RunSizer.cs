// SPDX-License-Identifier: MIT OR Apache-2.0

using PicoEngine.Chips.Program;
using PicoEngine.Chips.Traces;
using PicoEngine.Executor;
using PicoEngine.Executor.Sharding;
using PicoEngine.Proving.Devices;
using PicoEngine.Proving.Pipeline;
using PicoEngine.Proving.Sizing;
using PicoEngine.Verifier.Keys;

namespace PicoEngine.Proving;

/// <summary>How a prover cuts the runs of a program: known from the machine and the program, without the commitment that proving needs.</summary>
public sealed class RunSizer
{
    private readonly GuestProgram _program;
    private readonly MachineFamily _family;
    private readonly ProgramEncoding _encoding;
    private readonly PoolPlan _plan;

    internal RunSizer(GuestProgram program, MachineFamily family, ProgramEncoding encoding, PoolPlan plan) =>
        (_program, _family, _encoding, _plan) = (program, family, encoding, plan);

    /// <summary>The limits of a shard.</summary>
    public ShardLimits Limits => _plan.Sizing.Limits;

    /// <summary>How the memory of each device would be used by proofs of such runs; the processor's where it proves.</summary>
    public IReadOnlyList<DevicePlan> Devices => _plan.Describe();

    /// <summary>Options for an execution that is cut where a proof would cut it.</summary>
    /// <param name="options">Everything else about the execution.</param>
    public ExecutionOptions Apply(ExecutionOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        return options with { Shards = _plan.Sizing.Limits, Costs = _plan.Sizing.Costs };
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

        return new RunDivision(_encoding, _plan.Sizing, report).Slices.Length;
    }

    /// <summary>The shards of a proof of a run with the rows of every table, as the proof would have them: each shard is replayed and counted.</summary>
    /// <param name="report">What an execution with the options of <see cref="Apply"/> did.</param>
    /// <param name="progress">Is told how many shards are counted.</param>
    /// <param name="cancellation">Ends the work between shards.</param>
    /// <exception cref="ArgumentException">The execution was not cut into shards.</exception>
    /// <exception cref="Contracts.Errors.PicoException"><c>run-too-large</c>.</exception>
    /// <exception cref="OperationCanceledException">Cancelled.</exception>
    public IReadOnlyList<ShardFacts> CountRows(ExecutionReport report, IProgress<int>? progress = null, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(report);
        if (report.Shards.Count == 0)
        {
            throw new ArgumentException("The execution was not cut into shards.", nameof(report));
        }

        using RunShards shards = new(_program, _encoding, new ShardTraceBuilder(_family.Machine, _encoding), _plan.Sizing, report, degreeOfParallelism: 1);
        var facts = new ShardFacts[shards.Count];
        for (int number = 1; number <= facts.Length; number++)
        {
            cancellation.ThrowIfCancellationRequested();
            (KeyedShape shape, int[] heights) = shards.Plan(number);
            facts[number - 1] = RunFacts.Shard(number, shape, heights, shards.Cycles(number));
            progress?.Report(number);
        }

        return facts;
    }
}
