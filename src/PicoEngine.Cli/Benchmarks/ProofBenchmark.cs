// SPDX-License-Identifier: MIT OR Apache-2.0

using System.Buffers.Binary;
using PicoEngine.Backends.Abstractions;
using PicoEngine.Cli.Benchmarks.Kernels;
using PicoEngine.Cli.Inputs;
using PicoEngine.Cli.Rendering;
using PicoEngine.Executor;
using PicoEngine.Proving;
using PicoEngine.Verifier.Keys;

namespace PicoEngine.Cli.Benchmarks;

/// <summary>Proves a guest and sets the time of each phase beside the least that its arithmetic can take on this machine.</summary>
internal static class ProofBenchmark
{
    public const string Name = "e2e";

    /// <summary>The guest whose input <see cref="InputFor"/> makes.</summary>
    public const string BuiltInGuest = "fibonacci";

    // Of the built-in guest: cycles = 13 n + 1253, held by a test.
    private const ulong CyclesPerTerm = 13;
    private const ulong OtherCycles = 1253;

    /// <summary>Enough that proving the built-in guest has run all code.</summary>
    private const ulong WarmUpCycles = 20_000;

    /// <summary>Input that makes the built-in guest run about as many cycles.</summary>
    public static GuestInput InputFor(ulong cycles)
    {
        var bytes = new byte[sizeof(uint)];
        BinaryPrimitives.WriteUInt32LittleEndian(bytes, (uint)Math.Min((Math.Max(cycles, OtherCycles) - OtherCycles) / CyclesPerTerm, uint.MaxValue));
        return new GuestInput().Add(bytes);
    }

    /// <summary>The fibonacci guest of the repository.</summary>
    public static GuestProgram LoadBuiltIn() => BuiltInGuests.Load(BuiltInGuest);

    /// <summary>Measures the machine, proves the built-in guest once until code is compiled, and then what is asked for.</summary>
    /// <param name="options">How.</param>
    /// <param name="program">What.</param>
    /// <param name="input">Its input.</param>
    /// <param name="cycleLimit">Its cycles at most.</param>
    /// <param name="progress">Is told of the second proof.</param>
    /// <param name="devices">The GPUs of <paramref name="options"/>, to tell what their time went to; null for none.</param>
    /// <param name="cancellation">Ends it.</param>
    public static BenchmarkReport Run(
        ProverOptions options,
        GuestProgram program,
        GuestInput input,
        ulong cycleLimit,
        IProgress<ProofProgress> progress,
        ProfiledDevices? devices,
        CancellationToken cancellation)
    {
        using PicoProver prover = PicoProver.Create(options);
        using (GuestProgram warmUp = LoadBuiltIn())
        {
            prover.Prove(warmUp, InputFor(WarmUpCycles), cancellation: cancellation);
        }

        // The limits are those of the processor's arithmetic.
        ArithmeticRates? rates = prover.Options.Backend is null or { Kind: BackendKind.Cpu } ? ArithmeticRates.Measure(options.DegreeOfParallelism) : null;
        cancellation.ThrowIfCancellationRequested();
        using ProgramKey key = prover.Setup(program);
        devices?.Restart();
        ProvenRun run = prover.Prove(key, input, new ProofOptions { CycleLimit = cycleLimit }, progress, cancellation);
        BenchmarkReport report = Report(run, rates is null ? null : new StageLimits(rates).Of(key.VerifyingKey, run.Shards), options);
        return devices is null ? report : report with { Devices = devices.Collect(run.Duration.TotalSeconds, backend => PlanBytes(backend, run, key.VerifyingKey)) };
    }

    /// <summary>What the plan says of the largest shard.</summary>
    private static long PlanBytes(IProverBackend backend, ProvenRun run, VerifyingKey key) => run.Shards.Max(shard =>
    {
        KeyedShape shape = key.Shapes[shard.Shape];
        Dictionary<string, long> rows = shard.Tables.ToDictionary(table => table.Name, table => table.Rows);
        int[] heights = [.. shape.Machine.Machine.Tables.Select(table => (int)(rows.GetValueOrDefault(table.Name) >> table.LogBlockHeight))];
        return backend.Plan(shape.Parameters, shape.Machine.Machine, heights).PeakBytes;
    });

    private static BenchmarkReport Report(ProvenRun run, IReadOnlyDictionary<ProvingPhase, double>? limits, ProverOptions options)
    {
        double seconds = run.Duration.TotalSeconds;
        long cells = run.Shards.Sum(shard => shard.Cells);
        return new BenchmarkReport(Name, options.DegreeOfParallelism,
        [
            .. run.StageSeconds.Select(stage => new BenchmarkRow(
                PhaseNames.InText(stage.Key), stage.Value, "s", limits is not null && limits.TryGetValue(stage.Key, out double limit) ? limit : null)),
            new BenchmarkRow("all phases", seconds, "s", limits?.Values.Sum()),
            new BenchmarkRow("cycles", run.Cycles / seconds / 1e3, "k/s"),
            new BenchmarkRow("cells", cells / seconds / 1e6, "M/s"),
        ])
        {
            Selection = options.Backend,
            Proved = run.Devices,
            Counts =
            [
                ("cycles", (long)run.Cycles), ("shards", run.Shards.Count), ("cells", cells), ("interactions", run.Shards.Sum(shard => shard.Interactions)),
                ("proofBytes", run.ProofBytes.Length), ("peakMemoryBytes", run.PeakMemoryBytes),
            ],
        };
    }
}
