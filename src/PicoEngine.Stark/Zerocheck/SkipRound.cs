// SPDX-License-Identifier: MIT OR Apache-2.0

using PicoEngine.Air.Machines;
using PicoEngine.Fields;
using PicoEngine.Primitives;

namespace PicoEngine.Stark.Zerocheck;

/// <summary>The sums of the skip round. Rows are still those of the trace, so all evaluation is over the base field.</summary>
internal static class SkipRound
{
    // Chunks of 2^l rows of a unit of work: enough to hide its cost.
    private const int Grain = 64;

    /// <summary>The sums at every point of the large subgroup, the low eq factors left out.</summary>
    /// <param name="terms">The terms per table.</param>
    /// <param name="traces">Per table its columns.</param>
    /// <param name="logSkip">l, at least 1.</param>
    /// <param name="constraintWeights">eq(tau, .) of the high variables, for the chunks of the highest table.</param>
    /// <param name="leafWeights">Likewise of the leaf point.</param>
    /// <param name="degreeOfParallelism">Threads to use.</param>
    public static RowSums Sum(
        TableTerms[] terms,
        IReadOnlyList<TraceMatrix> traces,
        int logSkip,
        KoalaBearExtension5[] constraintWeights,
        KoalaBearExtension5[] leafWeights,
        int degreeOfParallelism)
    {
        var lagrange = SkipDomain.LagrangeOnCosets(logSkip);
        RowSums sums = new(lagrange.Length);
        foreach (var (table, trace) in terms.Zip(traces))
        {
            ParallelRange.Run(trace.Height >> logSkip, Grain, degreeOfParallelism, (start, end) =>
            {
                RowSums part = new(lagrange.Length);
                var evaluator = table.Evaluator<KoalaBear, BaseRows>();
                var row = new KoalaBear[trace.Width];
                for (var chunk = start; chunk < end; chunk++)
                {
                    for (var i = 0; i < lagrange.Length; i++)
                    {
                        Extend(trace, chunk, lagrange[i], row);
                        var (constraints, leaves) = table.Evaluate(evaluator, row, KoalaBear.One);
                        part.Constraints[i] += constraintWeights[chunk] * constraints;
                        part.Leaves[i] += leafWeights[chunk] * leaves;
                    }
                }

                sums.Add(part);
            });
        }

        return sums;
    }

    /// <summary>The value of each column's chunk polynomial at a point.</summary>
    private static void Extend(TraceMatrix trace, int chunk, KoalaBear[] weights, KoalaBear[] row)
    {
        for (var column = 0; column < row.Length; column++)
        {
            var cells = trace.Column(column).Slice(chunk * weights.Length, weights.Length);
            var sum = KoalaBear.Zero;
            for (var y = 0; y < weights.Length; y++)
            {
                sum += weights[y] * cells[y];
            }

            row[column] = sum;
        }
    }
}
