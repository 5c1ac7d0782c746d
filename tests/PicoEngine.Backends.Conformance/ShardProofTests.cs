// SPDX-License-Identifier: MIT OR Apache-2.0

using PicoEngine.Air.Tests.Toy;
using PicoEngine.Backends.Cpu;
using PicoEngine.Backends.Tests;
using PicoEngine.Protocol.Tests.Parameters;
using PicoEngine.Stark.Prover;
using PicoEngine.Verifier.Keys;
using PicoEngine.Verifier.Stark;
using Xunit;

namespace PicoEngine.Backends.Conformance;

public abstract class ShardProofTests<TFixture>
    where TFixture : IProverFixture
{
    /// <summary>The key is made on one thread of the processor, and goes to the backend's memory by itself.</summary>
    [Theory]
    [InlineData(0)]
    [InlineData(2)]
    [InlineData(4)]
    public void Prove_gives_the_words_that_one_thread_of_the_processor_gives_again_and_again(int logSkip)
    {
        Assert.SkipWhen(TFixture.Missing is not null, TFixture.Missing ?? "");
        using var backend = TFixture.Create();
        using CpuBackend reference = new();
        var parameters = InsecureTestParameters.Toy(logSkip);
        using var key = ProvingKey.Create(MachineFamily.Compile(parameters, ToyMachine.Definition), ToyProgram.Default.Preprocess(), reference);
        var witness = ToyExecution.Run([5, 5])[0];
        var challenge = ExtensionSamples.Elements(8, 30)[6..];
        var proofs = new[] { reference, backend, backend }.Select(own =>
        {
            ShardProver prover = new(key, own);
            using var boundary = prover.CommitBoundary(witness);
            var (statement, proof) = prover.Prove(witness, boundary, challenge[0], challenge[1]);
            var words = ShardProofCodec.ToWords(proof, parameters, key.VerifyingKey.Shapes[0].Machine.Machine);
            Assert.Null(ShardVerifier.Verify(key.VerifyingKey, 0, statement, words));
            return words;
        }).ToArray();
        Assert.Equal(proofs[0], proofs[1]);
        Assert.Equal(proofs[0], proofs[2]);
    }

    [Fact]
    public void Plan_names_every_phase_and_grows_with_the_rows()
    {
        Assert.SkipWhen(TFixture.Missing is not null, TFixture.Missing ?? "");
        using var backend = TFixture.Create();
        var parameters = InsecureTestParameters.Toy(4);
        var machine = ToyMachine.Compile(parameters);
        var small = backend.Plan(parameters, machine, [.. machine.Tables.Select(_ => 1)]);
        var large = backend.Plan(parameters, machine, [.. machine.Tables.Select(table => 1 << (8 - table.LogBlockHeight))]);
        Assert.Equal(Enum.GetValues<Abstractions.ProverPhase>(), small.Phases.Select(phase => phase.Phase));
        Assert.All(small.Phases.Zip(large.Phases), pair => Assert.InRange(pair.First.Bytes, 1, pair.Second.Bytes));
        Assert.True(small.PeakBytes < large.PeakBytes);
    }
}
