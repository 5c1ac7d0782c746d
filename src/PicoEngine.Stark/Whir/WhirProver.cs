// SPDX-License-Identifier: MIT OR Apache-2.0

using System.Diagnostics;
using PicoEngine.Backends.Abstractions;
using PicoEngine.Fields;
using PicoEngine.Primitives.Challenger;
using PicoEngine.Primitives.MerkleTree;
using PicoEngine.Primitives.Symmetric;
using PicoEngine.Protocol.Parameters;
using PicoEngine.Verifier.Stark.Whir;

namespace PicoEngine.Stark.Whir;

/// <summary>Opens all stacked columns of the three groups at one point.</summary>
/// <remarks>
/// Deterministic: the smallest nonces, no randomness, and no dependence on the backend. Not thread-safe; make one for each opening in flight.
/// The work, beside the commitments: one pass over all columns for the batching, then vectors of 2^m elements that halve.
/// </remarks>
public sealed class WhirProver
{
    private readonly SystemParameters _parameters;
    private readonly IProverBackend _backend;
    private readonly IWhirObserver? _observer;
    private long _phaseStart;

    /// <summary>A prover for one parameter set.</summary>
    /// <param name="parameters">The parameter set.</param>
    /// <param name="backend">Does the work; the proof does not depend on it.</param>
    /// <param name="observer">Hears the times of phases, or null.</param>
    public WhirProver(SystemParameters parameters, IProverBackend backend, IWhirObserver? observer = null)
    {
        ArgumentNullException.ThrowIfNull(parameters);
        ArgumentNullException.ThrowIfNull(backend);
        _parameters = parameters;
        _backend = backend;
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
        DuplexChallenger challenger, IReadOnlyList<ICommittedGroup> groups, OpeningPoint<KoalaBearExtension5> point)
    {
        ArgumentNullException.ThrowIfNull(challenger);
        RequireShape(groups, point);
        _phaseStart = Stopwatch.GetTimestamp();
        var nonce = Grind(challenger, _parameters.BatchingGrindingBits, 0);
        var mu = Sample(challenger, _parameters.BatchingVariables);
        using var session = _backend.Opening.Begin(_parameters, groups, mu);
        EndPhase(WhirPhase.Batch, 0);
        session.SetPoint(point);
        EndPhase(WhirPhase.PointWeights, 0);

        var rounds = new WhirRound<KoalaBearExtension5, KoalaBear, Digest>[_parameters.Rounds];
        for (var round = 0; round < rounds.Length; round++)
        {
            rounds[round] = ProveRound(round, challenger, session, groups);
        }

        var final = FoldVariables(challenger, session, _parameters.LogMessageLength(rounds.Length), rounds.Length, 0, []);
        return new() { BatchingNonce = nonce, Rounds = rounds, FinalSumcheck = final };
    }

    private WhirRound<KoalaBearExtension5, KoalaBear, Digest> ProveRound(
        int round, DuplexChallenger challenger, IOpeningSession session, IReadOnlyList<ICommittedGroup> groups)
    {
        var last = round == _parameters.Rounds - 1;
        var foldingNonces = new KoalaBear[_parameters.FoldingGrindingBits == 0 ? 0 : _parameters.FoldedVariables[round]];
        var folds = FoldVariables(challenger, session, _parameters.FoldedVariables[round], round, _parameters.FoldingGrindingBits, foldingNonces);
        Tampering?.BeforeSending(round + 1, session);

        Digest[] cap = [];
        KoalaBearExtension5[] points = [], answers = [], finalPolynomial = [];
        if (last)
        {
            finalPolynomial = session.Coefficients();
            Observe(challenger, MessageKind.WhirFinal, finalPolynomial);
        }
        else
        {
            var committed = Commit(round + 1, session);
            cap = [.. committed.Nodes];
            challenger.Observe(MessageKind.WhirCap, committed.Hash(Sponge.Poseidon2Width24));
            points = Sample(challenger, _parameters.OutOfDomainSamples);
            answers = AnswerPoints(challenger, session, points, round);
        }

        var queryNonce = Grind(challenger, _parameters.QueryGrindingBits, round);
        var positions = new int[_parameters.QueryCounts[round]];
        challenger.SamplePositions(positions, _parameters.LogLeafCount(round));
        var groupOpenings = round == 0 ? OpenGroups(groups, positions) : [];
        var foldedOpenings = round == 0 ? [] : session.OpenCodeword(round, positions);
        EndPhase(WhirPhase.Open, round);
        session.AddAnswers(round, challenger.SampleExtension(), points, positions);
        EndPhase(WhirPhase.QueryWeights, round);
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
        DuplexChallenger challenger, IOpeningSession session, int count, int round, int bits, Span<KoalaBear> nonces)
    {
        var messages = new SumcheckMessage<KoalaBearExtension5>[count];
        for (var fold = 0; fold < count; fold++)
        {
            var message = session.NextMessage();
            KoalaBearExtension5[] sent = [message.AtZero, message.AtInfinity];
            Observe(challenger, MessageKind.WhirRound, sent);
            messages[fold] = new(sent[0], sent[1]);
            if (bits > 0)
            {
                EndPhase(WhirPhase.Fold, round);
                nonces[fold] = Grind(challenger, bits, round);
            }

            session.Bind(challenger.SampleExtension(), fold + 1 < count ? AfterFold.Message : AfterFold.Weights);
        }

        EndPhase(WhirPhase.Fold, round);
        return messages;
    }

    private MerkleCap Commit(int round, IOpeningSession session)
    {
        session.Encode(round);
        EndPhase(WhirPhase.Encode, round - 1);
        Tampering?.BeforeHashing(round, session);
        var cap = session.CommitCodeword();
        EndPhase(WhirPhase.Tree, round - 1);
        return cap;
    }

    private KoalaBearExtension5[] AnswerPoints(DuplexChallenger challenger, IOpeningSession session, KoalaBearExtension5[] points, int round)
    {
        if (points.Length == 0)
        {
            return [];
        }

        var answers = session.Evaluate(points);
        Observe(challenger, MessageKind.WhirOutOfDomain, answers);
        EndPhase(WhirPhase.OutOfDomain, round);
        return answers;
    }

    private LeafOpening<KoalaBear, Digest>[][] OpenGroups(IReadOnlyList<ICommittedGroup> groups, int[] positions)
    {
        var opened = groups.Select(group => _backend.Commitments.Open(group, positions)).ToArray();
        return [.. Enumerable.Range(0, positions.Length).Select(query => opened.Select(group => group[query]).ToArray())];
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

        var nonce = challenger.Grind(bits, _ => true, _backend.Grinding.FindNonce)!.Value;
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

    private void RequireShape(IReadOnlyList<ICommittedGroup> groups, OpeningPoint<KoalaBearExtension5> point)
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
