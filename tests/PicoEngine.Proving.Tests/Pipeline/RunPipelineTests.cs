// SPDX-License-Identifier: MIT OR Apache-2.0

using PicoEngine.Air.Machines;
using PicoEngine.Contracts.Errors;
using PicoEngine.Fields;
using PicoEngine.Proving.Pipeline;
using PicoEngine.Verifier.Run;
using Xunit;

namespace PicoEngine.Proving.Tests.Pipeline;

public sealed class RunPipelineTests
{
    [Theory]
    [InlineData(10)]
    [InlineData(5, 5)]
    [InlineData(4, 3, 5)]
    public void Prove_gives_a_proof_that_verifies(params int[] steps)
    {
        using ToyRun run = new(steps);
        ProvenShards proven = run.Prove();
        Assert.Null(run.Verify(proven.Proof));
        Assert.Equal(steps.Length, proven.Proof.Shards.Length);
        Assert.Equal(0, proven.Reused);
    }

    [Fact]
    public void Prove_gives_the_same_words_for_any_number_of_threads()
    {
        using ToyRun run = new(5, 5);
        Assert.Equal(Words(run.Prove(threads: 1).Proof), Words(run.Prove(threads: 3).Proof));
    }

    [Theory]
    [InlineData(2, 2)]
    [InlineData(3, 3)]
    [InlineData(8, 5)]
    public void Prove_gives_the_same_words_however_many_shards_are_proved_side_by_side(int threads, int lanes)
    {
        using ToyRun run = new(4, 3, 5);
        Assert.Equal(Words(run.Prove().Proof), Words(run.Prove(threads: threads, lanes: lanes).Proof));
    }

