// SPDX-License-Identifier: MIT OR Apache-2.0

using System.Security.Cryptography;
using PicoEngine.Contracts.Errors;
using PicoEngine.Executor;
using Xunit;

namespace PicoEngine.Ethereum.Tests;

public sealed class BlockJobTests
{
    private const string Requests = "requests-of-three-types";
    private const string WrongRequests = "requests-hash-wrong";

    public static TheoryData<string> ValidNames => [.. Vectors.ValidNames];

    public static TheoryData<string> Names => [.. Vectors.Names];

    [Theory]
    [MemberData(nameof(ValidNames))]
    public void Create_gives_the_input_and_output_of_the_guests_host_build(string name)
    {
        BlockJob job = EthereumData.Job(name);
        (string input, string output) = Vectors.Of(name);
        Assert.Equal(output, Convert.ToHexStringLower(job.Expected.ToBytes()));
        Assert.Equal(input, Convert.ToHexStringLower(SHA256.HashData(job.GuestInput.Span)));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Guest_puts_out_what_the_job_expects(string name)
    {
        BlockJob job = EthereumData.Job(name);
        ExecutionReport report = Execute(job);
        OutputCheck check = job.Check(report.PublicValues.Span);
        Assert.Equal(0u, report.ExitCode);
        Assert.True(report.DigestMatches);
        Assert.Equal(job.Expected with { Valid = name != Vectors.Invalid }, check.Output);
        Assert.Equal(name != Vectors.Invalid, check.Matches);
        Assert.Equal(name == Vectors.Invalid ? 1 : 0, check.Differences.Count);
        Assert.True(job.Attestation.Matches(check.Output!));
    }

    [Fact]
    public void Create_finds_the_requests_that_the_header_has_the_hash_of()
    {
        BlockJob job = BlockJob.CreateVector(EthereumData.Vector(Requests), EthereumFork.Prague);
        ExecutionReport report = Execute(job);
        Assert.Equal(Convert.ToHexStringLower(job.Expected.ToBytes()), Convert.ToHexStringLower(report.PublicValues.Span));
        Assert.Equal(StatelessOutput.TestRevision, job.Expected.Revision);
        Assert.True(job.Attestation.Matches(job.Expected));
    }

    [Fact]
    public void Create_refuses_a_block_whose_requests_are_not_those_of_its_header()
    {
        var exception = Assert.Throws<PicoException>(() => BlockJob.CreateVector(EthereumData.Vector(WrongRequests), EthereumFork.Prague));
        Assert.Equal(ErrorCatalog.BlockRequests, exception.Error);
        Assert.Contains("requests", exception.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public void Create_refuses_a_block_that_cannot_be_executed_for_its_requests()
    {
        // Without its codes, the witness lacks the contracts that give the requests.
        BlockWitness witness = EthereumData.Vector(Requests) with { Codes = [] };
        var exception = Assert.Throws<PicoException>(() => BlockJob.CreateVector(witness, EthereumFork.Prague));
        Assert.Equal(ErrorCatalog.BlockRequests, exception.Error);
        Assert.Contains("cannot be executed", exception.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public void Create_refuses_a_test_vector_as_a_real_block()
    {
        var exception = Assert.Throws<PicoException>(() => BlockJob.Create(EthereumData.Vector(Requests), null, TestContext.Current.CancellationToken));
        Assert.Equal(ErrorCatalog.BlockUnsupported, exception.Error);
    }

    [Fact]
    public void Create_tells_its_steps_and_ends_when_it_is_cancelled()
    {
        BlockWitness witness = EthereumData.Witness("mainnet-21429992");
        var steps = new StepList();
        using var cancelled = new CancellationTokenSource();
        cancelled.Cancel();
        _ = BlockJob.Create(witness, steps, TestContext.Current.CancellationToken);
        Assert.Equal([BlockJobStep.CheckingWitness, BlockJobStep.RecoveringKeys, BlockJobStep.Encoding], steps.Steps);
        Assert.Throws<OperationCanceledException>(() => BlockJob.Create(witness, null, cancelled.Token));
    }

    private static ExecutionReport Execute(BlockJob job)
    {
        using GuestProgram program = GuestProgram.Load(BlockGuest.Elf.Span);
        return GuestExecutor.Execute(program, new GuestInput().Add(job.GuestInput), new ExecutionOptions { Shards = null }, TestContext.Current.CancellationToken);
    }

    private sealed class StepList : IProgress<BlockJobStep>
    {
        public List<BlockJobStep> Steps { get; } = [];

        public void Report(BlockJobStep value) => Steps.Add(value);
    }
}
