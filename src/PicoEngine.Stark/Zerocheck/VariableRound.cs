// SPDX-License-Identifier: MIT OR Apache-2.0

using PicoEngine.Fields;
using PicoEngine.Primitives;
using PicoEngine.Verifier.Stark.Zerocheck;

namespace PicoEngine.Stark.Zerocheck;

/// <summary>The sums of a round that binds one row variable.</summary>
internal static class VariableRound
{
    /// <summary>Without eq, a round has the degree of the columns; it is evaluated at 0, 1, 2, 3.</summary>
    private const int Points = ZerocheckShape.ColumnDegree + 1;

    // Pairs of rows of a unit of work.
    private const int Grain = 64;

    /// <summary>The coefficients of both sums, eq of this and earlier variables left out.</summary>
    /// <param name="terms">The terms per table.</param>
    /// <param name="tables">The tables, folded down to this variable.</param>
    /// <param name="constraintWeights">eq(tau, .) of the higher variables, for the pairs of the highest table.</param>
    /// <param name="leafWeights">Likewise of the leaf point.</param>
    /// <param name="degreeOfParallelism">Threads to use.</param>
    public static RowSums Sum(
        TableTerms[] terms,
        FoldedTable[] tables,
        KoalaBearExtension5[] constraintWeights,
        KoalaBearExtension5[] leafWeights,
        int degreeOfParallelism)
    {
        RowSums sums = new(Points);
        foreach (var (term, table) in terms.Zip(tables))
        {
            ParallelRange.Run((table.Height + 1) / 2, Grain, degreeOfParallelism, (start, end) =>
            {
                RowSums part = new(Points);
                var evaluator = term.Evaluator<KoalaBearExtension5, ExtensionRows>();
                var (row, step) = (new KoalaBearExtension5[table.Width], new KoalaBearExtension5[table.Width]);
                for (var pair = start; pair < end; pair++)
                {
                    for (var column = 0; column < row.Length; column++)
                    {
                        row[column] = table[column, 2 * pair];
                        step[column] = table[column, (2 * pair) + 1] - row[column];
                    }

                    for (var x = 0; x < Points; x++)
                    {
                        var (constraints, leaves) = term.Evaluate(evaluator, row.AsSpan(0, row.Length - 1), row[^1]);
                        part.Constraints[x] += constraintWeights[pair] * constraints;
                        part.Leaves[x] += leafWeights[pair] * leaves;
                        for (var column = 0; column < row.Length; column++)
                        {
                            row[column] += step[column];
                        }
                    }
                }

                sums.Add(part);
            });
        }

        Interpolate(sums.Constraints);
        Interpolate(sums.Leaves);
        return sums;
    }

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
    private static void Interpolate(KoalaBearExtension5[] values)
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
