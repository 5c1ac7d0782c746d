// SPDX-License-Identifier: MIT OR Apache-2.0

using System.Buffers.Binary;
using PicoEngine.Executor;
using PicoEngine.Executor.Syscalls;
using PicoEngine.Proving;
using Xunit;

namespace PicoEngine.EndToEnd.Tests;

/// <summary>Guests that check the results of calls themselves, proved and verified: all precompiles, hooks and modes.</summary>
public sealed class CallTests(ITestOutputHelper output)
{
    // Each guest with the number of its checks, which it commits to.
    private static readonly (string Guest, uint Checks)[] Checking = [("precompiles", 221), ("edges", 508), ("extensions", 111)];

    [Theory]
    [InlineData("precompiles", 221)]
    [InlineData("edges", 508)]
    [InlineData("extensions", 111)]
    public void Prove_calls_that_the_guest_checks(string guest, uint checks)
    {
        using Proofs proofs = new(output, Guests.Load(guest));
        ProofEstimate estimate = proofs.Estimate();
        ProvenRun run = proofs.Prove();
        proofs.AssertValid(run);
        Assert.Equal(checks, BinaryPrimitives.ReadUInt32LittleEndian(run.PublicValues.Span));
        Assert.Equal(run.ProofBytes.Length, estimate.ProofBytes);
        Assert.Equal(estimate.Shards.Select(shard => (shard.Shape, shard.Cells)), run.Shards.Select(shard => (shard.Shape, shard.Cells)));
    }

    [Fact]
    public void Guests_that_check_calls_make_all_of_them()
    {
        HashSet<SyscallCode> made = [];
        foreach ((string guest, uint checks) in Checking)
        {
            using GuestProgram program = Guests.Load(guest);
            ExecutionReport report = GuestExecutor.Execute(program, GuestInput.Empty, cancellation: TestContext.Current.CancellationToken);
            Assert.Equal((0u, checks), (report.ExitCode, BinaryPrimitives.ReadUInt32LittleEndian(report.PublicValues.Span)));
            made.UnionWith(report.Syscalls.Where(call => call.Value > 0).Select(call => call.Key));
        }

        // The end of an unconstrained block is undone with the block.
        Assert.Equal(SyscallCodes.All.Where(code => code != SyscallCode.ExitUnconstrained), made.Order());
    }
}
