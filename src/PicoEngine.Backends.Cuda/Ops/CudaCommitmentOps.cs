// SPDX-License-Identifier: MIT OR Apache-2.0

using System.Runtime.InteropServices;
using PicoEngine.Air.Builders;
using PicoEngine.Air.Layout;
using PicoEngine.Air.Machines;
using PicoEngine.Backends.Abstractions;
using PicoEngine.Backends.Cpu.Commitments;
using PicoEngine.Backends.Cuda.Commitments;
using PicoEngine.Backends.Cuda.Devices;
using PicoEngine.Backends.Cuda.Memory;
using PicoEngine.Fields;
using PicoEngine.Primitives;
using PicoEngine.Primitives.MerkleTree;
using PicoEngine.Primitives.Symmetric;
using PicoEngine.Protocol.Parameters;
using PicoEngine.Verifier.Stark.Whir;

namespace PicoEngine.Backends.Cuda.Ops;

/// <summary>Commitments on a device. Rows go there once, as stacked columns; everything else reads them from there.</summary>
/// <param name="queue">The stream of the backend.</param>
/// <param name="degreeOfParallelism">Threads of the host that copy rows into pinned memory: one copies some 10 GB/s, half of what a device takes.</param>
internal sealed unsafe class CudaCommitmentOps(CudaQueue queue, int degreeOfParallelism) : ICommitmentOps, IDisposable
{
    // Codeword words that are made again at a time: 128 MiB, eight columns of the largest shape.
    private const long RecomputedWords = 1 << 25;

    private ColumnUpload? _upload;

    private ColumnUpload Upload => _upload ??= new(queue);

    public ICommittedGroup Commit(
        SystemParameters parameters, KeyedMachine machine, ColumnGroup group, IReadOnlyList<TraceMatrix> traces, CodewordStorage storage)
    {
        ArgumentNullException.ThrowIfNull(machine);
        var layout = CpuCommittedGroup.RequireShape(parameters, (int)group, HeightCheck.Capacity(machine.Machine.Limits, group));
        var blocks = TraceStacker.Blocks(machine, group, traces);
        var cells = blocks.Count == 0 ? 0 : blocks[^1].Start + blocks[^1].Rows;
        return Commit(parameters, layout, cells, storage, (first, address, count) => CopyBlocks(blocks, first, address, count));
    }

    public ICommittedGroup Commit(SystemParameters parameters, ColumnGroup group, ReadOnlySpan<KoalaBear> columns, CodewordStorage storage)
    {
        var layout = CpuCommittedGroup.RequireShape(parameters, (int)group, columns.Length);
        var cells = MemoryMarshal.Cast<KoalaBear, uint>(columns).LastIndexOfAnyExcept(0u) + 1;
        fixed (KoalaBear* pointer = columns)
        {
            // Safe: the columns stay pinned until all of them are copied, and the upload asks for none behind the last.
            var source = (nint)pointer;
            return Commit(parameters, layout, cells, storage, (first, address, count) =>
                new ReadOnlySpan<KoalaBear>((KoalaBear*)source + first, count).CopyTo(new((KoalaBear*)address, count)));
        }
    }

    public LeafOpening<KoalaBear, Digest>[] Open(ICommittedGroup group, ReadOnlySpan<int> positions)
    {
        var own = queue.Own(group);
        var leaves = new int[positions.Length];
        for (var i = 0; i < leaves.Length; i++)
        {
            leaves[i] = own.Layout.LeafOfQuery(positions[i]);
        }

        using var scope = queue.Enter(ProverPhase.Open);
        using LeafQueries queries = new(queue, own.Layout, leaves);
        if (own.Codewords is not null)
        {
            queries.Gather(own.Codewords, 0, own.Width);
        }
        else
        {
            GatherRecomputed(own, queries);
        }

        var (words, paths) = (queries.ReadLeaves<KoalaBear>(), queries.ReadPaths(own.Tree));
        return [.. words.Zip(paths, (leaf, path) => new LeafOpening<KoalaBear, Digest>(leaf, path))];
    }

