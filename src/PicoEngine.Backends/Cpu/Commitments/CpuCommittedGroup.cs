// SPDX-License-Identifier: MIT OR Apache-2.0

using System.Diagnostics;
using System.Runtime.InteropServices;
using PicoEngine.Backends.Abstractions;
using PicoEngine.Backends.Buffers;
using PicoEngine.Fields;
using PicoEngine.Primitives.Dft;
using PicoEngine.Primitives.MerkleTree;
using PicoEngine.Primitives.Symmetric;
using PicoEngine.Protocol.Parameters;
using PicoEngine.Verifier.Stark.Whir;

namespace PicoEngine.Backends.Cpu.Commitments;

/// <summary>Stacked columns, which it owns, the Reed-Solomon codewords of which their cells are the coefficients, and the tree over the codewords' rows.</summary>
internal sealed class CpuCommittedGroup : ICommittedGroup
{
    // Codeword elements that are made again at a time: enough columns for all threads and small beside the columns themselves.
    private const long RecomputedElements = 1 << 25;

    private readonly ElementBufferPool _pool;
    private readonly CappedMerkleTree _tree;
    private ElementBuffer? _codewords;

    /// <summary>A group of parts that were made before; columns and codewords are the group's from now on.</summary>
    /// <param name="pool">Where codewords are made again.</param>
    /// <param name="columns">[Width][2^logHeight], column-major.</param>
    /// <param name="logHeight">Log of the cells of a column.</param>
    /// <param name="usedColumns">As <see cref="CountUsed"/> has them.</param>
    /// <param name="tree">Over the rows of the codewords.</param>
    /// <param name="codewords">[Width][2^D], or null where they are made again.</param>
    public CpuCommittedGroup(
        ElementBufferPool pool, ElementBuffer columns, int logHeight, int usedColumns, CappedMerkleTree tree, ElementBuffer? codewords)
    {
        UsedColumns = usedColumns;
        _pool = pool;
        _tree = tree;
        _codewords = codewords;
        Columns = columns;
        LogHeight = logHeight;
        Cap = [.. tree.Cap.Nodes];
    }

    public MemorySpace Memory { get; private init; } = MemorySpace.Host;

    /// <summary>[Width][2^LogHeight], column-major.</summary>
    public ElementBuffer Columns { get; }

    public int LogHeight { get; }

    public int Width => _tree.Layout.Width;

    /// <summary>Columns with a cell that is not zero, and those before them: shards seldom fill their shape.</summary>
    public int UsedColumns { get; }

    public Digest[] Cap { get; }

    /// <summary>Commits to the stacked columns of a group.</summary>
    /// <param name="parameters">The parameter set: heights, rate, leaves and cap.</param>
    /// <param name="group">0 preprocessed, 1 boundary, 2 main.</param>
    /// <param name="columns">[W][2^m], column-major, unused cells zero. They are the group's from now on; when this throws, they stay the caller's.</param>
    /// <param name="storage">What becomes of the codewords.</param>
    /// <param name="pool">Where buffers come from.</param>
    /// <param name="degreeOfParallelism">How many threads may work; the result does not depend on it.</param>
    /// <param name="observer">Hears the times of encoding and of hashing, or null.</param>
    /// <param name="memory">What it says of where it lives; null for the host's.</param>
    /// <exception cref="ArgumentException">The columns have another size than the parameters say.</exception>
    /// <exception cref="ArgumentOutOfRangeException">No such group, or a degree of parallelism below one.</exception>
    public static CpuCommittedGroup Commit(
        SystemParameters parameters,
        int group,
        ElementBuffer columns,
        CodewordStorage storage,
        ElementBufferPool pool,
        int degreeOfParallelism = 1,
        Action<CommitmentStep, TimeSpan>? observer = null,
        MemorySpace? memory = null)
    {
        var layout = RequireShape(parameters, group, columns.Length);
        var codewords = pool.Rent((long)layout.Width << layout.LogHeight);
        try
        {
            var start = Stopwatch.GetTimestamp();
            var used = Encode(columns.Span, parameters.LogStackedHeight, codewords.Span, layout.LogHeight, degreeOfParallelism);
            var encoded = Stopwatch.GetTimestamp();
            observer?.Invoke(CommitmentStep.Encode, Stopwatch.GetElapsedTime(start, encoded));
            var tree = CappedMerkleTree.Build(Sponge.Poseidon2Width24, codewords.Span, layout, parameters.LogCapSize, degreeOfParallelism);
            observer?.Invoke(CommitmentStep.Tree, Stopwatch.GetElapsedTime(encoded));
            var isKept = storage == CodewordStorage.Keep;
            if (!isKept)
            {
                codewords.Dispose();
            }

            return new(pool, columns, parameters.LogStackedHeight, used, tree, isKept ? codewords : null) { Memory = memory ?? MemorySpace.Host };
        }
        catch
        {
            codewords.Dispose();
            throw;
        }
    }

