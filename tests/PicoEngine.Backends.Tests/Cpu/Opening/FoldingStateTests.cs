// SPDX-License-Identifier: MIT OR Apache-2.0

using PicoEngine.Backends.Buffers;
using PicoEngine.Backends.Cpu.Opening;
using PicoEngine.Fields;
using PicoEngine.Fields.Packed;
using PicoEngine.Verifier.Stark.Whir;
using Xunit;

namespace PicoEngine.Backends.Tests.Cpu.Opening;

public sealed class FoldingStateTests
{
    public static TheoryData<int, int> Sizes => new() { { 1, 1 }, { 2, 1 }, { 4, 1 }, { 5, 2 }, { 6, 1 }, { 8, 3 }, { 11, 1 }, { 15, 2 } };

    [Theory]
    [MemberData(nameof(Sizes))]
    public void Messages_and_folds_equal_the_definition(int log, int degreeOfParallelism)
    {
        using var pool = new ElementBufferPool();
        var (values, weights) = (ExtensionSamples.Elements(1 << log, 30), ExtensionSamples.Elements(1 << log, 31));
        var challenges = ExtensionSamples.Elements(log, 32);
        using var state = new FoldingState(pool, Vector(pool, values), Vector(pool, weights), degreeOfParallelism);
        for (var round = 0; round < log; round++)
        {
            Assert.Equal(Message(values, weights), state.NextMessage());

            // Both ways: with the next message made in the same pass, and without.
            state.Bind(challenges[round], anotherRound: round + 1 < log && round % 3 != 1);
            (values, weights) = (Fold(values, challenges[round]), Fold(weights, challenges[round]));
            Assert.Equal(values, state.Values.ToArray());
            Assert.Equal(weights, state.Weights.ToArray());
        }
    }

    [Fact]
    public void Kernels_of_all_vector_types_agree()
    {
        var expected = Passes<PackedKoalaBear1>();
        Assert.Equal(expected, Passes<PackedKoalaBear256>(PackedKoalaBear256.IsSupported) ?? expected);
        Assert.Equal(expected, Passes<PackedKoalaBear512>(PackedKoalaBear512.IsSupported) ?? expected);
        Assert.SkipUnless(PackedKoalaBear256.IsSupported && PackedKoalaBear512.IsSupported, "This machine has not all vector instructions.");
    }

    internal static ExtensionVector Vector(ElementBufferPool pool, KoalaBearExtension5[] elements)
    {
        var vector = new ExtensionVector(pool, elements.Length);
        for (var i = 0; i < elements.Length; i++)
        {
            vector[i] = elements[i];
        }

        return vector;
    }

    private static unsafe KoalaBearExtension5[]? Passes<TPacked>(bool supported = true)
        where TPacked : unmanaged, IPackedKoalaBear<TPacked>
    {
        if (!supported)
        {
            return null;
        }

        const int Length = 64;
        using var pool = new ElementBufferPool();
        using var values = Vector(pool, ExtensionSamples.Elements(Length, 33));
        using var weights = Vector(pool, ExtensionSamples.Elements(Length, 34));
        using var newValues = new ExtensionVector(pool, Length / 2);
        using var newWeights = new ExtensionVector(pool, Length / 2);
        var r = ExtensionSamples.Elements(1, 35)[0];
        SumcheckKernel<TPacked>.Message(values.Pointer, weights.Pointer, Length, 0, Length / 2, out var zero, out var infinity);
        SumcheckKernel<TPacked>.FoldMessage(
            values.Pointer, weights.Pointer, Length, newValues.Pointer, newWeights.Pointer, r, 0, Length / 4, out var nextZero, out var nextInfinity);
        var powers = WeightKernel<TPacked>.Powers(values.Pointer, weights.Pointer, Length, r, zero, 0, Length);
        var dot = WeightKernel<TPacked>.Dot(values.Pointer, weights.Pointer, Length);
        return [zero, infinity, nextZero, nextInfinity, powers, dot, .. newValues.ToArray(), .. newWeights.ToArray(), .. weights.ToArray()];
    }

    private static SumcheckMessage<KoalaBearExtension5> Message(KoalaBearExtension5[] values, KoalaBearExtension5[] weights)
    {
        var (zero, infinity) = (KoalaBearExtension5.Zero, KoalaBearExtension5.Zero);
        for (var i = 0; i < values.Length; i += 2)
        {
            zero += values[i] * weights[i];
            infinity += (values[i + 1] - values[i]) * (weights[i + 1] - weights[i]);
        }

        return new(zero, infinity);
    }

    private static KoalaBearExtension5[] Fold(KoalaBearExtension5[] values, KoalaBearExtension5 r) =>
        [.. Enumerable.Range(0, values.Length / 2).Select(i => values[2 * i] + (r * (values[(2 * i) + 1] - values[2 * i])))];
}
