// SPDX-License-Identifier: MIT OR Apache-2.0

using PicoEngine.Air.Machines;
using PicoEngine.Backends.Multilinear;
using PicoEngine.Fields;
using PicoEngine.Verifier.Stark.LogUp;
using PicoEngine.Verifier.Stark.Zerocheck;

namespace PicoEngine.Backends.Conformance.Naive;

/// <summary>The sum of the constraint sumcheck by its definition: from the polynomials of the key, row by row over the whole cube.</summary>
internal sealed class NaiveZerocheck(
    Machine machine,
    ShardWitness witness,
    FingerprintChallenges<KoalaBearExtension5> fingerprints,
    ZerocheckChallenges<KoalaBearExtension5> batch)
{
    /// <summary>sum_x eq(tau, x) constraints(x) + eta eq(xi, x) leaves(x), x over all rows, virtual ones too.</summary>
    public KoalaBearExtension5 Sum()
    {
        var (tau, leafRow) = (EqTable.Build(batch.Tau), EqTable.Build(batch.LeafRow));
        var sum = KoalaBearExtension5.Zero;
        for (var row = 0; row < tau.Length; row++)
        {
            foreach (var table in machine.Tables)
            {
                var trace = witness.Traces[table.Index];
                var columns = new KoalaBearExtension5[trace.Width];
                for (var column = 0; column < columns.Length; column++)
                {
                    columns[column] = row < trace.Height ? trace[column, row] : KoalaBear.Zero;
                }

                var (constraints, leaves) = Evaluate(table, columns, row < trace.Height ? KoalaBearExtension5.One : KoalaBearExtension5.Zero);
                sum += (tau[row] * constraints) + (batch.Eta * leafRow[row] * leaves);
            }
        }

        return sum;
    }

    /// <summary>Batched constraints and leaves of a table at one point.</summary>
    public (KoalaBearExtension5 Constraints, KoalaBearExtension5 Leaves) Evaluate(TableDefinition table, KoalaBearExtension5[] columns, KoalaBearExtension5 realRow)
    {
        var constraints = KoalaBearExtension5.Zero;
        for (var c = 0; c < table.Constraints.Length; c++)
        {
            constraints += batch.Theta.Pow((ulong)table.Index) * batch.Alpha.Pow((ulong)c)
                * table.Constraints[c].Evaluate(columns, realRow, witness.PublicValues);
        }

        var groups = EqTable.Build(batch.LeafGroup);
        var leaves = KoalaBearExtension5.Zero;
        for (var g = 0; g < machine.LeafGroups.Length; g++)
        {
            if (machine.LeafGroups[g].Table == table.Index)
            {
                var fractions = machine.LeafGroups[g].Interactions.Select(i => Single(table, i, columns, realRow)).ToArray();
                var denominator = fractions.Aggregate(KoalaBearExtension5.One, (product, fraction) => product * fraction.Denominator);
                var numerator = KoalaBearExtension5.Zero;
                for (var i = 0; i < fractions.Length; i++)
                {
                    numerator += fractions.Where((_, j) => j != i).Aggregate(fractions[i].Numerator, (product, other) => product * other.Denominator);
                }

                leaves += groups[g] * (numerator + (batch.Kappa * (denominator - realRow)));
            }
        }

        return (constraints, leaves);
    }

    private Fraction<KoalaBearExtension5> Single(TableDefinition table, int number, KoalaBearExtension5[] columns, KoalaBearExtension5 realRow)
    {
        var interaction = table.Interactions[number];
        var (alpha, beta) = interaction.Bus.IsGlobal
            ? (fingerprints.GlobalAlpha, fingerprints.GlobalBeta) : (fingerprints.Alpha, fingerprints.Beta);
        var fingerprint = (alpha + KoalaBear.FromCanonical(interaction.Bus.Id)) * realRow;
        for (var i = 0; i < interaction.Message.Length; i++)
        {
            fingerprint += beta.Pow((ulong)i + 1) * interaction.Message[i].Evaluate(columns, realRow, witness.PublicValues);
        }

        return new(interaction.Multiplicity.Evaluate(columns, realRow, witness.PublicValues), fingerprint);
    }
}
