// SPDX-License-Identifier: MIT OR Apache-2.0

using System.Diagnostics;
using PicoEngine.Backends.Buffers;
using PicoEngine.Backends.Cpu.Commitments;
using PicoEngine.Backends.Cpu.Opening;
using PicoEngine.Fields;
using PicoEngine.Primitives.Challenger;
using PicoEngine.Primitives.Symmetric;
using PicoEngine.Protocol.Parameters;
using PicoEngine.Verifier.Stark.Whir;

namespace PicoEngine.Stark.Whir;

/// <summary>Opens all stacked columns of the three groups at one point.</summary>
/// <remarks>
/// Deterministic: the smallest nonces, no randomness, and no dependence on vectors or threads. Not thread-safe; make one for each opening in flight.
/// The work, beside the commitments: one pass over all columns for the batching, then vectors of 2^m elements that halve.
/// </remarks>
public sealed class WhirProver
{
    private readonly SystemParameters _parameters;
    private readonly ElementBufferPool _pool;
    private readonly int _degreeOfParallelism;
    private readonly IWhirObserver? _observer;
    private long _phaseStart;

    /// <summary>A prover for one parameter set.</summary>
    /// <param name="parameters">The parameter set.</param>
    /// <param name="pool">Where buffers come from and go back to.</param>
    /// <param name="degreeOfParallelism">How many threads may work.</param>
    /// <param name="observer">Hears the times of phases, or null.</param>
    /// <exception cref="ArgumentOutOfRangeException">A degree of parallelism below one.</exception>
    public WhirProver(SystemParameters parameters, ElementBufferPool pool, int degreeOfParallelism = 1, IWhirObserver? observer = null)
    {
        ArgumentNullException.ThrowIfNull(parameters);
        ArgumentNullException.ThrowIfNull(pool);
        ArgumentOutOfRangeException.ThrowIfLessThan(degreeOfParallelism, 1);
        _parameters = parameters;
        _pool = pool;
        _degreeOfParallelism = degreeOfParallelism;
        _observer = observer;
    }

    /// <summary>What tests change; null otherwise.</summary>
    internal IWhirTampering? Tampering { get; init; }

    /// <summary>Makes the opening.</summary>
    /// <param name="challenger">The transcript, in which the caps and the values at the point are already.</param>
    /// <param name="groups">The commitments of the preprocessed, boundary and main group, made with the same parameters.</param>
    /// <param name="point">The point.</param>
    /// <exception cref="ArgumentException">Groups or point of another shape than the parameters say.</exception>
    public WhirProof<KoalaBearExtension5, KoalaBear, Digest> Prove(
        DuplexChallenger challenger, IReadOnlyList<StackedCommitment> groups, OpeningPoint<KoalaBearExtension5> point)
    {
        ArgumentNullException.ThrowIfNull(challenger);
        RequireShape(groups, point);
        _phaseStart = Stopwatch.GetTimestamp();
        var nonce = Grind(challenger, _parameters.BatchingGrindingBits, 0);
        var mu = Sample(challenger, _parameters.BatchingVariables);
        var values = ColumnBatch.Combine(groups, mu, _pool, _degreeOfParallelism);
        EndPhase(WhirPhase.Batch, 0);
        var weights = WeightVector.OfPoint(_parameters, point, _pool, _degreeOfParallelism);
        EndPhase(WhirPhase.PointWeights, 0);

        using var state = new FoldingState(_pool, values, weights, _degreeOfParallelism);
        var rounds = new WhirRound<KoalaBearExtension5, KoalaBear, Digest>[_parameters.Rounds];
        FoldedCodeword? codeword = null;
        try
        {
            for (var round = 0; round < rounds.Length; round++)
            {
                rounds[round] = ProveRound(round, challenger, state, groups, ref codeword);
            }
        }
        finally
        {
            codeword?.Dispose();
        }

        var final = FoldVariables(challenger, state, _parameters.LogMessageLength(rounds.Length), rounds.Length, 0, []);
        return new() { BatchingNonce = nonce, Rounds = rounds, FinalSumcheck = final };
    }

    private WhirRound<KoalaBearExtension5, KoalaBear, Digest> ProveRound(
        int round, DuplexChallenger challenger, FoldingState state, IReadOnlyList<StackedCommitment> groups, ref FoldedCodeword? codeword)
    {
        var last = round == _parameters.Rounds - 1;
        var foldingNonces = new KoalaBear[_parameters.FoldingGrindingBits == 0 ? 0 : _parameters.FoldedVariables[round]];
        var folds = FoldVariables(challenger, state, _parameters.FoldedVariables[round], round, _parameters.FoldingGrindingBits, foldingNonces);
        Tampering?.BeforeSending(round + 1, state.Values, state.Weights);

        FoldedCodeword? next = null;
        Digest[] cap = [];
        KoalaBearExtension5[] points = [], answers = [], finalPolynomial = [];
        if (last)
        {
            finalPolynomial = state.Values.ToArray();
            Observe(challenger, MessageKind.WhirFinal, finalPolynomial);
        }
        else
        {
            next = Commit(round + 1, state.Values);
            cap = [.. next.Tree.Cap.Nodes];
            challenger.Observe(MessageKind.WhirCap, next.Tree.Cap.Hash(Sponge.Poseidon2Width24));
            points = Sample(challenger, _parameters.OutOfDomainSamples);
            answers = AnswerPoints(challenger, state.Values, points, round);
        }

        var queryNonce = Grind(challenger, _parameters.QueryGrindingBits, round);
        var positions = new int[_parameters.QueryCounts[round]];
        challenger.SamplePositions(positions, _parameters.LogLeafCount(round));
        var groupOpenings = round == 0 ? OpenGroups(groups, positions) : [];
        var foldedOpenings = codeword?.Open(positions) ?? [];
        codeword?.Dispose();
        codeword = next;
        EndPhase(WhirPhase.Open, round);
        AddAnswers(state, challenger.SampleExtension(), points, positions, round);
        return new()
        {
            Folds = folds,
            FoldingNonces = foldingNonces,
            Cap = cap,
            OutOfDomainAnswers = answers,
            FinalPolynomial = finalPolynomial,
            QueryNonce = queryNonce,
            GroupOpenings = groupOpenings,
            FoldedOpenings = foldedOpenings,
        };
    }

