// SPDX-License-Identifier: MIT OR Apache-2.0

using PicoEngine.Chips.Tests.Runs;
using PicoEngine.Contracts.Errors;
using PicoEngine.Executor;
using PicoEngine.Proving;
using PicoEngine.Proving.Tests;
using Xunit;

namespace PicoEngine.EndToEnd.Tests;

/// <summary>A guest whose one hint fills several shards: cut inside a HINT_READ, interrupted, taken up again.</summary>
public sealed class HintTests(ITestOutputHelper output)
{
    private static readonly ProverOptions Narrow = new() { MaximumMainWidth = 8 };

    private static GuestInput Input
    {
        get
        {
            var element = new byte[1_300_003];
            for (int i = 0; i < element.Length; i++)
            {
                element[i] = (byte)(i * 31 >> 3);
            }

            return GuestInput.From(element);
        }
    }

    [Fact]
    public void Prove_goes_on_where_it_was_cancelled_and_does_not_depend_on_threads()
    {
        using TemporaryFolder folder = new();
        using CancellationTokenSource source = new();

        // One thread proves one shard after the other, so the first one is there when the second is cancelled.
        using Proofs single = new(output, SystemPrograms.Hint(), Narrow with { DegreeOfParallelism = 1 });
        Assert.Throws<OperationCanceledException>(() => single.Prove(
            Input, new ProofOptions { ResumeDirectory = folder.Location }, new CancelAt(source, ProvingPhase.Zerocheck, 2), source.Token));
        Assert.Equal(["lock", "run.txt", "shard-00001.bin"], folder.Names);

        // All threads for what is left, and for the reference.
        using Proofs proofs = new(output, SystemPrograms.Hint(), Narrow);
        ProvenRun resumed = proofs.Prove(Input, new ProofOptions { ResumeDirectory = folder.Location, OnWarning = Assert.Fail });
        Assert.Equal(1, resumed.ReusedShards);
        Assert.InRange(resumed.Shards.Count, 2, 5);
        proofs.AssertValid(resumed);

        ProvenRun whole = proofs.Prove(Input);
        Assert.Equal(0, whole.ReusedShards);
        Assert.True(whole.ProofBytes.Span.SequenceEqual(resumed.ProofBytes.Span));

        PicoException failure = Assert.Throws<PicoException>(
            () => proofs.Prove(GuestInput.From([1, 2, 3, 4]), new ProofOptions { ResumeDirectory = folder.Location }));
        Assert.Same(ErrorCatalog.ResumeMismatch, failure.Error);
        Assert.Contains("input", (string[])failure.Values["different"]!);
    }

    private sealed class CancelAt(CancellationTokenSource source, ProvingPhase phase, int shard) : IProgress<ProofProgress>
    {
        public void Report(ProofProgress value)
        {
            if (value.Phase == phase && value.Shard == shard)
            {
                source.Cancel();
            }
        }
    }
}