    public void Dispose() => _upload?.Dispose();

    /// <summary>Bytes of the codewords that are made again at a time.</summary>
    public static long RecomputedBytes(LeafLayout layout) => (long)RecomputedColumns(layout) * sizeof(uint) << layout.LogHeight;

    private static int RecomputedColumns(LeafLayout layout) => (int)Math.Clamp(RecomputedWords >> layout.LogHeight, 1, layout.Width);

    /// <summary>Codewords that were dropped, some columns at a time.</summary>
    private void GatherRecomputed(CudaCommittedGroup group, LeafQueries queries)
    {
        var layout = group.Layout;
        var step = RecomputedColumns(layout);
        using var codewords = queue.Allocate((long)step << layout.LogHeight);
        for (var first = 0; first < group.Width; first += step)
        {
            var count = Math.Min(step, group.Width - first);
            queue.Ntt.Forward(queue.Stream, group.Columns, (long)first << group.LogHeight, group.LogHeight, codewords, 0, layout.LogHeight, count);
            queries.Gather(codewords, first, count);
        }
    }

    private CudaCommittedGroup Commit(
        SystemParameters parameters, LeafLayout layout, long cells, CodewordStorage storage, Action<long, nint, int> fill)
    {
        using var scope = queue.Enter(ProverPhase.Commit);
        var logHeight = parameters.LogStackedHeight;
        CudaBuffer? columns = null, codewords = null;
        try
        {
            columns = queue.Allocate((long)layout.Width << logHeight);
            columns.Fill(queue.Stream, 0, cells, columns.ElementCount - cells);
            Upload.Run(columns, cells, fill);
            var used = (int)((cells + (1L << logHeight) - 1) >> logHeight);
            codewords = queue.Allocate((long)layout.Width << layout.LogHeight);
            Encode(columns, logHeight, codewords, layout.LogHeight, used);

            // Reading the cap waits for all of it: from now on any stream may read the group.
            var tree = DeviceTree.Build(queue, codewords, layout, parameters.LogCapSize);
            if (storage == CodewordStorage.Recompute)
            {
                codewords.Dispose();
                codewords = null;
            }

            return new(queue.Context, columns, logHeight, used, tree, codewords);
        }
        catch
        {
            columns?.Dispose();
            codewords?.Dispose();
            throw;
        }
    }

    /// <summary>The codewords of columns that are not used are zero.</summary>
    private void Encode(CudaBuffer columns, int logHeight, CudaBuffer codewords, int logDomain, int used)
    {
        if (used > 0)
        {
            queue.Ntt.Forward(queue.Stream, columns, 0, logHeight, codewords, 0, logDomain, used);
        }

        var end = (long)used << logDomain;
        codewords.Fill(queue.Stream, 0, end, codewords.ElementCount - end);
    }

    /// <summary>Copies the cells first .. first + count - 1, which the dense blocks have, to an address.</summary>
    private void CopyBlocks(IReadOnlyList<StackedBlock> blocks, long first, nint address, int count)
    {
        // The block of the first cell: the last one that does not begin behind it.
        var (low, high) = (0, blocks.Count - 1);
        while (low < high)
        {
            var middle = (low + high + 1) / 2;
            (low, high) = blocks[middle].Start <= first ? (middle, high) : (low, middle - 1);
        }

        var end = low;
        while (end < blocks.Count && blocks[end].Start < first + count)
        {
            end++;
        }

        // Safe: every piece lies within the count words behind the address, which the caller keeps until this returns.
        ParallelRange.Run(end - low, 16, degreeOfParallelism, (start, stop) =>
        {
            for (var i = low + start; i < low + stop; i++)
            {
                var block = blocks[i];
                var from = Math.Max(first, block.Start);
                var words = (int)(Math.Min(first + count, block.Start + block.Rows) - from);
                block.Cells.Slice((int)(from - block.Start), words).CopyTo(new((KoalaBear*)address + (from - first), words));
            }
        });
    }
}
