// SPDX-License-Identifier: MIT OR Apache-2.0

using System.Collections.Immutable;
using PicoEngine.Air.Machines;
using PicoEngine.Backends.Multilinear;
using PicoEngine.Fields;
using PicoEngine.Verifier.Stark.LogUp;
using PicoEngine.Verifier.Stark.Zerocheck;

namespace PicoEngine.Backends.Programs;

/// <summary>The terms of a table in the batched sum, and their weights.</summary>
/// <param name="Table">The table.</param>
/// <param name="PublicValues">The public values of the shard.</param>
/// <param name="Fingerprints">The challenges of fingerprints.</param>
/// <param name="ConstraintWeights">The weight of each constraint.</param>
/// <param name="Leaves">The interactions of each leaf, and its weight.</param>
/// <param name="Kappa">The weight of a denominator beside its numerator.</param>
internal sealed record TableTerms(
    TableDefinition Table,
    KoalaBear[] PublicValues,
    FingerprintChallenges<KoalaBearExtension5> Fingerprints,
    KoalaBearExtension5[] ConstraintWeights,
    ImmutableArray<(ImmutableArray<int> Interactions, KoalaBearExtension5 Weight)> Leaves,
    KoalaBearExtension5 Kappa)
{
    private LeafForms? _leafForms;
    private bool _hasLeafForms;
    private object? _lock;

    /// <summary>The leaves as products of forms, made once for all kinds of rounds.</summary>
    public LeafForms LeafForms => LazyInitializer.EnsureInitialized(ref _leafForms, ref _hasLeafForms, ref _lock, () => new(this))!;

    /// <summary>The terms of all tables.</summary>
    /// <exception cref="ArgumentException">A leaf has more interactions than the degree of a round has room for.</exception>
    public static TableTerms[] Create(
        Machine machine,
        KoalaBear[] publicValues,
        FingerprintChallenges<KoalaBearExtension5> fingerprints,
        ZerocheckChallenges<KoalaBearExtension5> batch)
    {
        if (machine.LeafGroups.Any(leaf => leaf.Interactions.Length > ZerocheckShape.ColumnDegree))
        {
            throw new ArgumentException("A leaf merges more interactions than a round has degrees.", nameof(machine));
        }

        var groupWeights = EqTable.Build(batch.LeafGroup);
        var terms = new TableTerms[machine.Tables.Length];
        var tableWeight = KoalaBearExtension5.One;
        foreach (var table in machine.Tables)
        {
            var weights = new KoalaBearExtension5[table.Constraints.Length];
            for (var (i, weight) = (0, tableWeight); i < weights.Length; i++, weight *= batch.Alpha)
            {
                weights[i] = weight;
            }

            var leaves = machine.LeafGroups.Select((leaf, g) => (leaf, g)).Where(item => item.leaf.Table == table.Index)
                .Select(item => (item.leaf.Interactions, groupWeights[item.g]));
            terms[table.Index] = new(table, publicValues, fingerprints, weights, [.. leaves], batch.Kappa);
            tableWeight *= batch.Theta;
        }

        return terms;
    }
}
