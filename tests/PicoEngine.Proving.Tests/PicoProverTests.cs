// SPDX-License-Identifier: MIT OR Apache-2.0

using PicoEngine.Air.Machines;
using PicoEngine.Assembler;
using PicoEngine.Chips;
using PicoEngine.Contracts.Errors;
using PicoEngine.Executor;
using PicoEngine.Executor.Syscalls;
using PicoEngine.Protocol.Parameters;
using PicoEngine.Verifier.Keys;
using Xunit;
using static PicoEngine.Assembler.Registers;

namespace PicoEngine.Proving.Tests;

/// <summary>What ends a proof before any proving: each case a typed error that says what to do.</summary>
public sealed class PicoProverTests : IDisposable
{
    private readonly PicoProver _prover = PicoProver.Create();

    [Fact]
    public void Prove_refuses_an_exit_code()
    {
        PicoException failure = Refused(code => code.Commit(Enumerable.Range(0, 8)).Halt(3));
        Assert.Same(ErrorCatalog.GuestExitNonZero, failure.Error);
        Assert.Equal(3u, failure.Values["exitCode"]);
    }

    [Fact]
    public void Prove_refuses_missing_commits()
    {
        PicoException failure = Refused(code => code.Commit([0, 1, 2, 4, 5, 7]).Halt());
        Assert.Same(ErrorCatalog.GuestCommitMissing, failure.Error);
        Assert.Equal([3, 6], (int[])failure.Values["missingWords"]!);
        Assert.Same(ErrorCatalog.GuestCommitMissing, Refused(code => code.Halt()).Error);
    }

    [Fact]
    public void Prove_refuses_a_digest_of_something_else() => Assert.Same(
        ErrorCatalog.GuestDigestMismatch, Refused(code => code.Commit(Enumerable.Range(0, 8), change: 1).Halt()).Error);

    [Fact]
    public void Prove_refuses_a_precompile_without_a_table_and_names_it()
    {
        // The machine as it is has a table for every call; this one has those of instructions alone.
        MachineDefinition whole = RiscVMachine.Definition;
        MachineDefinition small = whole with
        {
            Tables = [.. whole.Tables.Where(table => whole.Shapes[0].Tables.Contains(table.Name))],
            Shapes = [.. whole.Shapes.Take(whole.Shapes.Length / 4).Select(shape => shape with { Tables = whole.Shapes[0].Tables })],
        };
        using PicoProver prover = PicoProver.Create(new ProverOptions(), MachineFamily.Compile(SystemParameters.Core128, small));
        using GuestProgram program = GuestPrograms.Load(code => code.Call(SyscallCode.KeccakPermute, 0x0030_0000).Finish());
        using ProgramKey key = prover.Setup(program);
        PicoException failure = Assert.Throws<PicoException>(() => prover.Prove(key, GuestInput.Empty, cancellation: TestContext.Current.CancellationToken));
        Assert.Same(ErrorCatalog.GuestNotProvable, failure.Error);
        Assert.Equal(["KECCAK_PERMUTE"], (string[])failure.Values["syscalls"]!);
    }

