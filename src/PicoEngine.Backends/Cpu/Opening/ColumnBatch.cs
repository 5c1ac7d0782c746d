// SPDX-License-Identifier: MIT OR Apache-2.0

using PicoEngine.Backends.Buffers;
using PicoEngine.Backends.Cpu.Commitments;
using PicoEngine.Backends.Multilinear;
using PicoEngine.Fields;
using PicoEngine.Fields.Packed;

namespace PicoEngine.Backends.Cpu.Opening;

/// <summary>Passes over all stacked columns.</summary>
internal static unsafe class ColumnBatch
{
    // Columns that share one reduction.
    private const int Group = 5;

    /// <summary>g_0 = sum_w eq(mu, w) f_w, columns of all groups one after the other.</summary>
    public static ExtensionVector Combine(
        IReadOnlyList<CpuCommittedGroup> groups, ReadOnlySpan<KoalaBearExtension5> mu, ElementBufferPool pool, int degreeOfParallelism)
    {
        var height = 1 << groups[0].LogHeight;
        List<nint> columns = [];
        List<KoalaBearExtension5> weights = [];
        var allWeights = EqTable.Build(mu);
        var first = 0;
        foreach (var group in groups)
        {
            for (var column = 0; column < group.UsedColumns; column++)
            {
                columns.Add((nint)(group.Columns.Pointer + ((nint)column * height)));
                weights.Add(allWeights[first + column]);
            }

            first += group.Width;
        }

        while (columns.Count == 0 || columns.Count % Group != 0)
        {
            columns.Add((nint)groups[0].Columns.Pointer);
            weights.Add(KoalaBearExtension5.Zero);
        }

        var sum = new ExtensionVector(pool, height);
        PackedRange.Run(new CombinePass([.. columns], [.. weights], sum), height, degreeOfParallelism);

        // Safe: the columns that the pass reads belong to the commitments, which are alive until here.
        GC.KeepAlive(groups);
        return sum;
    }

    private sealed class CombinePass(nint[] columns, KoalaBearExtension5[] weights, ExtensionVector sum) : IPackedPass
    {
        public void Run<TPacked>(int start, int end)
            where TPacked : unmanaged, IPackedKoalaBear<TPacked> =>
            WeightKernel<TPacked>.Combine(columns, weights, sum.Pointer, sum.Length, start, end);
    }
}
