// SPDX-License-Identifier: MIT OR Apache-2.0

using System.Diagnostics;
using PicoEngine.Air.Machines;
using PicoEngine.Backends.Cpu;
using PicoEngine.Chips.Program;
using PicoEngine.Contracts.Errors;
using PicoEngine.Executor;
using PicoEngine.Executor.Syscalls;
using PicoEngine.Primitives.Symmetric;
using PicoEngine.Proving.Devices;
using PicoEngine.Proving.Estimates;
using PicoEngine.Proving.Pipeline;
using PicoEngine.Proving.Sizing;
using PicoEngine.Stark.Prover;
using PicoEngine.Verifier.Files;
using PicoEngine.Verifier.Keys;

namespace PicoEngine.Proving;

/// <summary>Proves runs of guests: a program and its input in, a verified proof file out.</summary>
/// <remarks>
/// Deterministic: program, input, parameter set and the sizes that <see cref="ProverOptions.MemoryLimitBytes"/> and
/// <see cref="ProverOptions.MaximumMainWidth"/> allow fix every byte of a proof. Thread-safe; each proof takes the memory that the options allow.
/// </remarks>
public sealed class PicoProver : IDisposable
{
    private readonly CpuBackend _keyBackend;
    private readonly DevicePool _pool;
    private readonly Lazy<Calibration> _calibration;

    private PicoProver(ProverOptions options, MachineFamily family)
    {
        Options = options;
        Family = family;
        _keyBackend = new CpuBackend(options.DegreeOfParallelism);
        _pool = new DevicePool(options.Backend);
        MemoryLimitBytes = options.MemoryLimitBytes ?? GC.GetGCMemoryInfo().TotalAvailableMemoryBytes;
        _calibration = new Lazy<Calibration>(() => Calibration.Measure(options.DegreeOfParallelism));
    }

    /// <summary>What it was made with.</summary>
    public ProverOptions Options { get; }

    /// <summary>Machine and parameter set; verifiers of its proofs need the same.</summary>
    public MachineFamily Family { get; }

    /// <summary>Bytes of the host's memory that a proof may take.</summary>
    public long MemoryLimitBytes { get; }

    /// <summary>A prover. The first one of a process compiles the machine.</summary>
    public static PicoProver Create(ProverOptions? options = null)
    {
        options ??= new ProverOptions();
        return new PicoProver(options, RiscVFamily.At(options.Security));
    }

    /// <summary>A prover with other parameters, for tests.</summary>
    internal static PicoProver Create(ProverOptions options, MachineFamily family) => new(options, family);

    /// <summary>Commits to what a program fixes: its instructions, its image and the lookup tables.</summary>
    /// <exception cref="PicoException"><c>run-too-large</c>: the program is larger than a key may be; <c>proving-out-of-memory</c>.</exception>
    public ProgramKey Setup(GuestProgram program)
    {
        ArgumentNullException.ThrowIfNull(program);
        long start = Stopwatch.GetTimestamp();
        ProgramEncoding encoding = ProgramEncoding.Of(program.Image);
        ProvingKey? key = null;
        try
        {
            key = ProvingKey.Create(Family, encoding.Preprocessed, _keyBackend);
            return new ProgramKey(program, encoding, key, KeyFile.ComputeDigest(key.VerifyingKey)) { Duration = Stopwatch.GetElapsedTime(start) };
        }
        catch (MachineDefinitionException failure)
        {
            key?.Dispose();
            throw TooLarge(failure);
        }
        catch (OutOfMemoryException failure)
        {
            key?.Dispose();
            throw OutOfMemory(ProvingPhase.Setup, 0, failure);
        }
    }

    /// <summary>Says how runs of a program are cut, for executing it as a proof would.</summary>
    /// <exception cref="PicoException"><c>run-too-large</c>: the program is larger than a key may be; <c>proving-memory-limit</c>.</exception>
    public RunSizer Size(GuestProgram program)
    {
        ArgumentNullException.ThrowIfNull(program);
        ProgramEncoding encoding = ProgramEncoding.Of(program.Image);
        try
        {
            KeyedMachine machine = Family.WithProgram(encoding.Preprocessed);
            int[] heights = [.. machine.PreprocessedHeights.Where(height => height.HasValue).Select(height => height!.Value)];

            // Sizes depend on the heights alone, so any commitment will do.
            var cap = new Digest[VerifyingKey.CapSize(Family, heights, machine.Statement.AsSpan())];
            VerifyingKey key = VerifyingKey.Create(Family, heights, machine.Statement.AsSpan(), cap);
            return new RunSizer(program, Family, encoding, Plan(key));
        }
        catch (MachineDefinitionException failure)
        {
            throw TooLarge(failure);
        }
    }

