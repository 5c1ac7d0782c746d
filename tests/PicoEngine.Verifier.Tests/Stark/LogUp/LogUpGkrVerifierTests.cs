// SPDX-License-Identifier: MIT OR Apache-2.0

using PicoEngine.Fields;
using PicoEngine.Verifier.Stark;
using PicoEngine.Verifier.Stark.LogUp;
using Xunit;

namespace PicoEngine.Verifier.Tests.Stark.LogUp;

public sealed class LogUpGkrVerifierTests
{
    public static TheoryData<string> Names => [.. GkrVector.All.Select(vector => vector.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void Verify_proof_of_the_reference_gives_its_claim(string name)
    {
        var vector = GkrVector.Named(name);
        var context = vector.Begin();
        var claim = LogUpGkrVerifier.Verify(context, vector.Layers, vector.PublicValues, vector.GlobalSum, Proof(vector));
        Assert.Null(context.Rejection);
        Assert.NotNull(claim);
        Assert.Equal(vector.Point, claim.Point);
        Assert.Equal(vector.Claim, claim.Value);
        Assert.Equal(vector.NextChallenge, context.SampleExtension());
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Verify_any_word_changed_is_refused_at_its_layer(string name)
    {
        var vector = GkrVector.Named(name);
        var position = 0;
        for (var layer = 1; layer <= vector.Layers; layer++)
        {
            for (var end = FractionalSumShape.ElementCount(layer); position < end; position++)
            {
                for (var coefficient = 0; coefficient < KoalaBearExtension5.Degree; coefficient++)
                {
                    var messages = (KoalaBearExtension5[])vector.Messages.Clone();
                    messages[position] = Bump(messages[position], coefficient);
                    var rejection = vector.Verify(messages).Rejection;
                    Assert.NotNull(rejection);

                    // Without any fraction the root's equation holds for every denominator; the next layer sees the change.
                    var expected = layer > 1 || name == "nothing at all" && position >= 2
                        ? new Rejection(RejectionReason.GkrLayer, Math.Max(layer, 2))
                        : new Rejection(RejectionReason.FractionalSum);
                    Assert.Equal(expected, rejection);
                }
            }
        }

        Assert.Equal(vector.Messages.Length, position);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Verify_another_global_sum_is_refused(string name)
    {
        var vector = GkrVector.Named(name);
        var context = vector.Begin();
        LogUpGkrVerifier.Verify(context, vector.Layers, vector.PublicValues, Bump(vector.GlobalSum, 3), Proof(vector));
        Assert.Equal(new Rejection(RejectionReason.FractionalSum), context.Rejection);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Verify_another_public_numerator_is_refused(string name)
    {
        var vector = GkrVector.Named(name);
        var context = vector.Begin();
        var publicValues = vector.PublicValues with { Numerator = Bump(vector.PublicValues.Numerator, 0) };
        LogUpGkrVerifier.Verify(context, vector.Layers, publicValues, vector.GlobalSum, Proof(vector));
        Assert.Equal(new Rejection(RejectionReason.FractionalSum), context.Rejection);
    }

    [Fact]
    public void Verify_another_public_denominator_is_refused()
    {
        var vector = GkrVector.Named("three groups");
        var context = vector.Begin();
        var publicValues = vector.PublicValues with { Denominator = Bump(vector.PublicValues.Denominator, 4) };
        LogUpGkrVerifier.Verify(context, vector.Layers, publicValues, vector.GlobalSum, Proof(vector));
        Assert.Equal(new Rejection(RejectionReason.FractionalSum), context.Rejection);
    }

    [Fact]
    public void Verify_public_fraction_zero_over_zero_is_refused()
    {
        var vector = GkrVector.Named("three groups");
        var context = vector.Begin();
        LogUpGkrVerifier.Verify(context, vector.Layers, default, vector.GlobalSum, Proof(vector));
        Assert.Equal(new Rejection(RejectionReason.PublicDenominatorZero), context.Rejection);
    }

    // All messages zero: every equation of the proof holds, for any sum, so the two checks of denominators stand alone.
    [Theory]
    [MemberData(nameof(Names))]
    public void Verify_all_messages_zero_is_refused_for_its_denominator_alone(string name)
    {
        var vector = GkrVector.Named(name);
        var rejection = vector.Verify(new KoalaBearExtension5[vector.Messages.Length]).Rejection;
        Assert.Equal(new Rejection(RejectionReason.RootDenominatorZero), rejection);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    public void Verify_one_zero_denominator_below_the_root_is_refused(int child)
    {
        var vector = GkrVector.Named("one layer");
        var messages = (KoalaBearExtension5[])vector.Messages.Clone();
        messages[2 + child] = KoalaBearExtension5.Zero;
        messages[child] = KoalaBearExtension5.Zero;
        Assert.Equal(new Rejection(RejectionReason.RootDenominatorZero), vector.Verify(messages).Rejection);
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(1)]
    public void Verify_other_number_of_layers_than_the_key_is_refused(int difference)
    {
        var vector = GkrVector.Named("three groups");
        var context = vector.Begin();
        var claim = LogUpGkrVerifier.Verify(context, vector.Layers + difference, vector.PublicValues, vector.GlobalSum, Proof(vector));
        Assert.Null(claim);
        Assert.Equal(new Rejection(RejectionReason.GkrLayerCount, vector.Layers), context.Rejection);
    }

    [Fact]
    public void Verify_transcript_that_began_otherwise_is_refused()
    {
        var vector = GkrVector.Named("three groups");
        var context = vector.Begin();
        context.SampleExtension();
        LogUpGkrVerifier.Verify(context, vector.Layers, vector.PublicValues, vector.GlobalSum, Proof(vector));
        Assert.Equal(new Rejection(RejectionReason.GkrLayer, 2), context.Rejection);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(63)]
    public void ElementCount_impossible_number_of_layers_throws(int layers) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => FractionalSumShape.ElementCount(layers));

    [Fact]
    public void Constructor_wrong_number_of_elements_throws() =>
        Assert.Throws<ArgumentException>(() => new FractionalSumProof<KoalaBearExtension5>(3, new KoalaBearExtension5[17]));

    private static FractionalSumProof<KoalaBearExtension5> Proof(GkrVector vector) => new(vector.Layers, vector.Messages);

    private static KoalaBearExtension5 Bump(KoalaBearExtension5 element, int coefficient)
    {
        Span<KoalaBear> words = stackalloc KoalaBear[KoalaBearExtension5.Degree];
        element.CopyTo(words);
        words[coefficient] += KoalaBear.One;
        return new(words);
    }
}