    /// <summary>How many columns have a cell that is not zero, those before them counted too.</summary>
    public static int CountUsed(ReadOnlySpan<KoalaBear> columns, int logHeight)
    {
        var cells = MemoryMarshal.Cast<KoalaBear, uint>(columns).LastIndexOfAnyExcept(0u) + 1;
        return (int)(((long)cells + (1L << logHeight) - 1) >> logHeight);
    }

    /// <summary>The layout of a group's leaves, for so many cells.</summary>
    /// <exception cref="ArgumentException">The parameters say another number of cells.</exception>
    /// <exception cref="ArgumentOutOfRangeException">No such group.</exception>
    public static LeafLayout RequireShape(SystemParameters parameters, int group, long cells)
    {
        ArgumentNullException.ThrowIfNull(parameters);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)group, (uint)SystemParameters.GroupCount, nameof(group));
        var layout = WhirShape.GroupLayout(parameters, group);
        return cells == (long)layout.Width << parameters.LogStackedHeight
            ? layout
            : throw new ArgumentException($"Group {group} has {layout.Width} columns of 2^{parameters.LogStackedHeight} cells; there are {cells} cells.", nameof(cells));
    }

    public void CopyColumns(Span<KoalaBear> columns)
    {
        if (columns.Length != Columns.Length)
        {
            throw new ArgumentException($"There are {Columns.Length} cells, and room for {columns.Length}.", nameof(columns));
        }

        Columns.Span.CopyTo(columns);
    }

    /// <summary>The openings for query positions, one for each.</summary>
    /// <param name="positions">Positions below the number of leaves of an unpacked group.</param>
    /// <param name="degreeOfParallelism">How many threads may make codewords again.</param>
    public LeafOpening<KoalaBear, Digest>[] Open(ReadOnlySpan<int> positions, int degreeOfParallelism = 1)
    {
        var (layout, openings) = (_tree.Layout, new LeafOpening<KoalaBear, Digest>[positions.Length]);
        for (var i = 0; i < openings.Length; i++)
        {
            openings[i] = new(new KoalaBear[layout.LeafWords], _tree.Siblings(layout.LeafOfQuery(positions[i])));
        }

        if (_codewords is not null)
        {
            CopyLeaves(_codewords.Span, 0, Width, positions, openings);
            return openings;
        }

        var step = (int)Math.Clamp(RecomputedElements >> layout.LogHeight, 1, Width);
        using var codewords = _pool.Rent((long)step << layout.LogHeight);
        for (var first = 0; first < Width; first += step)
        {
            var count = Math.Min(step, Width - first);
            var values = codewords.Span[..(count << layout.LogHeight)];
            ForwardNtt.Transform(Columns.Span.Slice(first << LogHeight, count << LogHeight), values, count, degreeOfParallelism);
            CopyLeaves(values, first, count, positions, openings);
        }

        return openings;
    }

    /// <summary>Gives columns and kept codewords back.</summary>
    public void Dispose()
    {
        _codewords?.Dispose();
        _codewords = null;
        Columns.Dispose();
    }

    /// <summary>The codewords of all columns; those of unused ones are zero.</summary>
    /// <returns>The used columns.</returns>
    private static int Encode(ReadOnlySpan<KoalaBear> columns, int logHeight, Span<KoalaBear> codewords, int logDomain, int degreeOfParallelism)
    {
        var used = CountUsed(columns, logHeight);
        if (used > 0)
        {
            ForwardNtt.Transform(columns[..(used << logHeight)], codewords[..(used << logDomain)], used, degreeOfParallelism);
        }

        codewords[(used << logDomain)..].Clear();
        return used;
    }

    /// <summary>Copies the words of the given columns into the leaves: row v of leaf j is row j + v 2^LogLeafCount of the codewords.</summary>
    private void CopyLeaves(
        ReadOnlySpan<KoalaBear> codewords, int firstColumn, int columns, ReadOnlySpan<int> positions, LeafOpening<KoalaBear, Digest>[] openings)
    {
        var layout = _tree.Layout;
        for (var i = 0; i < openings.Length; i++)
        {
            var (leaf, index) = (openings[i].Leaf, layout.LeafOfQuery(positions[i]));
            for (var row = 0; row < 1 << layout.LogRowsPerLeaf; row++)
            {
                for (var column = 0; column < columns; column++)
                {
                    leaf[(row * Width) + firstColumn + column] = codewords[(column << layout.LogHeight) + (row << layout.LogLeafCount) + index];
                }
            }
        }
    }
}
