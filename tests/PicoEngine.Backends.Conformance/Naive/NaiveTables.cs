// SPDX-License-Identifier: MIT OR Apache-2.0

using PicoEngine.Air.Layout;
using PicoEngine.Air.Machines;
using PicoEngine.Backends.Abstractions;
using PicoEngine.Backends.Multilinear;
using PicoEngine.Fields;
using PicoEngine.Verifier.Stark.LogUp;
using PicoEngine.Verifier.Stark.Zerocheck;

namespace PicoEngine.Backends.Conformance.Naive;

/// <summary>The constraint sumcheck on whole cubes: every column of every table with all its virtual rows, and s as the last column.</summary>
internal sealed class NaiveTables
{
    private readonly Machine _machine;
    private readonly NaiveZerocheck _definition;
    private readonly ZerocheckChallenges<KoalaBearExtension5> _batch;
    private readonly int _logSkip;
    private KoalaBearExtension5[][][] _tables;
    private int _bound;

    public NaiveTables(
        Machine machine,
        ShardWitness witness,
        FingerprintChallenges<KoalaBearExtension5> fingerprints,
        ZerocheckChallenges<KoalaBearExtension5> batch,
        int logSkip)
    {
        (_machine, _batch, _logSkip, _bound) = (machine, batch, logSkip, logSkip);
        _definition = new(machine, witness, fingerprints, batch);
        var size = 1 << machine.Limits.LogMaximumHeight;
        _tables = [.. witness.Traces.Select(trace => Enumerable.Range(0, trace.Width + 1).Select(column => Enumerable.Range(0, size).Select(row =>
            row >= trace.Height ? KoalaBearExtension5.Zero : column == trace.Width ? KoalaBearExtension5.One : trace[column, row]).ToArray()).ToArray())];
    }

    public ConstraintSums SkipSums(ConstraintsOnRows onRows)
    {
        var points = Enumerable.Range(0, SkipDomain.Cosets << _logSkip).ToArray();
        var sums = points.Select(point =>
        {
            var (coset, y) = (point >> _logSkip, point & ((1 << _logSkip) - 1));
            var x = SkipDomain.Shift(_logSkip, coset) * KoalaBear.TwoAdicGenerator(_logSkip).Pow((ulong)y);
            var weights = SkipDomain.Lagrange(_logSkip, x);
            var (constraints, leaves) = Sum(
                [.. _tables.Select(table => table.Select(column => Chunks(column, weights)).ToArray())], _bound);
            return (coset == 0 && onRows == ConstraintsOnRows.AreZero ? KoalaBearExtension5.Zero : constraints, leaves);
        }).ToArray();
        return new([.. sums.Select(sum => sum.Item1)], [.. sums.Select(sum => sum.leaves)]);
    }

    public void BindSkip(KoalaBearExtension5[] weights) => _tables = [.. _tables.Select(table => table.Select(column => Chunks(column, weights)).ToArray())];

    public ConstraintSums VariableSums()
    {
        var sums = Enumerable.Range(0, 4).Select(x => Sum(
            [.. _tables.Select(table => table.Select(column => MultilinearPolynomial.BindLowest(column, KoalaBear.FromCanonical((uint)x))).ToArray())],
            _bound + 1)).ToArray();
        return new([.. sums.Select(sum => sum.Constraints)], [.. sums.Select(sum => sum.Leaves)]);
    }

    public void Bind(KoalaBearExtension5 challenge)
    {
        _bound++;
        _tables = [.. _tables.Select(table => table.Select(column => MultilinearPolynomial.BindLowest(column, challenge)).ToArray())];
    }

    public KoalaBearExtension5[] ColumnClaims()
    {
        var claims = new KoalaBearExtension5[_machine.ColumnCount];
        foreach (var (ids, table) in BlockLayout.ColumnIds(_machine).Zip(_tables))
        {
            for (var column = 0; column < ids.Length; column++)
            {
                claims[ids[column]] = table[column][0];
            }
        }

        return claims;
    }

    private (KoalaBearExtension5 Constraints, KoalaBearExtension5 Leaves) Sum(KoalaBearExtension5[][][] tables, int first)
    {
        var (tau, leafRow) = (EqTable.Build(_batch.Tau.AsSpan(first)), EqTable.Build(_batch.LeafRow.AsSpan(first)));
        var (constraints, leaves) = (KoalaBearExtension5.Zero, KoalaBearExtension5.Zero);
        foreach (var table in _machine.Tables)
        {
            for (var row = 0; row < tau.Length; row++)
            {
                var cells = tables[table.Index].Select(column => column[row]).ToArray();
                var (c, l) = _definition.Evaluate(table, cells[..^1], cells[^1]);
                (constraints, leaves) = (constraints + (tau[row] * c), leaves + (leafRow[row] * l));
            }
        }

        return (constraints, leaves);
    }

    private static KoalaBearExtension5[] Chunks(KoalaBearExtension5[] column, KoalaBearExtension5[] weights) =>
        [.. column.Chunk(weights.Length).Select(chunk => chunk.Zip(weights, (value, weight) => value * weight).Aggregate(KoalaBearExtension5.Zero, (sum, term) => sum + term))];
}
