// SPDX-License-Identifier: MIT OR Apache-2.0

using PicoEngine.Backends.Buffers;
using PicoEngine.Fields;
using PicoEngine.Verifier.Stark.Zerocheck;

namespace PicoEngine.Backends.Cpu.Zerocheck;

/// <summary>What all tables share in a round that binds one row variable.</summary>
/// <param name="ConstraintWeights">eq(tau, .) of the higher variables, for the pairs of the highest table.</param>
/// <param name="LeafWeights">Likewise of the leaf point.</param>
/// <param name="Pool">Lends memory to threads.</param>
/// <param name="DegreeOfParallelism">Threads to use.</param>
internal readonly record struct VariableRound(EqWeights ConstraintWeights, EqWeights LeafWeights, ElementBufferPool Pool, int DegreeOfParallelism)
{
    /// <summary>Without eq, a round has the degree of the columns; it is evaluated at 0, 1, 2, 3.</summary>
    public const int Points = ZerocheckShape.ColumnDegree + 1;

    /// <summary>Multiplies by factor times eq(coordinate, X): the polynomial has one coefficient more.</summary>
    public static KoalaBearExtension5[] WithEq(KoalaBearExtension5[] coefficients, KoalaBearExtension5 coordinate, KoalaBearExtension5 factor)
    {
        var constant = factor * (KoalaBearExtension5.One - coordinate);
        var linear = (factor * coordinate) - constant;
        var product = new KoalaBearExtension5[coefficients.Length + 1];
        for (var k = 0; k < coefficients.Length; k++)
        {
            product[k] += coefficients[k] * constant;
            product[k + 1] += coefficients[k] * linear;
        }

        return product;
    }

    /// <summary>Values at 0, 1, 2, 3 become coefficients, by Newton's forward differences.</summary>
    public static void Interpolate(KoalaBearExtension5[] values)
    {
        var (a, b, c, d) = (values[0], values[1], values[2], values[3]);
        var third = KoalaBear.FromCanonical(3).Inverse();
        var second = (c - b - b + a).Halve();
        var cubic = ((d - a) - ((c - b) * KoalaBear.FromCanonical(3))).Halve();

        // f = a + (b - a) X + second X (X - 1) + (cubic / 3) X (X - 1) (X - 2)
        var top = cubic * third;
        values[1] = b - a - second + top + top;
        values[2] = second - cubic;
        values[3] = top;
    }
}
