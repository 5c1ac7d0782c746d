// SPDX-License-Identifier: MIT OR Apache-2.0

using PicoEngine.Air.Machines;
using PicoEngine.Fields;
using PicoEngine.Verifier.Stark.LogUp;

namespace PicoEngine.Backends.Conformance.Naive;

/// <summary>Leaf fractions and their sums, one after the other.</summary>
internal static class NaiveFractions
{
    /// <summary>The fractions of all real rows, by leaf group, from the polynomials of the key.</summary>
    public static Fraction<KoalaBearExtension5>[][] Of(
        Machine machine, ShardWitness witness, FingerprintChallenges<KoalaBearExtension5> challenges) =>
        [.. machine.LeafGroups.Select(leaf => Enumerable.Range(0, witness.Traces[leaf.Table].Height)
            .Select(row => Leaf(machine.Tables[leaf.Table], leaf.Interactions, witness, challenges, row)).ToArray())];

    /// <summary>All leaves, virtual ones too.</summary>
    public static Fraction<KoalaBearExtension5>[] Expand(int logRows, Fraction<KoalaBearExtension5>[][] groups)
    {
        var logGroups = 0;
        while (1 << logGroups < groups.Length)
        {
            logGroups++;
        }

        var leaves = new Fraction<KoalaBearExtension5>[1 << (logRows + logGroups)];
        Array.Fill(leaves, new(KoalaBearExtension5.Zero, KoalaBearExtension5.One));
        for (var group = 0; group < groups.Length; group++)
        {
            groups[group].CopyTo(leaves, group << logRows);
        }

        return leaves;
    }

    /// <summary>All layers, the root's first.</summary>
    public static List<Fraction<KoalaBearExtension5>[]> Layers(Fraction<KoalaBearExtension5>[] leaves)
    {
        List<Fraction<KoalaBearExtension5>[]> layers = [leaves];
        while (layers[^1].Length > 1)
        {
            var nodes = layers[^1];
            layers.Add([.. Enumerable.Range(0, nodes.Length / 2).Select(i => Add(nodes[2 * i], nodes[(2 * i) + 1]))]);
        }

        layers.Reverse();
        return layers;
    }

    private static Fraction<KoalaBearExtension5> Add(Fraction<KoalaBearExtension5> left, Fraction<KoalaBearExtension5> right) => new(
        (left.Numerator * right.Denominator) + (right.Numerator * left.Denominator), left.Denominator * right.Denominator);

    private static Fraction<KoalaBearExtension5> Leaf(
        TableDefinition table, IEnumerable<int> interactions, ShardWitness witness, FingerprintChallenges<KoalaBearExtension5> challenges, int row)
    {
        var trace = witness.Traces[table.Index];
        var columns = Enumerable.Range(0, trace.Width).Select(column => (KoalaBearExtension5)trace[column, row]).ToArray();
        Fraction<KoalaBearExtension5> sum = new(KoalaBearExtension5.Zero, KoalaBearExtension5.One);
        foreach (var number in interactions)
        {
            var interaction = table.Interactions[number];
            var (alpha, beta) = interaction.Bus.IsGlobal ? (challenges.GlobalAlpha, challenges.GlobalBeta) : (challenges.Alpha, challenges.Beta);
            var fingerprint = alpha + KoalaBear.FromCanonical(interaction.Bus.Id);
            for (var i = 0; i < interaction.Message.Length; i++)
            {
                fingerprint += beta.Pow((ulong)i + 1) * interaction.Message[i].Evaluate(columns, KoalaBearExtension5.One, witness.PublicValues);
            }

            sum = Add(sum, new(interaction.Multiplicity.Evaluate(columns, KoalaBearExtension5.One, witness.PublicValues), fingerprint));
        }

        return sum;
    }
}