    private SumcheckMessage<KoalaBearExtension5>[] FoldVariables(
        DuplexChallenger challenger, FoldingState state, int count, int round, int bits, Span<KoalaBear> nonces)
    {
        var messages = new SumcheckMessage<KoalaBearExtension5>[count];
        for (var fold = 0; fold < count; fold++)
        {
            var message = state.NextMessage();
            KoalaBearExtension5[] sent = [message.AtZero, message.AtInfinity];
            Observe(challenger, MessageKind.WhirRound, sent);
            messages[fold] = new(sent[0], sent[1]);
            if (bits > 0)
            {
                EndPhase(WhirPhase.Fold, round);
                nonces[fold] = Grind(challenger, bits, round);
            }

            state.Bind(challenger.SampleExtension(), anotherRound: fold + 1 < count);
        }

        EndPhase(WhirPhase.Fold, round);
        return messages;
    }

    private FoldedCodeword Commit(int round, ExtensionVector values)
    {
        var codeword = FoldedCodeword.Encode(WhirShape.RoundLayout(_parameters, round), values, _pool, _degreeOfParallelism);
        EndPhase(WhirPhase.Encode, round - 1);
        Tampering?.BeforeHashing(round, codeword.Words);
        codeword.BuildTree(_parameters.LogCapSize, _degreeOfParallelism);
        EndPhase(WhirPhase.Tree, round - 1);
        return codeword;
    }

    private KoalaBearExtension5[] AnswerPoints(DuplexChallenger challenger, ExtensionVector values, KoalaBearExtension5[] points, int round)
    {
        var answers = new KoalaBearExtension5[points.Length];
        for (var i = 0; i < points.Length; i++)
        {
            answers[i] = WeightVector.Evaluate(values, points[i], _degreeOfParallelism);
        }

        if (answers.Length > 0)
        {
            Observe(challenger, MessageKind.WhirOutOfDomain, answers);
            EndPhase(WhirPhase.OutOfDomain, round);
        }

        return answers;
    }

    private LeafOpening<KoalaBear, Digest>[][] OpenGroups(IReadOnlyList<StackedCommitment> groups, int[] positions)
    {
        var opened = groups.Select(group => group.Open(positions, _degreeOfParallelism)).ToArray();
        return [.. Enumerable.Range(0, positions.Length).Select(query => opened.Select(group => group[query]).ToArray())];
    }

    private void AddAnswers(FoldingState state, KoalaBearExtension5 gamma, KoalaBearExtension5[] points, int[] positions, int round)
    {
        var power = gamma;
        foreach (var point in points)
        {
            WeightVector.AddPoint(state.Weights, point, power, _degreeOfParallelism);
            power *= gamma;
        }

        var coefficients = new KoalaBearExtension5[positions.Length];
        for (var i = 0; i < coefficients.Length; i++, power *= gamma)
        {
            coefficients[i] = power;
        }

        WeightVector.AddPositions(state.Weights, positions, coefficients, _parameters.LogLeafCount(round), _pool, _degreeOfParallelism);
        state.Invalidate();
        EndPhase(WhirPhase.QueryWeights, round);
    }

    private void Observe(DuplexChallenger challenger, MessageKind kind, KoalaBearExtension5[] message)
    {
        Tampering?.BeforeMessage(kind, message);
        challenger.Observe(kind, message);
    }

    private KoalaBear Grind(DuplexChallenger challenger, int bits, int round)
    {
        if (bits == 0)
        {
            return default;
        }

        var nonce = challenger.Grind(bits, _degreeOfParallelism)!.Value;
        EndPhase(WhirPhase.Grind, round);
        return nonce;
    }

    private static KoalaBearExtension5[] Sample(DuplexChallenger challenger, int count)
    {
        var challenges = new KoalaBearExtension5[count];
        for (var i = 0; i < count; i++)
        {
            challenges[i] = challenger.SampleExtension();
        }

        return challenges;
    }

    private void EndPhase(WhirPhase phase, int round)
    {
        var now = Stopwatch.GetTimestamp();
        _observer?.PhaseEnded(phase, round, Stopwatch.GetElapsedTime(_phaseStart, now));
        _phaseStart = now;
    }

    private void RequireShape(IReadOnlyList<StackedCommitment> groups, OpeningPoint<KoalaBearExtension5> point)
    {
        ArgumentNullException.ThrowIfNull(groups);
        ArgumentNullException.ThrowIfNull(point);
        if (!groups.Select(group => group.Width).SequenceEqual(_parameters.StackedWidths) || groups.Any(group => group.LogHeight != _parameters.LogStackedHeight))
        {
            throw new ArgumentException("The groups have other widths or heights than the parameters.", nameof(groups));
        }

        if (point.Low.Length != _parameters.LogPieceHeight - _parameters.LogSkip || point.Row.Length != _parameters.LogStackedHeight - _parameters.LogPieceHeight)
        {
            throw new ArgumentException("The point has another number of coordinates than the parameters.", nameof(point));
        }
    }
}