    [Fact]
    public void Size_counts_the_shards_of_the_estimate_and_the_proof()
    {
        using PicoProver prover = PicoProver.Create(new ProverOptions { MaximumMainWidth = 8 });
        using GuestProgram program = GuestPrograms.Load(code =>
        {
            code.Li(S0, 900_000);
            Label loop = code.Mark();
            code.Addi(S0, S0, -1).Bne(S0, Zero, loop).Finish();
        });
        RunSizer sizer = prover.Size(program);
        ExecutionReport report = GuestExecutor.Execute(program, GuestInput.Empty, sizer.Apply(new ExecutionOptions()), TestContext.Current.CancellationToken);
        using ProgramKey key = prover.Setup(program);
        ProofEstimate estimate = prover.Estimate(key, GuestInput.Empty, cancellation: TestContext.Current.CancellationToken);
        Assert.InRange(estimate.Shards.Count, 2, 20);
        Assert.Equal(estimate.Shards.Count, sizer.CountShards(report));
        Assert.Equal(estimate.Shards.Select(shard => shard.Cycles), report.Shards.Select(shard => shard.Cycles));
        ExecutionReport uncut = GuestExecutor.Execute(program, GuestInput.Empty, new ExecutionOptions { Shards = null }, TestContext.Current.CancellationToken);
        Assert.Throws<ArgumentException>(() => sizer.CountShards(uncut));

        IReadOnlyList<ShardFacts> shards = sizer.CountRows(report, cancellation: TestContext.Current.CancellationToken);
        Assert.Equal(estimate.Shards.SelectMany(shard => shard.Tables), shards.SelectMany(shard => shard.Tables));
        Assert.Equal(estimate.Shards.Select(shard => (shard.Number, shard.Shape, shard.Cycles, shard.ProofBytes)), shards.Select(shard => (shard.Number, shard.Shape, shard.Cycles, shard.ProofBytes)));
        Assert.Throws<ArgumentException>(() => sizer.CountRows(uncut, cancellation: TestContext.Current.CancellationToken));
        Assert.Throws<OperationCanceledException>(() => sizer.CountRows(report, cancellation: new CancellationToken(canceled: true)));
    }

    [Fact]
    public void Prove_stops_where_whoever_is_told_of_the_execution_refuses_it()
    {
        using GuestProgram program = GuestPrograms.Load(code => code.Finish());
        using ProgramKey key = _prover.Setup(program);
        ProofOptions options = new() { OnExecuted = report => throw new InvalidDataException($"{report.ExitCode}") };
        Assert.Equal(
            "0", Assert.Throws<InvalidDataException>(() => _prover.Prove(key, GuestInput.Empty, options, cancellation: TestContext.Current.CancellationToken)).Message);
    }

    [Fact]
    public void Proving_goes_on_over_a_call_that_names_another_proof()
    {
        using GuestProgram program = GuestPrograms.Load(code => code.Call(SyscallCode.VerifyPicoProof, 1, 2).Call(SyscallCode.CommitDeferredProofs, 7, 0).Finish());
        using ProgramKey key = _prover.Setup(program);
        ProofEstimate estimate = _prover.Estimate(key, GuestInput.Empty, cancellation: TestContext.Current.CancellationToken);
        Assert.Single(estimate.Shards);
    }

    [Fact]
    public void Prove_refuses_a_deferred_digest() => Assert.Same(
        ErrorCatalog.GuestNotProvable, Refused(code => code.Call(SyscallCode.CommitDeferredProofs, 0, 5).Finish()).Error);

    [Fact]
    public void Prove_refuses_a_run_beyond_its_cycle_limit()
    {
        using GuestProgram program = GuestPrograms.Load(code =>
        {
            Label loop = code.Mark();
            code.J(loop);
        });
        using ProgramKey key = _prover.Setup(program);
        PicoException failure = Assert.Throws<PicoException>(() => _prover.Prove(
            key, GuestInput.Empty, new ProofOptions { CycleLimit = 100_000 }, cancellation: TestContext.Current.CancellationToken));
        Assert.Same(ErrorCatalog.CycleLimit, failure.Error);
    }

    [Fact]
    public void Prove_refuses_a_memory_limit_below_the_smallest_shard()
    {
        using PicoProver prover = PicoProver.Create(new ProverOptions { MemoryLimitBytes = 100 << 20 });
        using GuestProgram program = GuestPrograms.Load(code => code.Finish());
        using ProgramKey key = prover.Setup(program);
        PicoException failure = Assert.Throws<PicoException>(() => prover.Prove(key, GuestInput.Empty, cancellation: TestContext.Current.CancellationToken));
        Assert.Same(ErrorCatalog.ProvingMemoryLimit, failure.Error);
        Assert.Equal(100L << 20, failure.Values["haveBytes"]);
        Assert.InRange((long)failure.Values["needBytes"]!, 100L << 20, 4L << 30);
    }

