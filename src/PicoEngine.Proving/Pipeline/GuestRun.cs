// SPDX-License-Identifier: MIT OR Apache-2.0

using PicoEngine.Executor;
using PicoEngine.Executor.Syscalls;
using PicoEngine.Proving.Sizing;

namespace PicoEngine.Proving.Pipeline;

/// <summary>A run that can be proved: executed, cut, checked.</summary>
internal static class GuestRun
{
    /// <summary>Executes a program.</summary>
    /// <exception cref="Contracts.Errors.PicoException">The guest failed, reached a limit, or did something that cannot be proved.</exception>
    public static ExecutionReport Execute(
        GuestProgram program,
        GuestInput input,
        ShardSizing sizing,
        ProofOptions options,
        Func<SyscallCode, bool> isProvable,
        StageClock clock,
        CancellationToken cancellation)
    {
        clock.Begin(ProvingPhase.Execute);
        ExecutionReport report = GuestExecutor.Execute(
            program,
            input,
            new ExecutionOptions
            {
                CycleLimit = options.CycleLimit,
                Shards = sizing.Limits,
                Costs = sizing.Costs,
                OnLine = options.OnLine,
                OnWarning = options.OnWarning,
                Progress = new CycleCounter(clock),
            },
            cancellation);
        clock.Cycles = report.Cycles;
        RunChecks.RequireProvable(program, report, isProvable);
        clock.Shards = report.Shards.Count;
        return report;
    }

    private sealed class CycleCounter(StageClock clock) : IProgress<ExecutionProgress>
    {
        public void Report(ExecutionProgress value)
        {
            clock.Cycles = value.Cycles;
            clock.Report();
        }
    }
}
