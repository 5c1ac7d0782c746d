// SPDX-License-Identifier: MIT OR Apache-2.0

using PicoEngine.Backends.Buffers;
using PicoEngine.Backends.Multilinear;
using PicoEngine.Fields;
using PicoEngine.Fields.Packed;
using PicoEngine.Protocol.Parameters;
using PicoEngine.Verifier.Stark.Whir;

namespace PicoEngine.Backends.Cpu.Opening;

/// <summary>Evaluates stacked columns: first their pieces at the low coordinates of a point, then whole columns.</summary>
internal static unsafe class PieceEvaluation
{
    /// <summary>e(i): piece i of the columns at (skip, low), pieces of one column after the other.</summary>
    /// <param name="parameters">The parameter set: the height of a piece.</param>
    /// <param name="columns">Any number of stacked columns, [W][2^m].</param>
    /// <param name="point">The point; its row is not read.</param>
    /// <param name="pool">For the weights of a piece.</param>
    /// <param name="degreeOfParallelism">How many threads may work.</param>
    public static KoalaBearExtension5[] EvaluatePieces(
        SystemParameters parameters, ElementBuffer columns, OpeningPoint<KoalaBearExtension5> point, ElementBufferPool pool, int degreeOfParallelism = 1)
    {
        ArgumentNullException.ThrowIfNull(parameters);
        ArgumentNullException.ThrowIfNull(columns);
        ArgumentNullException.ThrowIfNull(point);
        ArgumentNullException.ThrowIfNull(pool);
        using var weights = WeightVector.PieceWeights(parameters, point, pool);
        var values = new KoalaBearExtension5[columns.Length / weights.Length];
        PackedRange.Run(new DotPass(columns, weights, values), values.Length, degreeOfParallelism, weights.Length);
        return values;
    }

    /// <summary>The values of the columns at a point, from those of their pieces.</summary>
    /// <param name="pieces">As <see cref="EvaluatePieces"/> gives them.</param>
    /// <param name="row">The coordinates above a piece.</param>
    public static KoalaBearExtension5[] EvaluateColumns(ReadOnlySpan<KoalaBearExtension5> pieces, ReadOnlySpan<KoalaBearExtension5> row)
    {
        var weights = EqTable.Build(row);
        var values = new KoalaBearExtension5[pieces.Length / weights.Length];
        for (var column = 0; column < values.Length; column++)
        {
            for (var i = 0; i < weights.Length; i++)
            {
                values[column] += pieces[(column * weights.Length) + i] * weights[i];
            }
        }

        return values;
    }

    private sealed class DotPass(ElementBuffer columns, ExtensionVector weights, KoalaBearExtension5[] values) : IPackedPass
    {
        public void Run<TPacked>(int start, int end)
            where TPacked : unmanaged, IPackedKoalaBear<TPacked>
        {
            for (var piece = start; piece < end; piece++)
            {
                // Shards seldom fill their shape: what no table covers is zero.
                var cells = columns.Pointer + ((nint)piece * weights.Length);
                if (new ReadOnlySpan<uint>(cells, (int)weights.Length).ContainsAnyExcept(0u))
                {
                    values[piece] = WeightKernel<TPacked>.Dot(cells, weights.Pointer, weights.Length);
                }
            }

            // Safe: both buffers stay with the caller until every piece is done.
            GC.KeepAlive(this);
        }
    }
}
