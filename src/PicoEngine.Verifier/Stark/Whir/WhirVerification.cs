// SPDX-License-Identifier: MIT OR Apache-2.0

using System.Numerics;
using PicoEngine.Fields;
using PicoEngine.Primitives.Challenger;
using PicoEngine.Primitives.MerkleTree;
using PicoEngine.Protocol.Parameters;

namespace PicoEngine.Verifier.Stark.Whir;

/// <summary>One run of the verifier of an opening, over any context: values give a verdict, symbols a circuit.</summary>
/// <remarks>
/// The batched polynomial g_0 = sum_w eq(mu, w) f_w is virtual: a leaf of each group gives it on one coset. Round i folds g_i, receives g_(i+1) and queries g_i; every answer
/// joins the claim sum_x g(x) omega(x) = sigma with a power of gamma. Which loops run and how often depends on the parameters only (WHIR, eprint 2024/1586, with a
/// virtual first word and a free schedule).
/// </remarks>
/// <typeparam name="TElement">An element of the extension field.</typeparam>
/// <typeparam name="TWord">A word.</typeparam>
/// <typeparam name="TDigest">A digest.</typeparam>
/// <typeparam name="TPosition">A query position.</typeparam>
public sealed class WhirVerification<TElement, TWord, TDigest, TPosition>
    where TElement : IAdditionOperators<TElement, TElement, TElement>,
        ISubtractionOperators<TElement, TElement, TElement>,
        IMultiplyOperators<TElement, TElement, TElement>
{
    private readonly ICommitmentContext<TElement, TWord, TDigest, TPosition> _context;
    private readonly SystemParameters _parameters;
    private readonly MultilinearWeights<TElement> _weights;
    private readonly List<TElement> _bound = [];
    private readonly List<Term> _terms = [];
    private TElement _claim;

    /// <summary>A run that has not begun.</summary>
    public WhirVerification(ICommitmentContext<TElement, TWord, TDigest, TPosition> context, SystemParameters parameters)
    {
        ArgumentNullException.ThrowIfNull(context);
        ArgumentNullException.ThrowIfNull(parameters);
        _context = context;
        _parameters = parameters;
        _weights = new(context);
        _claim = context.Constant(KoalaBearExtension5.Zero);
    }

    /// <summary>Checks an opening; failures go to the context. A run serves once.</summary>
    /// <param name="statement">What is claimed; of the shape that the parameters give.</param>
    /// <param name="proof">The opening; likewise.</param>
    public void Run(WhirStatement<TElement, TDigest> statement, WhirProof<TElement, TWord, TDigest> proof)
    {
        ArgumentNullException.ThrowIfNull(statement);
        ArgumentNullException.ThrowIfNull(proof);
        RequireProofOfWork(_parameters.BatchingGrindingBits, proof.BatchingNonce, new(RejectionReason.BatchingProofOfWork));
        var mu = Sample(_parameters.BatchingVariables);
        var batching = _weights.EqTable(mu).AsSpan(0, _parameters.StackedWidth).ToArray();
        _claim = _weights.Dot(batching, statement.Claims);

        TDigest[] cap = [];
        for (var round = 0; round < _parameters.Rounds; round++)
        {
            RunRound(round, proof.Rounds[round], statement.Caps, batching, cap);
            cap = proof.Rounds[round].Cap;
        }

        foreach (var message in proof.FinalSumcheck)
        {
            BindVariable(message, 0, default!, default);
        }

        CheckFinalClaim(statement.Point, proof.Rounds[^1].FinalPolynomial);
    }

    private void RunRound(int index, WhirRound<TElement, TWord, TDigest> round, TDigest[][] groupCaps, TElement[] batching, TDigest[] cap)
    {
        for (var fold = 0; fold < round.Folds.Length; fold++)
        {
            var nonce = _parameters.FoldingGrindingBits == 0 ? default! : round.FoldingNonces[fold];
            BindVariable(round.Folds[fold], _parameters.FoldingGrindingBits, nonce, new(RejectionReason.FoldingProofOfWork, index, fold));
        }

        var challenges = _bound.TakeLast(round.Folds.Length).ToArray();
        var points = ReceiveNext(index, round);
        RequireProofOfWork(_parameters.QueryGrindingBits, round.QueryNonce, new(RejectionReason.QueryProofOfWork, index));
        var positions = new TPosition[_parameters.QueryCounts[index]];
        _context.SamplePositions(positions, _parameters.LogLeafCount(index));
        var gamma = _context.SampleExtension();

        // The old claim keeps coefficient 1; answers of the out-of-domain points come first, then those of the positions in order.
        var power = gamma;
        for (var i = 0; i < points.Length; i++, power *= gamma)
        {
            AddTerm(power, points[i], round.OutOfDomainAnswers[i]);
        }

        var generator = KoalaBear.TwoAdicGenerator(_parameters.LogLeafCount(index));
        for (var query = 0; query < positions.Length; query++, power *= gamma)
        {
            var values = index == 0
                ? OpenGroups(round.GroupOpenings[query], groupCaps, positions[query], query, batching)
                : OpenFolded(round.FoldedOpenings[query], cap, positions[query], index, query);
            var answer = LeafFold.Fold(_context, values, positions[query], _parameters.LogCodewordLength(index), challenges);
            AddTerm(power, _context.Power(generator, positions[query]), answer);
        }
    }

    /// <summary>The commitment to the next polynomial with its out-of-domain points, or the last polynomial in clear.</summary>
    private TElement[] ReceiveNext(int index, WhirRound<TElement, TWord, TDigest> round)
    {
        if (index == _parameters.Rounds - 1)
        {
            _context.Observe(MessageKind.WhirFinal, round.FinalPolynomial);
            return [];
        }

        _context.ObserveCap(MessageKind.WhirCap, round.Cap);
        var points = Sample(_parameters.OutOfDomainSamples);
        if (points.Length > 0)
        {
            _context.Observe(MessageKind.WhirOutOfDomain, round.OutOfDomainAnswers);
        }

        return points;
    }

    private void BindVariable(SumcheckMessage<TElement> message, int bits, TWord nonce, Rejection otherwise)
    {
        _context.Observe(MessageKind.WhirRound, [message.AtZero, message.AtInfinity]);
        RequireProofOfWork(bits, nonce, otherwise);
        var challenge = _context.SampleExtension();
        var linear = _claim - message.AtZero - message.AtZero - message.AtInfinity;
        _claim = message.AtZero + (challenge * (linear + (challenge * message.AtInfinity)));
        _bound.Add(challenge);
    }

    /// <summary>The batched values of the coset that a query opens, from the leaves of the three groups.</summary>
    private TElement[] OpenGroups(
        LeafOpening<TWord, TDigest>[] openings, TDigest[][] caps, TPosition position, int query, TElement[] batching)
    {
        var values = new TElement[1 << _parameters.FoldedVariables[0]];
        Array.Fill(values, _context.Constant(KoalaBearExtension5.Zero));
        var first = 0;
        for (var group = 0; group < openings.Length; group++)
        {
            var (layout, opening) = (WhirShape.GroupLayout(_parameters, group), openings[group]);
            CheckPath(caps[group], _context.HashWordLeaf(opening.Leaf), opening.Siblings, position, new(RejectionReason.GroupOpening, group, query));
            AddRows(values, opening.Leaf, layout, position, batching.AsSpan(first, layout.Width));
            first += layout.Width;
        }

        return values;
    }

    /// <summary>Adds a group's share. A packed leaf holds several cosets: the upper bits of the position select one, the row v + h 2^s of it for point h.</summary>
    private void AddRows(TElement[] values, TWord[] leaf, LeafLayout layout, TPosition position, ReadOnlySpan<TElement> batching)
    {
        var cosets = (1 << layout.LogRowsPerLeaf) / values.Length;
        for (var point = 0; point < values.Length; point++)
        {
            var candidates = new TElement[cosets];
            for (var coset = 0; coset < cosets; coset++)
            {
                candidates[coset] = _context.WeightedSum(leaf.AsSpan(((point * cosets) + coset) * layout.Width, layout.Width), batching);
            }

            for (var bit = 0; candidates.Length > 1; bit++)
            {
                var selected = new TElement[candidates.Length / 2];
                for (var i = 0; i < selected.Length; i++)
                {
                    selected[i] = _context.Multiplex(position, layout.LogLeafCount + bit, candidates[2 * i], candidates[(2 * i) + 1]);
                }

                candidates = selected;
            }

            values[point] += candidates[0];
        }
    }

    private TElement[] OpenFolded(LeafOpening<TElement, TDigest> opening, TDigest[] cap, TPosition position, int index, int query)
    {
        CheckPath(cap, _context.HashElementLeaf(opening.Leaf), opening.Siblings, position, new(RejectionReason.FoldedOpening, index, query));
        return opening.Leaf;
    }

    private void CheckPath(TDigest[] cap, TDigest node, TDigest[] siblings, TPosition position, Rejection otherwise)
    {
        for (var level = 0; level < siblings.Length; level++)
        {
            node = _context.Compress(position, level, node, siblings[level]);
        }

        _context.RequireEqual(node, _context.CapNode(cap, position, siblings.Length), otherwise);
    }

    private void AddTerm(TElement coefficient, TElement point, TElement value)
    {
        _terms.Add(new(_bound.Count, coefficient, point));
        _claim += coefficient * value;
    }

    private void CheckFinalClaim(OpeningPoint<TElement> point, TElement[] finalPolynomial)
    {
        var coordinates = _bound.ToArray();
        var weight = _weights.OpeningWeight(_parameters, point, coordinates);
        foreach (var term in _terms)
        {
            weight += term.Coefficient * _weights.PowerWeight(term.Point, coordinates.AsSpan(term.FirstVariable));
        }

        var rest = coordinates.AsSpan(coordinates.Length - _parameters.LogMessageLength(_parameters.Rounds));
        var value = _weights.Dot(_weights.EqTable(rest), finalPolynomial);
        _context.RequireZero((value * weight) - _claim, new(RejectionReason.WhirFinalClaim));
    }

    private void RequireProofOfWork(int bits, TWord nonce, Rejection otherwise)
    {
        if (bits > 0)
        {
            _context.RequireProofOfWork(bits, nonce, otherwise);
        }
    }

    private TElement[] Sample(int count)
    {
        var challenges = new TElement[count];
        for (var i = 0; i < count; i++)
        {
            challenges[i] = _context.SampleExtension();
        }

        return challenges;
    }

    /// <summary>A summand of the weight function: an evaluation at a point, of the polynomial that has its first variable there.</summary>
    private readonly record struct Term(int FirstVariable, TElement Coefficient, TElement Point);
}