    [Fact]
    public void Prove_ends_all_lanes_when_one_fails_and_keeps_what_is_finished()
    {
        using TemporaryFolder folder = new();
        using ToyRun run = new(4, 3, 5) { OnMake = number => _ = number == 3 ? throw new TimeoutException("killed") : number };
        Assert.Throws<TimeoutException>(() => run.Prove(folder.Location, threads: 2, lanes: 2));
        using ToyRun again = new(4, 3, 5);
        ProvenShards proven = again.Prove(folder.Location, Assert.Fail, threads: 2, lanes: 2);
        Assert.InRange(proven.Reused, 1, 2);
        Assert.Null(again.Verify(proven.Proof));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Prove_goes_on_where_it_was_killed(int killedAt)
    {
        using TemporaryFolder folder = new();
        using ToyRun reference = new(4, 3, 5);
        uint[][] expected = Words(reference.Prove().Proof);
        using ToyRun first = new(4, 3, 5) { OnMake = number => _ = number == killedAt ? throw new TimeoutException("killed") : number };
        Assert.Throws<TimeoutException>(() => first.Prove(folder.Location));
        Assert.Equal(killedAt - 1, folder.Names.Count(name => name.StartsWith("shard-", StringComparison.Ordinal)));

        using ToyRun second = new(4, 3, 5);
        ProvenShards proven = second.Prove(folder.Location, Assert.Fail);
        Assert.Equal(killedAt - 1, proven.Reused);
        Assert.Equal(Enumerable.Range(killedAt, 4 - killedAt), second.Made);
        Assert.Equal(expected, Words(proven.Proof));

        using ToyRun third = new(4, 3, 5);
        Assert.Equal(3, third.Prove(folder.Location, Assert.Fail).Reused);
        Assert.Empty(third.Made);
    }

    [Fact]
    public void Prove_makes_damaged_shards_again_and_reports_them()
    {
        using TemporaryFolder folder = new();
        using ToyRun run = new(4, 3, 5);
        uint[][] expected = Words(run.Prove(folder.Location).Proof);
        byte[] bytes = File.ReadAllBytes(folder.File("shard-00002.bin"));
        bytes[^40] ^= 1;
        File.WriteAllBytes(folder.File("shard-00002.bin"), bytes);
        List<string> warnings = [];
        run.Made.Clear();
        ProvenShards again = run.Prove(folder.Location, warnings.Add);
        Assert.Equal([2], run.Made);
        Assert.Equal(2, again.Reused);
        Assert.Contains("shard 2", Assert.Single(warnings), StringComparison.Ordinal);
        Assert.Equal(expected, Words(again.Proof));
        Assert.Equal(3, run.Prove(folder.Location, Assert.Fail).Reused);
    }

    [Fact]
    public void Prove_does_not_reuse_a_whole_file_whose_proof_is_wrong()
    {
        using TemporaryFolder folder = new();
        using ToyRun run = new(4, 3, 5);
        run.Prove(folder.Location);
        string path = folder.File("shard-00003.bin");
        byte[] bytes = File.ReadAllBytes(path);
        byte[] manifest = System.Security.Cryptography.SHA256.HashData(File.ReadAllBytes(folder.File("run.txt")));
        Proving.Resumption.StoredShard shard = Proving.Resumption.StoredShardCodec.Read(bytes, manifest)!;
        shard.Proof[^1] ^= 1;
        File.WriteAllBytes(path, Proving.Resumption.StoredShardCodec.Write(shard, manifest));
        List<string> warnings = [];
        Assert.Equal(2, run.Prove(folder.Location, warnings.Add).Reused);
        Assert.Contains("shard 3", Assert.Single(warnings), StringComparison.Ordinal);
    }

    [Fact]
    public void Prove_refuses_the_directory_of_another_run()
    {
        using TemporaryFolder folder = new();
        using ToyRun run = new(5, 5);
        run.Prove(folder.Location);
        PicoException failure = Assert.Throws<PicoException>(
            () => run.Prove(folder.Location, identity: new RunIdentity("test", "program", "other", "key")));
        Assert.Same(ErrorCatalog.ResumeMismatch, failure.Error);
        using ToyRun shorter = new(10);
        Assert.Same(ErrorCatalog.ResumeMismatch, Assert.Throws<PicoException>(() => shorter.Prove(folder.Location)).Error);
    }

    [Fact]
    public void Prove_keeps_finished_shards_when_it_is_cancelled()
    {
        using TemporaryFolder folder = new();
        using CancellationTokenSource source = new();
        using ToyRun run = new(4, 3, 5) { OnMake = number => _ = number == 2 && Cancel(), Cancellation = source.Token };
        Assert.Throws<OperationCanceledException>(() => run.Prove(folder.Location));
        using ToyRun again = new(4, 3, 5);
        Assert.Equal(1, again.Prove(folder.Location).Reused);

        bool Cancel()
        {
            source.Cancel();
            return true;
        }
    }

    [Fact]
    public void Prove_finds_a_wrong_witness_by_its_self_check()
    {
        using ToyRun run = new(5, 5);
        TraceMatrix cpu = run.Witnesses[1].Traces[0];
        cpu[cpu.Width - 1, 0] += KoalaBear.One;
        PicoException failure = Assert.Throws<PicoException>(() => run.Prove());
        Assert.Same(ErrorCatalog.ProofSelfCheck, failure.Error);
        Assert.Equal(2, failure.Values["shard"]);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void Prove_reports_progress_that_never_goes_back(int lanes)
    {
        List<ProofProgress> reports = [];
        using ToyRun run = new(5, 5);
        run.Prove(progress: new Recorder(reports), threads: lanes, lanes: lanes);
        Assert.Equal(reports.Select(report => report.Fraction).Order(), reports.Select(report => report.Fraction));
        Assert.All(reports, report => Assert.InRange(report.Fraction, 0, 1));
        Assert.Equal(
            [ProvingPhase.Trace, ProvingPhase.BoundaryCommit, ProvingPhase.Commit, ProvingPhase.LogUp, ProvingPhase.Zerocheck, ProvingPhase.Open, ProvingPhase.Verify],
            reports.Select(report => report.Phase).Distinct().Order());
    }

    private static uint[][] Words(RunProof proof) => [.. proof.Shards.Select(shard => shard.Words.ToArray())];

    private sealed class Recorder(List<ProofProgress> reports) : IProgress<ProofProgress>
    {
        public void Report(ProofProgress value) => reports.Add(value);
    }
}
