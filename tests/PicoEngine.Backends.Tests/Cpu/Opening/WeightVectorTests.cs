// SPDX-License-Identifier: MIT OR Apache-2.0

using PicoEngine.Backends.Buffers;
using PicoEngine.Backends.Cpu.Opening;
using PicoEngine.Backends.Multilinear;
using PicoEngine.Backends.Tests.Machines;
using PicoEngine.Fields;
using Xunit;

namespace PicoEngine.Backends.Tests.Cpu.Opening;

public sealed class WeightVectorTests
{
    public static TheoryData<int, int> Sizes => new() { { 0, 2 }, { 3, 4 }, { 5, 6 }, { 9, 12 }, { 13, 14 } };

    [Theory]
    [MemberData(nameof(Sizes))]
    public void AddPositions_adds_the_powers_of_every_position(int log, int logDomain)
    {
        using var pool = new ElementBufferPool();
        var (start, coefficients) = (ExtensionSamples.Elements(1 << log, 40), ExtensionSamples.Elements(6, 41));
        int[] positions = [0, 1, (1 << logDomain) - 1, 1, 2, 1 << (logDomain - 1)];
        using var weights = FoldingStateTests.Vector(pool, start);
        WeightVector.AddPositions(weights, positions, coefficients, logDomain, pool, 2);
        var generator = KoalaBear.TwoAdicGenerator(logDomain);
        for (var i = 0; i < start.Length; i++)
        {
            for (var j = 0; j < positions.Length; j++)
            {
                start[i] += coefficients[j] * generator.Pow((ulong)positions[j] * (ulong)i);
            }
        }

        Assert.Equal(start, weights.ToArray());
    }

    [Theory]
    [MemberData(nameof(Sizes))]
    public void AddPoint_and_Evaluate_use_the_powers_of_the_point(int log, int seed)
    {
        using var pool = new ElementBufferPool();
        var (start, elements) = (ExtensionSamples.Elements(1 << log, 42), ExtensionSamples.Elements(2, 43 + seed));
        var (point, coefficient) = (elements[0], elements[1]);
        using var weights = FoldingStateTests.Vector(pool, start);
        var (value, power) = (KoalaBearExtension5.Zero, KoalaBearExtension5.One);
        var expected = start.ToArray();
        for (var i = 0; i < start.Length; i++, power *= point)
        {
            value += start[i] * power;
            expected[i] += coefficient * power;
        }

        Assert.Equal(value, WeightVector.Evaluate(weights, point, 2));
        WeightVector.AddPoint(weights, point, coefficient, 2);
        Assert.Equal(expected, weights.ToArray());
    }

    [Theory]
    [InlineData(4, 2, 1)]
    [InlineData(7, 4, 0)]
    [InlineData(9, 9, 4)]
    [InlineData(10, 6, 3)]
    public void Weights_of_a_point_give_the_values_of_columns(int logHeight, int logPiece, int logSkip)
    {
        var parameters = InsecureOpeningParameters.Create(logHeight, logPiece, logSkip, [1, 1, 11], [1], [1], [1]);
        using var pool = new ElementBufferPool();
        var point = InsecureOpeningParameters.RandomPoint(parameters, 44);
        using var weights = WeightVector.OfPoint(parameters, point, pool, 2);
        var eq = EqTable.Build([.. point.Low, .. point.Row]);
        var backwards = KoalaBear.TwoAdicGenerator(logSkip).Inverse();
        for (var i = 0; i < weights.Length; i++)
        {
            // L_y(z) = 2^-l sum_k (z w^-y)^k, which is 1 at w^y and 0 at the other powers of w.
            var (x, y) = (KoalaBearExtension5.Zero, i & ((1 << logSkip) - 1));
            for (var k = 0; k < 1 << logSkip; k++)
            {
                x += (point.Skip * backwards.Pow((ulong)y)).Pow((ulong)k);
            }

            Assert.Equal(x * KoalaBear.FromCanonical(1u << logSkip).Inverse() * eq[i >> logSkip], weights[i]);
        }

        using var columns = pool.Rent(11L << logHeight);
        var random = new Random(45);
        for (var i = 0; i < columns.Length; i++)
        {
            columns.Span[i] = KoalaBear.FromCanonical((uint)random.NextInt64(KoalaBear.Modulus));
        }

        var values = PieceEvaluation.EvaluateColumns(PieceEvaluation.EvaluatePieces(parameters, columns, point, pool, 3), point.Row);
        for (var column = 0; column < 11; column++)
        {
            var expected = KoalaBearExtension5.Zero;
            for (var i = 0; i < weights.Length; i++)
            {
                expected += weights[i] * columns.Span[(column << logHeight) + i];
            }

            Assert.Equal(expected, values[column]);
        }
    }
}
