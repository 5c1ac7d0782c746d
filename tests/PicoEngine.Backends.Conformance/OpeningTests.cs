// SPDX-License-Identifier: MIT OR Apache-2.0

using PicoEngine.Air.Builders;
using PicoEngine.Backends.Abstractions;
using PicoEngine.Backends.Multilinear;
using PicoEngine.Backends.Tests;
using PicoEngine.Backends.Tests.Machines;
using PicoEngine.Fields;
using PicoEngine.Primitives.Dft;
using PicoEngine.Primitives.MerkleTree;
using PicoEngine.Primitives.Symmetric;
using PicoEngine.Protocol.Parameters;
using PicoEngine.Verifier.Stark.Whir;
using Xunit;

namespace PicoEngine.Backends.Conformance;

public abstract class OpeningTests<TFixture>
    where TFixture : IProverFixture
{
    // Heights, pieces, skip, and folds of one to four variables; the last set is longer than one block of any kernel.
    private static SystemParameters[] Parameters { get; } =
    [
        InsecureOpeningParameters.Create(8, 4, 2, [5, 8, 19], [1, 2, 3, 4], [1, 2, 2, 2], [5, 4, 3, 3], outOfDomain: 2),
        InsecureOpeningParameters.Create(11, 6, 3, [16, 1, 17], [1, 1, 3], [3, 3, 3], [8, 8, 8], logCap: 4),
        InsecureOpeningParameters.Create(13, 10, 4, [1, 2, 6], [1, 2, 4, 6], [1, 4, 4, 3], [60, 40, 30, 20], outOfDomain: 1, logCap: 8),
    ];

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    public void Index_sumcheck_equals_the_definition(int set)
    {
        Assert.SkipWhen(TFixture.Missing is not null, TFixture.Missing ?? "");
        using var backend = TFixture.Create();
        var parameters = Parameters[set];
        var (columns, groups) = Commit(backend, parameters);
        var point = InsecureOpeningParameters.RandomPoint(parameters, 20);
        var (m, b) = (parameters.LogStackedHeight, parameters.LogPieceHeight);
        var inner = PieceWeights(parameters, point);
        var pieces = Enumerable.Range(0, columns.Length << (m - b))
            .Select(i => Dot(inner, columns[i >> (m - b)].AsSpan((i & ((1 << (m - b)) - 1)) << b, 1 << b))).ToArray();
        var weights = ExtensionSamples.Elements(1 << parameters.IndexVariables, 21);
        using (var session = backend.Opening.BeginIndex(parameters, groups, point, [.. weights]))
        {
            KoalaBearExtension5[] values = [.. pieces, .. new KoalaBearExtension5[weights.Length - pieces.Length]];
            foreach (var challenge in ExtensionSamples.Elements(parameters.IndexVariables, 22))
            {
                Assert.Equal(Message(values, weights), session.NextMessage());
                session.Bind(challenge);
                (values, weights) = (MultilinearPolynomial.BindLowest(values, challenge), MultilinearPolynomial.BindLowest(weights, challenge));
            }

            Assert.Equal(
                columns.Select((_, w) => MultilinearPolynomial.Evaluate(pieces.AsSpan(w << (m - b), 1 << (m - b)), point.Row)), session.EvaluateColumns(point.Row));
        }

        groups.ForEach(group => group.Dispose());
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    public void Opening_equals_the_definition(int set)
    {
        Assert.SkipWhen(TFixture.Missing is not null, TFixture.Missing ?? "");
        using var backend = TFixture.Create();
        var parameters = Parameters[set];
        var (columns, groups) = Commit(backend, parameters);
        var mu = ExtensionSamples.Elements(parameters.BatchingVariables, 23);
        var point = InsecureOpeningParameters.RandomPoint(parameters, 24);
        var eq = EqTable.Build(mu);
        var g = Enumerable.Range(0, 1 << parameters.LogStackedHeight)
            .Select(i => columns.Select((column, w) => eq[w] * column[i]).Aggregate((sum, term) => sum + term)).ToArray();
        var inner = PieceWeights(parameters, point);
        KoalaBearExtension5[] omega = [.. EqTable.Build(point.Row).SelectMany(high => inner.Select(low => low * high))];
        var random = ExtensionSamples.Elements(64, 25);
        var next = 0;
        using (var session = backend.Opening.Begin(parameters, groups, mu))
        {
            session.SetPoint(point);
            CappedMerkleTree? tree = null;
            KoalaBear[] codeword = [];
            for (var round = 0; round < parameters.Rounds; round++)
            {
                for (var fold = 0; fold < parameters.FoldedVariables[round]; fold++)
                {
                    Assert.Equal(Message(g, omega), session.NextMessage());
                    var following = fold + 1 < parameters.FoldedVariables[round] ? AfterFold.Message : AfterFold.Weights;
                    session.Bind(random[next], following);
                    (g, omega) = (MultilinearPolynomial.BindLowest(g, random[next]), MultilinearPolynomial.BindLowest(omega, random[next]));
                    next++;
                }

                int[] positions = [0, (1 << parameters.LogLeafCount(round)) - 1, 1, 0];
                var previous = (tree, codeword);
                var points = random[next..(next + parameters.OutOfDomainSamples)];
                if (round + 1 < parameters.Rounds)
                {
                    (tree, codeword) = Encode(WhirShape.RoundLayout(parameters, round + 1), g, parameters.LogCapSize);
                    session.Encode(round + 1);
                    Assert.Equal(tree.Cap.Nodes.ToArray(), session.CommitCodeword().Nodes.ToArray());
                    Assert.Equal(points.Select(z => Horner(g, z)), session.Evaluate(points));
                }
                else
                {
                    Assert.Equal(g, session.Coefficients());
                    points = [];
                }

                if (round > 0)
                {
                    CheckLeaves(previous.tree!, previous.codeword, positions, session.OpenCodeword(round, positions));
                }

                var gamma = random[next++];
                session.AddAnswers(round, gamma, points, positions);
                AddAnswers(omega, gamma, points, positions, parameters.LogLeafCount(round));
            }

            Assert.Equal(Message(g, omega), session.NextMessage());
        }

        groups.ForEach(group => group.Dispose());
    }

    private static (KoalaBear[][] Columns, List<ICommittedGroup> Groups) Commit(IProverBackend backend, SystemParameters parameters)
    {
        List<KoalaBear[]> columns = [];
        List<ICommittedGroup> groups = [];
        foreach (var kind in Enum.GetValues<ColumnGroup>())
        {
            // The last third of each group is unused.
            var width = parameters.StackedWidths[(int)kind];
            var cells = Samples.Words((long)width << parameters.LogStackedHeight, 26 + (int)kind);
            cells.AsSpan(cells.Length - (cells.Length / 3)).Clear();
            columns.AddRange(cells.Chunk(1 << parameters.LogStackedHeight));
            groups.Add(backend.Commitments.Commit(parameters, kind, cells, CodewordStorage.Keep));
        }

        return ([.. columns], groups);
    }

    private static KoalaBearExtension5[] PieceWeights(SystemParameters parameters, OpeningPoint<KoalaBearExtension5> point)
    {
        var low = SkipDomain.Lagrange(parameters.LogSkip, point.Skip);
        return [.. EqTable.Build(point.Low).SelectMany(high => low.Select(weight => weight * high))];
    }

    private static KoalaBearExtension5 Dot(KoalaBearExtension5[] weights, ReadOnlySpan<KoalaBear> cells)
    {
        var sum = KoalaBearExtension5.Zero;
        for (var i = 0; i < weights.Length; i++)
        {
            sum += weights[i] * cells[i];
        }

        return sum;
    }

    private static SumcheckMessage<KoalaBearExtension5> Message(KoalaBearExtension5[] left, KoalaBearExtension5[] right)
    {
        var (zero, infinity) = (KoalaBearExtension5.Zero, KoalaBearExtension5.Zero);
        for (var i = 0; i < left.Length; i += 2)
        {
            zero += left[i] * right[i];
            infinity += (left[i + 1] - left[i]) * (right[i + 1] - right[i]);
        }

        return new(zero, infinity);
    }

    private static KoalaBearExtension5 Horner(KoalaBearExtension5[] coefficients, KoalaBearExtension5 x) =>
        coefficients.Reverse().Aggregate(KoalaBearExtension5.Zero, (value, coefficient) => (value * x) + coefficient);

    private static (CappedMerkleTree Tree, KoalaBear[] Codeword) Encode(LeafLayout layout, KoalaBearExtension5[] g, int logCapSize)
    {
        KoalaBear[] coefficients = [.. Enumerable.Range(0, KoalaBearExtension5.Degree).SelectMany(k => g.Select(element => element[k]))];
        var codeword = new KoalaBear[layout.Width << layout.LogHeight];
        ForwardNtt.Transform(coefficients, codeword, layout.Width);
        return (CappedMerkleTree.Build(Sponge.Poseidon2Width24, codeword, layout, logCapSize), codeword);
    }

    private static void CheckLeaves(CappedMerkleTree tree, KoalaBear[] codeword, int[] positions, LeafOpening<KoalaBearExtension5, Digest>[] openings)
    {
        for (var i = 0; i < positions.Length; i++)
        {
            var expected = tree.Open(codeword, positions[i]);
            Assert.Equal(expected.Leaf.ToArray(), openings[i].Leaf.SelectMany(element => Enumerable.Range(0, KoalaBearExtension5.Degree).Select(k => element[k])));
            Assert.Equal(expected.Siblings.ToArray(), openings[i].Siblings);
        }
    }

    private static void AddAnswers(
        KoalaBearExtension5[] omega, KoalaBearExtension5 gamma, KoalaBearExtension5[] points, int[] positions, int logLeafCount)
    {
        var factor = gamma;
        foreach (var z in points.Concat(positions.Select(p => (KoalaBearExtension5)KoalaBear.TwoAdicGenerator(logLeafCount).Pow((ulong)p))))
        {
            var power = factor;
            for (var i = 0; i < omega.Length; i++, power *= z)
            {
                omega[i] += power;
            }

            factor *= gamma;
        }
    }
}
