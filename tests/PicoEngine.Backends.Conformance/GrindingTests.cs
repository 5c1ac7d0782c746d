// SPDX-License-Identifier: MIT OR Apache-2.0

using PicoEngine.Fields;
using PicoEngine.Primitives.Challenger;
using PicoEngine.Primitives.Poseidon2;
using PicoEngine.Primitives.Symmetric;
using Xunit;

namespace PicoEngine.Backends.Conformance;

public abstract class GrindingTests<TFixture>
    where TFixture : IProverFixture
{
    [Theory]
    [InlineData(1, 0u)]
    [InlineData(3, 5u)]
    [InlineData(8, 0u)]
    [InlineData(8, 1000u)]
    public void FindNonce_gives_the_smallest_one(int bits, uint first)
    {
        Assert.SkipWhen(TFixture.Missing is not null, TFixture.Missing ?? "");
        using var backend = TFixture.Create();
        var state = Samples.Words(Sponge.Width, 6);
        var expected = first;
        for (var found = false; !found; expected += found ? 0u : 1u)
        {
            KoalaBear[] trial = [ProofOfWork.Header, KoalaBear.FromCanonical(expected), .. new KoalaBear[Sponge.Rate - 2], .. state[Sponge.Rate..]];
            Poseidon2Permutation.Width24.Permute(trial);
            found = (trial[0].ToCanonical() & ((1u << bits) - 1)) == 0;
        }

        Assert.Equal(expected, backend.Grinding.FindNonce(state, bits, first));
    }

    [Fact]
    public void Grind_of_a_transcript_is_that_of_the_reference()
    {
        Assert.SkipWhen(TFixture.Missing is not null, TFixture.Missing ?? "");
        using var backend = TFixture.Create();
        var (own, reference) = (Transcript(), Transcript());
        Assert.Equal(reference.Grind(16), own.Grind(16, _ => true, backend.Grinding.FindNonce));
        Assert.Equal(reference.SampleExtension(), own.SampleExtension());

        static DuplexChallenger Transcript()
        {
            DuplexChallenger challenger = new(Sponge.Poseidon2Width24, default);
            challenger.Observe(MessageKind.PublicValues, [KoalaBear.MinusOne]);
            return challenger;
        }
    }
}
