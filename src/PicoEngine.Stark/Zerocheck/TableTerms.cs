// SPDX-License-Identifier: MIT OR Apache-2.0

using System.Collections.Immutable;
using PicoEngine.Air.Machines;
using PicoEngine.Fields;
using PicoEngine.Stark.Multilinear;
using PicoEngine.Verifier.Stark.LogUp;
using PicoEngine.Verifier.Stark.Zerocheck;

namespace PicoEngine.Stark.Zerocheck;

/// <summary>The weights of the constraints and leaves of a table in the batched sum.</summary>
internal sealed class TableTerms
{
    private readonly KoalaBear[] _publicValues;
    private readonly FingerprintChallenges<KoalaBearExtension5> _fingerprints;
    private readonly KoalaBearExtension5[] _constraintWeights;
    private readonly KoalaBearExtension5[] _leafWeights;
    private readonly ImmutableArray<int>[] _leaves;
    private readonly KoalaBearExtension5 _kappa;

    private TableTerms(
        TableDefinition table,
        KoalaBear[] publicValues,
        FingerprintChallenges<KoalaBearExtension5> fingerprints,
        KoalaBearExtension5[] constraintWeights,
        IEnumerable<(ImmutableArray<int> Interactions, KoalaBearExtension5 Weight)> leaves,
        KoalaBearExtension5 kappa)
    {
        Table = table;
        _publicValues = publicValues;
        _fingerprints = fingerprints;
        _constraintWeights = constraintWeights;
        _leaves = [.. leaves.Select(leaf => leaf.Interactions)];
        _leafWeights = [.. leaves.Select(leaf => leaf.Weight)];
        _kappa = kappa;
    }

    /// <summary>The table.</summary>
    public TableDefinition Table { get; }

    /// <summary>The terms of all tables.</summary>
    public static TableTerms[] Create(
        Machine machine,
        KoalaBear[] publicValues,
        FingerprintChallenges<KoalaBearExtension5> fingerprints,
        ZerocheckChallenges<KoalaBearExtension5> batch)
    {
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
            terms[table.Index] = new(table, publicValues, fingerprints, weights, leaves, batch.Kappa);
            tableWeight *= batch.Theta;
        }

        return terms;
    }

    /// <summary>An evaluator for one thread.</summary>
    public RowEvaluation<TField, TArithmetic> Evaluator<TField, TArithmetic>()
        where TField : struct, IField<TField>
        where TArithmetic : struct, IRowArithmetic<TField> =>
        new(Table, _publicValues, _fingerprints);

    /// <summary>The batched constraints and the batched leaves of a row.</summary>
    public (KoalaBearExtension5 Constraints, KoalaBearExtension5 Leaves) Evaluate<TField, TArithmetic>(
        RowEvaluation<TField, TArithmetic> evaluator, ReadOnlySpan<TField> columns, TField realRow)
        where TField : struct, IField<TField>
        where TArithmetic : struct, IRowArithmetic<TField>
    {
        evaluator.Run(columns, realRow);
        var leafSum = KoalaBearExtension5.Zero;
        for (var i = 0; i < _leaves.Length; i++)
        {
            var leaf = evaluator.Leaf(_leaves[i]);
            leafSum += _leafWeights[i] * (leaf.Numerator + (_kappa * (leaf.Denominator - TArithmetic.Lift(realRow))));
        }

        return (evaluator.Constraints(_constraintWeights), leafSum);
    }
}
