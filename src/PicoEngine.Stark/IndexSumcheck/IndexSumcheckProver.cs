// SPDX-License-Identifier: MIT OR Apache-2.0

using PicoEngine.Air.Layout;
using PicoEngine.Air.Machines;
using PicoEngine.Backends.Buffers;
using PicoEngine.Backends.Cpu.Opening;
using PicoEngine.Backends.Multilinear;
using PicoEngine.Fields;
using PicoEngine.Primitives.Challenger;
using PicoEngine.Protocol.Parameters;
using PicoEngine.Verifier.Stark.IndexSumcheck;
using PicoEngine.Verifier.Stark.Whir;

namespace PicoEngine.Stark.IndexSumcheck;

/// <summary>Turns the values of the columns of tables into values of the stacked columns.</summary>
public static class IndexSumcheckProver
{
    /// <summary>Writes the messages to the transcript.</summary>
    /// <param name="parameters">The parameter set.</param>
    /// <param name="machine">The machine with its preprocessed heights.</param>
    /// <param name="heights">Per table its height in blocks, checked by <see cref="HeightCheck"/>.</param>
    /// <param name="groups">The stacked columns of the three groups, column-major.</param>
    /// <param name="rowPoint">Where the column claims were made; the transcript holds them.</param>
    /// <param name="challenger">The transcript.</param>
    /// <param name="pool">For the weights of a piece.</param>
    /// <param name="degreeOfParallelism">Threads to use; the proof does not depend on it.</param>
    /// <returns>The messages, and the point of the stack claims.</returns>
    public static (IndexSumcheckProof<KoalaBearExtension5> Proof, OpeningPoint<KoalaBearExtension5> Point) Prove(
        SystemParameters parameters,
        KeyedMachine machine,
        ReadOnlySpan<int> heights,
        IEnumerable<ElementBuffer> groups,
        KoalaBearExtension5[] rowPoint,
        DuplexChallenger challenger,
        ElementBufferPool pool,
        int degreeOfParallelism = 1)
    {
        ArgumentNullException.ThrowIfNull(parameters);
        ArgumentNullException.ThrowIfNull(groups);
        ArgumentNullException.ThrowIfNull(rowPoint);
        ArgumentNullException.ThrowIfNull(challenger);
        var lambda = challenger.SampleExtension();
        OpeningPoint<KoalaBearExtension5> low = new(rowPoint[0], rowPoint[parameters.LogSkip..parameters.LogPieceHeight], []);
        KoalaBearExtension5[] pieces =
            [.. groups.SelectMany(columns => PieceEvaluation.EvaluatePieces(parameters, columns, low, pool, degreeOfParallelism))];
        var weights = IndexPolynomial.Values(machine, heights, rowPoint, lambda);
        var values = pieces;
        var rounds = new SumcheckMessage<KoalaBearExtension5>[parameters.IndexVariables];
        var rho = new KoalaBearExtension5[rounds.Length];
        for (var round = 0; round < rounds.Length; round++)
        {
            rounds[round] = Message(weights, values);
            challenger.Observe(MessageKind.IndexRound, [rounds[round].AtZero, rounds[round].AtInfinity]);
            rho[round] = challenger.SampleExtension();
            weights = MultilinearPolynomial.BindLowest(weights, rho[round]);
            values = MultilinearPolynomial.BindLowest(values, rho[round]);
        }

        var row = rho[..(parameters.LogStackedHeight - parameters.LogPieceHeight)];
        var claims = PieceEvaluation.EvaluateColumns(pieces, row);
        challenger.Observe(MessageKind.StackClaims, claims);
        return (new(rounds, claims), low with { Row = row });
    }

    /// <summary>h(0) and the coefficient of X^2 of the sum over pairs of the product; values beyond the last are zero.</summary>
    private static SumcheckMessage<KoalaBearExtension5> Message(KoalaBearExtension5[] weights, KoalaBearExtension5[] values)
    {
        var (atZero, atInfinity) = (KoalaBearExtension5.Zero, KoalaBearExtension5.Zero);
        for (var i = 0; i < values.Length; i += 2)
        {
            var high = i + 1 < values.Length ? values[i + 1] : KoalaBearExtension5.Zero;
            atZero += weights[i] * values[i];
            atInfinity += (weights[i + 1] - weights[i]) * (high - values[i]);
        }

        return new(atZero, atInfinity);
    }
}