    /// <summary>Executes a program and proves the run.</summary>
    /// <param name="key">The program, set up by this prover.</param>
    /// <param name="input">What the guest reads.</param>
    /// <param name="options">How this proof is made.</param>
    /// <param name="progress">Is told how far the proof is.</param>
    /// <param name="cancellation">Ends the work at the next step; shards in a resume directory are kept.</param>
    /// <exception cref="PicoException">
    /// The guest failed or did what cannot be proved (<c>guest-…</c>), before any proving; a limit (<c>cycle-limit</c>, <c>proving-memory-limit</c>,
    /// <c>proving-out-of-memory</c>, <c>run-too-large</c>); the resume directory (<c>resume-…</c>); a proof that does not verify (<c>proof-self-check</c>);
    /// the devices (<c>gpu-…</c>), when none is left and the processor may not stand in for them.
    /// </exception>
    /// <exception cref="OperationCanceledException">Cancelled.</exception>
    public ProvenRun Prove(
        ProgramKey key,
        GuestInput input,
        ProofOptions? options = null,
        IProgress<ProofProgress>? progress = null,
        CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(key);
        ArgumentNullException.ThrowIfNull(input);
        options ??= new ProofOptions();
        ArgumentOutOfRangeException.ThrowIfGreaterThan(options.Annotation.Length, ProofFile.MaximumAnnotationLength, nameof(options));
        StageClock clock = new(progress, cancellation);
        try
        {
            PoolPlan plan = Plan(key.VerifyingKey, options.OnWarning);
            ExecutionReport report = GuestRun.Execute(key.Program, input, plan.Sizing, options, IsProvable, clock, cancellation);
            options.OnExecuted?.Invoke(report);
            using RunShards shards = new(key, plan.Sizing, report, Options.DegreeOfParallelism);
            clock.Shards = shards.Count;
            IReadOnlyList<DeviceUse> uses = plan.Uses(shards.Count);
            byte[] file = [];
            using RunPipeline pipeline = new(key.ProvingKey, uses, clock)
            {
                SelfCheck = Options.SelfCheck,
                ResumeDirectory = options.ResumeDirectory,
                OnWarning = options.OnWarning,
                MaximumInFlight = plan.HostLanesAtMost,
                HostThreads = Options.DegreeOfParallelism,
                Refuses = proof =>
                {
                    clock.Begin(ProvingPhase.Verify);
                    file = ProofFile.Write(key.VerifyingKey, report.PublicValues.Span, proof, options.Annotation.Span);
                    return Refuses(key, file);
                },
            };
            ProvenShards proven = pipeline.Prove(shards, Identity(key, input));
            clock.Finish();
            return Result(key, report, shards, proven, file, clock) with { Devices = _pool.Report(uses) };
        }
        catch (OutOfMemoryException failure)
        {
            throw OutOfMemory(clock.Phase, clock.Shard, failure);
        }
    }

    /// <summary>Sets up a program, executes it and proves the run.</summary>
    /// <inheritdoc cref="Prove(ProgramKey, GuestInput, ProofOptions, IProgress{ProofProgress}, CancellationToken)"/>
    public ProvenRun Prove(
        GuestProgram program,
        GuestInput input,
        ProofOptions? options = null,
        IProgress<ProofProgress>? progress = null,
        CancellationToken cancellation = default)
    {
        progress?.Report(new ProofProgress(ProvingPhase.Setup, 0, 0, 0, 0, TimeSpan.Zero));
        using ProgramKey key = Setup(program);
        ProvenRun run = Prove(key, input, options, progress, cancellation);
        return run with
        {
            StageSeconds = run.StageSeconds.Append(new(ProvingPhase.Setup, key.Duration.TotalSeconds)).OrderBy(stage => stage.Key).ToDictionary(),
        };
    }

    /// <summary><see cref="Prove(ProgramKey, GuestInput, ProofOptions, IProgress{ProofProgress}, CancellationToken)"/> on a thread of its own.</summary>
    public Task<ProvenRun> ProveAsync(
        ProgramKey key,
        GuestInput input,
        ProofOptions? options = null,
        IProgress<ProofProgress>? progress = null,
        CancellationToken cancellation = default) =>
        Task.Factory.StartNew(
            () => Prove(key, input, options, progress, cancellation), cancellation, TaskCreationOptions.LongRunning, TaskScheduler.Default);

