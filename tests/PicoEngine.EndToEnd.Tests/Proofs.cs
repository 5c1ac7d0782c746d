// SPDX-License-Identifier: MIT OR Apache-2.0

using PicoEngine.Executor;
using PicoEngine.Proving;
using PicoEngine.Verifier.Files;
using Xunit;

namespace PicoEngine.EndToEnd.Tests;

/// <summary>One program, set up, with what the tests ask about its proofs. Everything is at CORE-128 unless a test says otherwise.</summary>
internal sealed class Proofs : IDisposable
{
    private readonly PicoProver _prover;
    private readonly GuestProgram _program;
    private readonly ITestOutputHelper _output;

    public Proofs(ITestOutputHelper output, GuestProgram program, ProverOptions? options = null)
    {
        _output = output;
        _program = program;
        _prover = PicoProver.Create(options ?? new ProverOptions());
        Key = _prover.Setup(program);
    }

    public ProgramKey Key { get; }

    public PicoProver Prover => _prover;

    public ProvenRun Prove(GuestInput? input = null, ProofOptions? options = null, IProgress<ProofProgress>? progress = null, CancellationToken? cancellation = null)
    {
        ProvenRun run = _prover.Prove(Key, input ?? GuestInput.Empty, options, progress, cancellation ?? TestContext.Current.CancellationToken);
        Report(run);
        return run;
    }

    public ProofEstimate Estimate(GuestInput? input = null) =>
        _prover.Estimate(Key, input ?? GuestInput.Empty, null, TestContext.Current.CancellationToken);

    public VerificationResult Verify(ReadOnlyMemory<byte> proof) => Verify(proof, Key.Digest);

    public VerificationResult Verify(ReadOnlyMemory<byte> proof, ReadOnlyMemory<byte> digest) =>
        ProofVerifier.Verify(_prover.Family, digest.Span, proof, Environment.ProcessorCount);

    public void AssertValid(ProvenRun run)
    {
        VerificationResult result = Verify(run.ProofBytes);
        Assert.True(result.IsValid);
        Assert.Equal(run.PublicValues.ToArray(), result.Output.ToArray());
        Assert.Equal(run.Shards.Count, result.Shards);
        Assert.Equal(run.SecurityBits.LeastRound, result.SecurityBits);
    }

    public void Dispose()
    {
        Key.Dispose();
        _prover.Dispose();
        _program.Dispose();
    }

    private void Report(ProvenRun run)
    {
        string stages = string.Join(", ", run.StageSeconds.Select(stage => $"{stage.Key} {stage.Value:f2}"));
        string shapes = string.Join(' ', run.Shards.Select(shard => shard.Shape));
        _output.WriteLine(
            $"{run.Cycles} cycles, shapes {shapes}, {run.Duration.TotalSeconds:f2} s ({stages}), {run.ProofBytes.Length} bytes, peak {run.PeakMemoryBytes >> 20} MiB");
    }
}
