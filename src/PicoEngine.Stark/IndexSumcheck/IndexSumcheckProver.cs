// SPDX-License-Identifier: MIT OR Apache-2.0

using PicoEngine.Air.Layout;
using PicoEngine.Backends.Abstractions;
using PicoEngine.Fields;
using PicoEngine.Primitives.Challenger;
using PicoEngine.Verifier.Stark.IndexSumcheck;
using PicoEngine.Verifier.Stark.Whir;

namespace PicoEngine.Stark.IndexSumcheck;

/// <summary>Turns the values of the columns of tables into values of the stacked columns.</summary>
public static class IndexSumcheckProver
{
    /// <summary>Writes the messages to the transcript.</summary>
    /// <param name="shard">The shard with its groups.</param>
    /// <param name="rowPoint">Where the column claims were made; the transcript holds them.</param>
    /// <param name="challenger">The transcript.</param>
    /// <param name="ops">Evaluates pieces and sums over them.</param>
    /// <returns>The messages, and the point of the stack claims.</returns>
    public static (IndexSumcheckProof<KoalaBearExtension5> Proof, OpeningPoint<KoalaBearExtension5> Point) Prove(
        CommittedShard shard, KoalaBearExtension5[] rowPoint, DuplexChallenger challenger, IOpeningOps ops)
    {
        ArgumentNullException.ThrowIfNull(shard);
        ArgumentNullException.ThrowIfNull(rowPoint);
        ArgumentNullException.ThrowIfNull(challenger);
        ArgumentNullException.ThrowIfNull(ops);
        var parameters = shard.Parameters;
        var lambda = challenger.SampleExtension();
        OpeningPoint<KoalaBearExtension5> low = new(rowPoint[0], rowPoint[parameters.LogSkip..parameters.LogPieceHeight], []);
        var weights = IndexPolynomial.Values(shard.KeyedMachine, shard.Witness.Heights(shard.Machine), rowPoint, lambda);
        using var session = ops.BeginIndex(parameters, shard.Groups, low, weights);
        var rounds = new SumcheckMessage<KoalaBearExtension5>[parameters.IndexVariables];
        var rho = new KoalaBearExtension5[rounds.Length];
        for (var round = 0; round < rounds.Length; round++)
        {
            rounds[round] = session.NextMessage();
            challenger.Observe(MessageKind.IndexRound, [rounds[round].AtZero, rounds[round].AtInfinity]);
            rho[round] = challenger.SampleExtension();
            session.Bind(rho[round]);
        }

        var row = rho[..(parameters.LogStackedHeight - parameters.LogPieceHeight)];
        var claims = session.EvaluateColumns(row);
        challenger.Observe(MessageKind.StackClaims, claims);
        return (new(rounds, claims), low with { Row = row });
    }
}