    /// <summary>Executes a program and says what proving the run would take here. The first call measures the machine for about a second.</summary>
    /// <param name="key">The program, set up by this prover.</param>
    /// <param name="input">What the guest reads.</param>
    /// <param name="options">How the proof would be made.</param>
    /// <param name="cancellation">Ends the work.</param>
    /// <exception cref="PicoException">As for a proof, as far as it is known without proving.</exception>
    /// <exception cref="OperationCanceledException">Cancelled.</exception>
    public ProofEstimate Estimate(ProgramKey key, GuestInput input, ProofOptions? options = null, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(key);
        ArgumentNullException.ThrowIfNull(input);
        options ??= new ProofOptions();
        StageClock clock = new(null, cancellation);
        PoolPlan plan = Plan(key.VerifyingKey, options.OnWarning);
        ExecutionReport report = GuestRun.Execute(key.Program, input, plan.Sizing, options, IsProvable, clock, cancellation);
        using RunShards shards = new(key, plan.Sizing, report, Options.DegreeOfParallelism);
        ProofEstimate estimate = new RunEstimator(key, _calibration.Value).Estimate(
            report, shards, plan.Lanes(shards.Count), MemoryLimitBytes, options.Annotation.Length, cancellation);
        return estimate with { Devices = plan.Describe() };
    }

    /// <summary>Frees what setting programs up took; keys must not be used any more.</summary>
    public void Dispose()
    {
        _pool.Dispose();
        _keyBackend.Dispose();
    }

    private PoolPlan Plan(VerifyingKey key, Action<string>? warn = null)
    {
        PoolPlan plan = _pool.Plan(key, MemoryLimitBytes, Options.DegreeOfParallelism, Options.MaximumMainWidth);
        foreach (string note in _pool.TakeNotes())
        {
            warn?.Invoke(note);
        }

        return plan;
    }

    private bool IsProvable(SyscallCode code) => PrecompileTables.IsProvable(Family.Machine, code);

    /// <summary>What is wrong with a proof file, or null.</summary>
    private string? Refuses(ProgramKey key, byte[] file)
    {
        VerificationResult result = ProofVerifier.Verify(Family, key.Digest.Span, file, Options.DegreeOfParallelism);
        return result.IsValid
            ? null
            : $"{result.Outcome}{(result.Run is { } run ? $": {run}" : "")}{(result.File is { } fault ? $": {fault}" : "")}";
    }

    private static RunIdentity Identity(ProgramKey key, GuestInput input) => new(
        typeof(PicoProver).Assembly.GetName().Version!.ToString(3),
        key.Program.Image.Sha256,
        InputHash.Of(input),
        Convert.ToHexStringLower(key.Digest.Span));

    private static ProvenRun Result(
        ProgramKey key, ExecutionReport report, RunShards shards, ProvenShards proven, byte[] file, StageClock clock)
    {
        VerifyingKey verifyingKey = key.VerifyingKey;
        using Process process = Process.GetCurrentProcess();
        return new ProvenRun
        {
            ProofBytes = file,
            VerifyingKeyDigest = key.Digest,
            PublicValues = report.PublicValues,
            ProgramSha256 = key.Program.Image.Sha256,
            Parameters = verifyingKey.Family.Parameters.Name,
            Cycles = report.Cycles,
            Shards =
            [
                .. proven.Proof.Shards.Select((shard, i) =>
                    RunFacts.Shard(i + 1, verifyingKey.Shapes[shard.Shape], shard.Words.Span, shards.Cycles(i + 1))),
            ],
            StageSeconds = clock.Seconds,
            Duration = clock.Elapsed,
            SecurityBits = RunFacts.Security(verifyingKey.Family, proven.Proof.Shards.Length),
            PeakMemoryBytes = process.PeakWorkingSet64,
            ReusedShards = proven.Reused,
            Devices = [],
        };
    }

    private static PicoException TooLarge(MachineDefinitionException failure) =>
        new(ErrorCatalog.RunTooLarge, $"the program cannot be proved: {failure.Message}", inner: failure);

    private PicoException OutOfMemory(ProvingPhase phase, int shard, OutOfMemoryException failure) => new(
        ErrorCatalog.ProvingOutOfMemory,
        $"memory ran out in the phase {phase}{(shard == 0 ? "" : $" of shard {shard}")} under a limit of {MemoryLimitBytes >> 20} MiB",
        new Dictionary<string, object?> { ["phase"] = phase.ToString(), ["shard"] = shard, ["haveBytes"] = MemoryLimitBytes },
        failure);
}
