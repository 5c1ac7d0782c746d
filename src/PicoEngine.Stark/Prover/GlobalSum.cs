// SPDX-License-Identifier: MIT OR Apache-2.0

using PicoEngine.Air.Machines;
using PicoEngine.Fields;
using PicoEngine.Primitives;
using PicoEngine.Stark.Zerocheck;
using PicoEngine.Verifier.Stark.LogUp;

namespace PicoEngine.Stark.Prover;

/// <summary>The sum of a shard's fractions on global buses, which its statement declares.</summary>
internal static class GlobalSum
{
    // Rows of a unit of work.
    private const int Grain = 512;

    /// <summary>Adds the fractions up without a division, and divides once.</summary>
    /// <exception cref="InvalidOperationException">A fingerprint is zero under these challenges.</exception>
    public static KoalaBearExtension5 Compute(
        Machine machine, ShardWitness witness, KoalaBearExtension5 globalAlpha, KoalaBearExtension5 globalBeta, int degreeOfParallelism)
    {
        FingerprintChallenges<KoalaBearExtension5> challenges = new(default, default, globalAlpha, globalBeta);
        Lock gate = new();
        var total = KoalaBearExtension5.Zero;
        foreach (var table in machine.Tables)
        {
            var leaves = machine.LeafGroups
                .Where(leaf => leaf.Table == table.Index && table.Interactions[leaf.Interactions[0]].Bus.IsGlobal).ToArray();
            var trace = witness.Traces[table.Index];
            ParallelRange.Run(leaves.Length == 0 ? 0 : trace.Height, Grain, degreeOfParallelism, (start, end) =>
            {
                RowEvaluation<KoalaBear, BaseRows> evaluator = new(table, witness.PublicValues, challenges);
                var row = new KoalaBear[trace.Width];
                var (numerator, denominator) = (KoalaBearExtension5.Zero, KoalaBearExtension5.One);
                for (var i = start; i < end; i++)
                {
                    trace.CopyRow(i, row);
                    evaluator.Run(row, KoalaBear.One);
                    foreach (var leaf in leaves)
                    {
                        var (p, q) = evaluator.Leaf(leaf.Interactions);
                        numerator = (numerator * q) + (denominator * p);
                        denominator *= q;
                    }
                }

                if (denominator.IsZero)
                {
                    throw new InvalidOperationException("A global fingerprint is zero under these challenges.");
                }

                lock (gate)
                {
                    total += numerator * denominator.Inverse();
                }
            });
        }

        return total;
    }
}
