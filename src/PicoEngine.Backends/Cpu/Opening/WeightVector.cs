// SPDX-License-Identifier: MIT OR Apache-2.0

using PicoEngine.Backends.Buffers;
using PicoEngine.Backends.Multilinear;
using PicoEngine.Fields;
using PicoEngine.Fields.Packed;
using PicoEngine.Primitives.Dft;
using PicoEngine.Protocol.Parameters;
using PicoEngine.Verifier.Stark.Whir;

namespace PicoEngine.Backends.Cpu.Opening;

/// <summary>The weight function omega as a vector: that of the opening point first, then sums of powers for every answered point.</summary>
internal static unsafe class WeightVector
{
    /// <summary>omega of an opening point over the 2^m cells of a stacked column.</summary>
    public static ExtensionVector OfPoint(SystemParameters parameters, OpeningPoint<KoalaBearExtension5> point, ElementBufferPool pool, int degreeOfParallelism)
    {
        using var inner = PieceWeights(parameters, point, pool);
        var outer = EqTable.Build(point.Row);
        var weights = new ExtensionVector(pool, inner.Length * outer.Length);
        PackedRange.Run(new OuterPass(inner, outer, weights), outer.Length, degreeOfParallelism, inner.Length);
        return weights;
    }

    /// <summary>The weights of the 2^b cells of a piece: L_y(skip) on the low bits, eq above.</summary>
    public static ExtensionVector PieceWeights(SystemParameters parameters, OpeningPoint<KoalaBearExtension5> point, ElementBufferPool pool)
    {
        var (low, high) = (Lagrange(parameters.LogSkip, point.Skip), EqTable.Build(point.Low));
        var weights = new ExtensionVector(pool, low.Length * high.Length);
        for (var i = 0; i < weights.Length; i++)
        {
            weights[i] = low[i % low.Length] * high[i / low.Length];
        }

        return weights;
    }

    /// <summary>
    /// Adds sum_j c_j pow(w^(p_j)), w of order 2^log. The x^i of all positions together are one transform: entry i is the value at w^i of the polynomial sum_j c_j X^(p_j),
    /// which costs what a codeword costs instead of a pass for every query.
    /// </summary>
    /// <param name="weights">A vector no longer than 2^log.</param>
    /// <param name="positions">p_j; repeats add up.</param>
    /// <param name="coefficients">c_j.</param>
    /// <param name="log">The positions are below 2^log.</param>
    /// <param name="pool">For the transform.</param>
    /// <param name="degreeOfParallelism">How many threads may work.</param>
    public static void AddPositions(
        ExtensionVector weights, ReadOnlySpan<int> positions, ReadOnlySpan<KoalaBearExtension5> coefficients, int log, ElementBufferPool pool, int degreeOfParallelism)
    {
        using var sparse = new ExtensionVector(pool, 1 << log);
        using var values = new ExtensionVector(pool, 1 << log);
        sparse.Columns.Clear();
        for (var j = 0; j < positions.Length; j++)
        {
            sparse[positions[j]] += coefficients[j];
        }

        ForwardNtt.Transform(sparse.Columns, values.Columns, KoalaBearExtension5.Degree, degreeOfParallelism);
        PackedRange.Run(new AddPass(values, weights), weights.Length, degreeOfParallelism);
    }

    /// <summary>Adds c pow(z) for a point outside the domain.</summary>
    public static void AddPoint(ExtensionVector weights, KoalaBearExtension5 point, KoalaBearExtension5 coefficient, int degreeOfParallelism) =>
        PackedRange.Run(new PowerPass(null, weights, weights.Length, point, coefficient), weights.Length, degreeOfParallelism);

    /// <summary>The value at z of the polynomial with these coefficients.</summary>
    public static KoalaBearExtension5 Evaluate(ExtensionVector coefficients, KoalaBearExtension5 point, int degreeOfParallelism)
    {
        var pass = new PowerPass(coefficients, null, coefficients.Length, point, KoalaBearExtension5.One);
        PackedRange.Run(pass, coefficients.Length, degreeOfParallelism);
        return pass.Sum;
    }

    /// <summary>L_y(z) of the subgroup of order 2^log: 2^-log sum_k (z w^-y)^k.</summary>
    private static KoalaBearExtension5[] Lagrange(int log, KoalaBearExtension5 z)
    {
        var (inverse, backwards) = (KoalaBear.FromCanonical(1u << log).Inverse(), KoalaBear.TwoAdicGenerator(log).Inverse());
        var values = new KoalaBearExtension5[1 << log];
        for (var y = 0; y < values.Length; y++)
        {
            var (x, power) = (z * backwards.Pow((ulong)y), KoalaBearExtension5.One);
            for (var k = 0; k < values.Length; k++, power *= x)
            {
                values[y] += power;
            }

            values[y] *= inverse;
        }

        return values;
    }

    private sealed class OuterPass(ExtensionVector inner, KoalaBearExtension5[] outer, ExtensionVector destination) : IPackedPass
    {
        public void Run<TPacked>(int start, int end)
            where TPacked : unmanaged, IPackedKoalaBear<TPacked> =>
            WeightKernel<TPacked>.OuterProduct(inner.Pointer, inner.Length, outer, destination.Pointer, destination.Length, start, end);
    }

    private sealed class AddPass(ExtensionVector source, ExtensionVector destination) : IPackedPass
    {
        public void Run<TPacked>(int start, int end)
            where TPacked : unmanaged, IPackedKoalaBear<TPacked> =>
            WeightKernel<TPacked>.Add(source.Pointer, source.Length, destination.Pointer, destination.Length, start, end);
    }

    private sealed class PowerPass(
        ExtensionVector? values, ExtensionVector? destination, int length, KoalaBearExtension5 point, KoalaBearExtension5 coefficient) : IPackedPass
    {
        private readonly Lock _lock = new();

        public KoalaBearExtension5 Sum { get; private set; }

        public void Run<TPacked>(int start, int end)
            where TPacked : unmanaged, IPackedKoalaBear<TPacked>
        {
            var sum = WeightKernel<TPacked>.Powers(
                values is null ? null : values.Pointer, destination is null ? null : destination.Pointer, length, point, coefficient, start, end);
            lock (_lock)
            {
                Sum += sum;
            }
        }
    }
}
