// SPDX-License-Identifier: MIT OR Apache-2.0

using PicoEngine.Air.Machines;
using PicoEngine.Backends.Abstractions;
using PicoEngine.Backends.Cpu.Evaluation;
using PicoEngine.Backends.Cpu.LogUp;
using PicoEngine.Backends.Programs;
using PicoEngine.Fields;
using PicoEngine.Fields.Packed;
using PicoEngine.Primitives;

namespace PicoEngine.Backends.Cpu.Zerocheck;

/// <inheritdoc/>
/// <remarks>
/// Pointers: memory of threads is laid out by its evaluator and by the lengths here; tables and weights are padded to whole pairs of vectors, so the last
/// vector of rows may reach behind the real ones, where tables or weights are zero.
/// </remarks>
/// <param name="terms">The terms of the table.</param>
internal sealed unsafe class TableKernel<TPacked>(TableTerms terms) : ITableKernel
    where TPacked : unmanaged, IPackedKoalaBear<TPacked>
{
    // Vectors of chunks or pairs of a unit of work: enough to hide its cost.
    private const int Grain = 8;
    private const int Degree = KoalaBearExtension5.Degree;

    private readonly RegisterLayout _variableLayout = new(VariableRound.Points, Degree, Lanes);
    private readonly TableEvaluator<TPacked> _variableEvaluator = new(terms, new(VariableRound.Points, Degree, Lanes));

    private static int Lanes => TPacked.Lanes;

    private static int Element => Degree * Lanes;

    public void AddSkipSums(TraceMatrix trace, in SkipRound round, RowSums sums)
    {
        var shared = round;
        var chunks = trace.Height >> round.LogSkip;
        RegisterLayout layout = new(1 << round.LogSkip, 1, Lanes);
        TableEvaluator<TPacked> evaluator = new(terms, layout);
        SkipTwiddles twiddles = new(round.LogSkip);
        ParallelRange.Run((chunks + Lanes - 1) / Lanes, Grain, round.DegreeOfParallelism, (start, end) =>
        {
            // The evaluator's memory, the coefficients of columns, and the sums of this thread: constraints, then leaves.
            var columns = trace.Width * layout.Stride;
            var points = SkipDomain.Cosets * layout.Values;
            using var buffer = shared.Pool.Rent(evaluator.MemoryLength + columns + (((2 * points) + 1) * Element));
            var memory = evaluator.Prepare(buffer.Pointer);
            var coefficients = buffer.Pointer + evaluator.MemoryLength;
            var totals = coefficients + columns;
            var lastWeights = totals + (2 * points * Element);
            new Span<KoalaBear>(totals, 2 * points * Element).Clear();
            fixed (FixedFactor* roots = twiddles.Roots, inverseRoots = twiddles.InverseRoots)
            {
                for (var block = start; block < end; block++)
                {
                    var first = block * Lanes;
                    var count = Math.Min(chunks - first, Lanes);
                    for (var column = 0; column < trace.Width; column++)
                    {
                        var register = memory.Registers + (column * layout.Stride);
                        fixed (KoalaBear* cells = trace.Column(column))
                        {
                            SkipTransform<TPacked>.LoadChunks(cells + ((nint)first << shared.LogSkip), count, shared.LogSkip, register);
                        }

                        SkipTransform<TPacked>.ToCoefficients(register, coefficients + (column * layout.Stride), shared.LogSkip, inverseRoots);
                    }

                    for (var coset = 0; coset < SkipDomain.Cosets; coset++)
                    {
                        fixed (FixedFactor* scales = twiddles.Scales[coset])
                        {
                            for (var column = 0; column < trace.Width && coset > 0; column++)
                            {
                                SkipTransform<TPacked>.ToCoset(
                                    coefficients + (column * layout.Stride), memory.Registers + (column * layout.Stride), shared.LogSkip, roots, scales);
                            }
                        }

                        var withConstraints = evaluator.HasConstraints && (coset > 0 || shared.OnRows == ConstraintsOnRows.AreEvaluated);
                        evaluator.Evaluate(memory, withConstraints);
                        var total = totals + (coset * layout.Values * Element);
                        if (withConstraints)
                        {
                            AddWeighted(total, memory.Constraints, layout.Values, shared.ConstraintWeights, first, count, lastWeights);
                        }

                        AddWeighted(total + (points * Element), memory.Leaves, layout.Values, shared.LeafWeights, first, count, lastWeights);
                    }
                }
            }

            AddLanes(sums, totals, points);
        });
    }

    public void AddVariableSums(FoldedTable table, in VariableRound round, RowSums sums)
    {
        var shared = round;
        var (layout, evaluator) = (_variableLayout, _variableEvaluator);
        var pairs = (table.Height + 1) / 2;
        ParallelRange.Run((pairs + Lanes - 1) / Lanes, Grain, round.DegreeOfParallelism, (start, end) =>
        {
            using var buffer = shared.Pool.Rent(evaluator.MemoryLength + (2 * VariableRound.Points * Element));
            var memory = evaluator.Prepare(buffer.Pointer);
            var totals = buffer.Pointer + evaluator.MemoryLength;
            new Span<KoalaBear>(totals, 2 * VariableRound.Points * Element).Clear();
            for (var block = start; block < end; block++)
            {
                var first = block * Lanes;
                for (var column = 0; column < table.Width; column++)
                {
                    Extrapolate(table.Column(column) + (2 * first), table.Stride, memory.Registers + (column * layout.Stride));
                }

                evaluator.Evaluate(memory, evaluator.HasConstraints);
                if (evaluator.HasConstraints)
                {
                    AddWeighted(totals, memory.Constraints, layout.Values, shared.ConstraintWeights, first, Lanes, null);
                }

                AddWeighted(totals + (layout.Values * Element), memory.Leaves, layout.Values, shared.LeafWeights, first, Lanes, null);
            }

            AddLanes(sums, totals, layout.Values);
        });
    }

    /// <summary>A vector of pairs becomes the values at 0, 1, 2, 3 of the lines through them.</summary>
    private static void Extrapolate(KoalaBear* pairs, nint stride, KoalaBear* register)
    {
        for (var k = 0; k < Degree; k++, pairs += stride, register += Lanes)
        {
            TPacked.LoadPairs(pairs, out var even, out var odd);
            TPacked.Store(even, register);
            var step = odd - even;
            for (var x = 1; x < VariableRound.Points; x++, odd += step)
            {
                TPacked.Store(odd, register + (x * Element));
            }
        }
    }

    /// <summary>Adds values times the weights of their lanes; lanes from <paramref name="lanes"/> on count nothing.</summary>
    private static void AddWeighted(KoalaBear* totals, KoalaBear* values, int count, EqWeights weights, int first, int lanes, KoalaBear* spare)
    {
        var pointer = weights.Pointer + first;
        var stride = weights.Stride;
        if (lanes < Lanes)
        {
            // On rows that do not exist s is zero, but the evaluator took it for one.
            for (var i = 0; i < Element; i++)
            {
                spare[i] = i % Lanes < lanes ? pointer[(i / Lanes * stride) + (i % Lanes)] : KoalaBear.Zero;
            }

            pointer = spare;
            stride = Lanes;
        }

        for (var i = 0; i < count * Element; i += Element)
        {
            PackedProducts.MultiplyAdd<TPacked>(totals + i, Lanes, totals + i, values + i, pointer, stride);
        }
    }

    /// <summary>Adds the sums of all lanes: those of constraints, then those of leaves.</summary>
    private static void AddLanes(RowSums sums, KoalaBear* totals, int points)
    {
        RowSums part = new(points);
        Span<KoalaBear> words = stackalloc KoalaBear[Degree];
        for (var i = 0; i < 2 * points; i++, totals += Element)
        {
            words.Clear();
            for (var word = 0; word < Element; word++)
            {
                words[word / Lanes] += totals[word];
            }

            (i < points ? part.Constraints : part.Leaves)[i % points] = new(words);
        }

        sums.Add(part);
    }
}