    [Fact]
    public void Prove_names_the_phase_in_which_memory_ran_out()
    {
        using GuestProgram program = GuestPrograms.Load(code => code.Finish());
        using ProgramKey key = _prover.Setup(program);
        PicoException failure = Assert.Throws<PicoException>(
            () => _prover.Prove(key, GuestInput.Empty, null, new OutOfMemoryAt(ProvingPhase.Commit), TestContext.Current.CancellationToken));
        Assert.Same(ErrorCatalog.ProvingOutOfMemory, failure.Error);
        Assert.Equal("Commit", failure.Values["phase"]);
        Assert.Equal(1, failure.Values["shard"]);
    }

    [Fact]
    public void Prove_ends_when_it_is_cancelled()
    {
        using GuestProgram program = GuestPrograms.Load(code => code.Finish());
        using ProgramKey key = _prover.Setup(program);
        Assert.Throws<OperationCanceledException>(() => _prover.Prove(key, GuestInput.Empty, cancellation: new CancellationToken(true)));
    }

    [Fact]
    public void Setup_is_the_same_for_equal_programs_and_differs_for_others()
    {
        using GuestProgram one = GuestPrograms.Load(code => code.Finish());
        using GuestProgram same = GuestPrograms.Load(code => code.Finish());
        using GuestProgram other = GuestPrograms.Load(code => code.Addi(T1, Zero, 1).Finish());
        using ProgramKey first = _prover.Setup(one);
        using ProgramKey second = _prover.Setup(same);
        using ProgramKey third = _prover.Setup(other);
        Assert.Equal(32, first.Digest.Length);
        Assert.Equal(first.Digest.ToArray(), second.Digest.ToArray());
        Assert.NotEqual(first.Digest.ToArray(), third.Digest.ToArray());
    }

    [Fact]
    public void Estimate_cuts_runs_into_more_shards_under_a_lower_limit()
    {
        using GuestProgram program = GuestPrograms.Load(code =>
        {
            code.Li(T1, 1_000_000);
            Label loop = code.Mark();
            code.Addi(T1, T1, -1).Bne(T1, Zero, loop).Finish();
        });
        using ProgramKey key = _prover.Setup(program);
        ProofEstimate wide = _prover.Estimate(key, GuestInput.Empty, cancellation: TestContext.Current.CancellationToken);
        using PicoProver small = PicoProver.Create(new ProverOptions { MaximumMainWidth = 8, DegreeOfParallelism = 1 }); // one shard at a time
        using ProgramKey smallKey = small.Setup(program);
        ProofEstimate narrow = small.Estimate(smallKey, GuestInput.Empty, cancellation: TestContext.Current.CancellationToken);
        Assert.Single(wide.Shards);
        Assert.InRange(narrow.Shards.Count, 3, 6);
        Assert.Equal(wide.Cycles, narrow.Cycles);
        Assert.Equal(narrow.Cycles, narrow.Shards.Aggregate(0ul, (sum, shard) => sum + shard.Cycles));
        Assert.True(narrow.PeakMemoryBytes < wide.PeakMemoryBytes);
        Assert.True(narrow.SecurityBits.RunUnion < wide.SecurityBits.RunUnion);
        Assert.InRange(narrow.Seconds, 0.01, 3600);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    public void Options_refuse_nothing_to_work_with(int value)
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => new ProverOptions { DegreeOfParallelism = value });
        Assert.Throws<ArgumentOutOfRangeException>(() => new ProverOptions { MemoryLimitBytes = value });
        Assert.Throws<ArgumentOutOfRangeException>(() => new ProverOptions { MaximumMainWidth = value });
    }

    public void Dispose() => _prover.Dispose();

    private PicoException Refused(Action<CodeBuilder> write)
    {
        using GuestProgram program = GuestPrograms.Load(write);
        using ProgramKey key = _prover.Setup(program);
        NeverProving progress = new();
        return Assert.Throws<PicoException>(() => _prover.Prove(key, GuestInput.Empty, null, progress, TestContext.Current.CancellationToken));
    }

    private sealed class OutOfMemoryAt(ProvingPhase phase) : IProgress<ProofProgress>
    {
        public void Report(ProofProgress value)
        {
            if (value.Phase == phase)
            {
                throw new InsufficientMemoryException();
            }
        }
    }

    private sealed class NeverProving : IProgress<ProofProgress>
    {
        public void Report(ProofProgress value) => Assert.Equal(ProvingPhase.Execute, value.Phase);
    }
}
