// SPDX-License-Identifier: MIT OR Apache-2.0

using PicoEngine.Fields;
using PicoEngine.Fields.Packed;
using PicoEngine.Primitives;
using PicoEngine.Verifier.Stark.LogUp;

namespace PicoEngine.Backends.Cpu.LogUp;

/// <inheritdoc/>
/// <remarks>Pointers: memory of threads is as long as its evaluator says; whole vectors of rows lie in one tile of leaves, other rows go one by one.</remarks>
internal sealed unsafe class LeafKernel<TPacked> : ILeafKernel
    where TPacked : unmanaged, IPackedKoalaBear<TPacked>
{
    // Rows of a unit of work: whole tiles of leaves, so that threads share none, and whole blocks of vectors.
    private const int Grain = 16 * FractionLeaves.TileRows;
    private const int Degree = KoalaBearExtension5.Degree;

    private static int Lanes => TPacked.Lanes;

    private static int Element => Degree * Lanes;

    public void Write(LeafRows rows, FractionLeaves leaves, int firstGroup)
    {
        LeafEvaluator<TPacked> evaluator = new(rows);
        var height = rows.Trace.Height;
        ParallelRange.Run(rows.Leaves.IsEmpty ? 0 : height, Grain, rows.DegreeOfParallelism, (start, end) =>
        {
            using var buffer = rows.Pool.Rent(evaluator.MemoryLength);
            evaluator.Prepare(buffer.Pointer);
            for (var first = start; first < end; first += LeafEvaluator<TPacked>.BlockRows)
            {
                evaluator.Load(rows.Trace, first, buffer.Pointer);
                for (var leaf = 0; leaf < rows.Leaves.Length; leaf++)
                {
                    var group = firstGroup + leaf;
                    for (var row = first; row < Math.Min(first + LeafEvaluator<TPacked>.BlockRows, end); row += Lanes)
                    {
                        var node = evaluator.Evaluate(buffer.Pointer, leaf, (row - first) / Lanes);
                        if (row + Lanes <= height && !leaves.IsDense)
                        {
                            // The leaves of a shard are larger than caches, and are read when all are written.
                            var target = leaves.Node(group, row);
                            for (var k = 0; k < 2 * Element; k += Lanes, target += FractionTile.Width)
                            {
                                TPacked.StoreStreaming(TPacked.Load(node + k), target);
                            }

                            continue;
                        }

                        for (var lane = 0; lane < Math.Min(Lanes, height - row); lane++)
                        {
                            leaves[group, row + lane] = new(Read(node + lane), Read(node + Element + lane));
                        }
                    }
                }
            }

            // Streamed leaves are everyone's from here on.
            Thread.MemoryBarrier();
        });
    }

    public Fraction<KoalaBearExtension5> Sum(LeafRows rows)
    {
        LeafEvaluator<TPacked> evaluator = new(rows);
        Fraction<KoalaBearExtension5> total = new(KoalaBearExtension5.Zero, KoalaBearExtension5.One);
        Lock gate = new();
        var height = rows.Trace.Height;
        ParallelRange.Run(rows.Leaves.IsEmpty ? 0 : height, Grain, rows.DegreeOfParallelism, (start, end) =>
        {
            using var buffer = rows.Pool.Rent(evaluator.MemoryLength + (2 * Element));
            var numerator = buffer.Pointer + evaluator.MemoryLength;
            var denominator = numerator + Element;
            evaluator.Prepare(buffer.Pointer);
            new Span<KoalaBear>(numerator, 2 * Element).Clear();
            new Span<KoalaBear>(denominator, Lanes).Fill(KoalaBear.One);
            for (var first = start; first < end; first += LeafEvaluator<TPacked>.BlockRows)
            {
                evaluator.Load(rows.Trace, first, buffer.Pointer);
                for (var row = first; row < Math.Min(first + LeafEvaluator<TPacked>.BlockRows, end); row += Lanes)
                {
                    for (var leaf = 0; leaf < rows.Leaves.Length; leaf++)
                    {
                        var node = evaluator.Evaluate(buffer.Pointer, leaf, (row - first) / Lanes);
                        ClearFrom(node, height - row);
                        PackedProducts.Multiply<TPacked>(numerator, Lanes, numerator, node + Element, Lanes);
                        PackedProducts.MultiplyAdd<TPacked>(numerator, Lanes, numerator, denominator, node, Lanes);
                        PackedProducts.Multiply<TPacked>(denominator, Lanes, denominator, node + Element, Lanes);
                    }
                }
            }

            Fraction<KoalaBearExtension5> part = new(KoalaBearExtension5.Zero, KoalaBearExtension5.One);
            for (var lane = 0; lane < Lanes; lane++)
            {
                part = Add(part, new(Read(numerator + lane), Read(denominator + lane)));
            }

            lock (gate)
            {
                total = Add(total, part);
            }
        });
        return total;
    }

    private static Fraction<KoalaBearExtension5> Add(Fraction<KoalaBearExtension5> left, Fraction<KoalaBearExtension5> right) => new(
        (left.Numerator * right.Denominator) + (left.Denominator * right.Numerator), left.Denominator * right.Denominator);

    /// <summary>Makes the lanes from <paramref name="lanes"/> on 0/1.</summary>
    private static void ClearFrom(KoalaBear* node, int lanes)
    {
        for (var lane = lanes; lane < Lanes; lane++)
        {
            for (var k = 0; k < 2 * Degree; k++)
            {
                node[(k * Lanes) + lane] = k == Degree ? KoalaBear.One : KoalaBear.Zero;
            }
        }
    }

    private static KoalaBearExtension5 Read(KoalaBear* element) =>
        new(element[0], element[Lanes], element[2 * Lanes], element[3 * Lanes], element[4 * Lanes]);
}
