// SPDX-License-Identifier: MIT OR Apache-2.0

using System.Buffers.Binary;
using System.Diagnostics;
using System.Security.Cryptography;
using PicoEngine.Contracts.Errors;
using PicoEngine.Executor.Interpreter;

namespace PicoEngine.Executor;

/// <summary>Runs guests.</summary>
public static class GuestExecutor
{
    /// <summary>Runs <paramref name="program"/> to HALT.</summary>
    /// <exception cref="PicoException">The guest failed (<c>guest-…</c>), or a limit was reached (<c>cycle-limit</c>, <c>output-limit</c>).</exception>
    /// <exception cref="OperationCanceledException"><paramref name="cancellation"/> was requested.</exception>
    public static ExecutionReport Execute(
        GuestProgram program, GuestInput input, ExecutionOptions? options = null, CancellationToken cancellation = default)
    {
        options ??= new ExecutionOptions();
        if (options.Profiler is not null && options.Shards is null)
        {
            throw new ArgumentException("A profiler needs a metered run.", nameof(options));
        }

        long started = Stopwatch.GetTimestamp();
        using var machine = new LiveMachine(program, input, options, cancellation);
        try
        {
            machine.Run();
        }
        finally
        {
            machine.Host.Output.Flush(machine.RunCycles);
        }

        return Report(machine, Stopwatch.GetElapsedTime(started));
    }

    private static ExecutionReport Report(LiveMachine machine, TimeSpan duration)
    {
        LiveHost host = machine.Host;
        byte committed = 0;
        var digest = new byte[32];
        for (int i = 0; i < host.Committed.Count; i++)
        {
            if (host.Committed[i] is { } word)
            {
                committed |= (byte)(1 << i);
                BinaryPrimitives.WriteUInt32LittleEndian(digest.AsSpan(4 * i), word);
            }
        }

        byte[] publicValues = host.Output.PublicValues.ToArray();
        return new ExecutionReport
        {
            Cycles = machine.Cycles,
            ExitCode = host.ExitCode,
            HaltPc = machine.Pc - 4,
            PublicValues = publicValues,
            PublicValuesDigest = digest,
            CommittedWords = committed,
            DeferredDigest = [.. host.Deferred],
            Shards = machine.Cutter?.Shards ?? [],
            Syscalls = host.Calls,
            Keccak256Blocks = host.Keccak256Blocks,
            InstructionCounts = machine.InstructionCounts(),
            Regions = host.Tracker.Regions,
            UnconstrainedCycles = machine.UnconstrainedCycles,
            UnconstrainedBlocks = machine.UnconstrainedBlocks,
            FinalMemory = machine.FinalMemory(),
            Duration = duration,
            DigestMatches = committed == 0xff && SHA256.HashData(publicValues).AsSpan().SequenceEqual(digest),
        };
    }
}
