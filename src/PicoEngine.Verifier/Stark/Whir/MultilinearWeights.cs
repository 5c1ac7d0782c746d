// SPDX-License-Identifier: MIT OR Apache-2.0

using System.Numerics;
using PicoEngine.Fields;
using PicoEngine.Protocol.Parameters;

namespace PicoEngine.Verifier.Stark.Whir;

/// <summary>Weight functions and their multilinear extensions, over any context; variable 0 is the lowest bit of an index.</summary>
/// <typeparam name="TElement">An element of the extension field.</typeparam>
internal sealed class MultilinearWeights<TElement>(IVerifierContext<TElement> context)
    where TElement : IAdditionOperators<TElement, TElement, TElement>,
        ISubtractionOperators<TElement, TElement, TElement>,
        IMultiplyOperators<TElement, TElement, TElement>
{
    private readonly TElement _one = context.Constant(KoalaBearExtension5.One);

    /// <summary>eq(point, i) for all i.</summary>
    public TElement[] EqTable(ReadOnlySpan<TElement> point)
    {
        var table = new TElement[1 << point.Length];
        table[0] = _one;
        for (var k = 0; k < point.Length; k++)
        {
            for (var i = 0; i < 1 << k; i++)
            {
                var high = table[i] * point[k];
                table[i + (1 << k)] = high;
                table[i] -= high;
            }
        }

        return table;
    }

    /// <summary>eq(left, right).</summary>
    public TElement Eq(ReadOnlySpan<TElement> left, ReadOnlySpan<TElement> right)
    {
        var product = _one;
        for (var k = 0; k < left.Length; k++)
        {
            var both = left[k] * right[k];
            product *= both + both - left[k] - right[k] + _one;
        }

        return product;
    }

    /// <summary>The values at <paramref name="z"/> of the Lagrange polynomials of the subgroup of order 2^log, natural order, without a division: L_y(z) = 2^-log sum_k (z w^-y)^k.</summary>
    public TElement[] Lagrange(int log, TElement z)
    {
        var (size, inverse) = (1 << log, KoalaBear.FromCanonical(1u << log).Inverse());
        var backwards = KoalaBear.TwoAdicGenerator(log).Inverse();
        var values = new TElement[size];
        for (var y = 0; y < size; y++)
        {
            // Horner over k = size - 1 .. 0 at z w^-y.
            var x = z * Constant(backwards.Pow((ulong)y));
            var sum = _one;
            for (var k = 1; k < size; k++)
            {
                sum = (sum * x) + _one;
            }

            values[y] = sum * Constant(inverse);
        }

        return values;
    }

    /// <summary>The extension of the weights of an opening point at m coordinates.</summary>
    public TElement OpeningWeight(SystemParameters parameters, OpeningPoint<TElement> point, ReadOnlySpan<TElement> coordinates)
    {
        var (skip, piece) = (parameters.LogSkip, parameters.LogPieceHeight);
        var weight = Eq(point.Low, coordinates[skip..piece]) * Eq(point.Row, coordinates[piece..]);
        return skip == 0 ? weight : weight * Dot(Lagrange(skip, point.Skip), EqTable(coordinates[..skip]));
    }

    /// <summary>prod_k (1 - X_k + X_k x^(2^k)): the extension of the weights 1, x, x^2, .. of an evaluation at x.</summary>
    public TElement PowerWeight(TElement x, ReadOnlySpan<TElement> coordinates)
    {
        var product = _one;
        foreach (var coordinate in coordinates)
        {
            product *= _one - coordinate + (coordinate * x);
            x *= x;
        }

        return product;
    }

    /// <summary>The sum of the products.</summary>
    public TElement Dot(ReadOnlySpan<TElement> left, ReadOnlySpan<TElement> right)
    {
        var sum = context.Constant(KoalaBearExtension5.Zero);
        for (var i = 0; i < left.Length; i++)
        {
            sum += left[i] * right[i];
        }

        return sum;
    }

    private TElement Constant(KoalaBear value) => context.Constant(value);
}
