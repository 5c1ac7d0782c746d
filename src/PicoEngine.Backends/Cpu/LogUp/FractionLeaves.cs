// SPDX-License-Identifier: MIT OR Apache-2.0

using PicoEngine.Backends.Buffers;
using PicoEngine.Fields;
using PicoEngine.Verifier.Stark.LogUp;

namespace PicoEngine.Backends.Cpu.LogUp;

/// <summary>The leaf fractions of a shard. Whoever makes them writes every real one; different tiles may be written by different threads.</summary>
internal sealed unsafe class FractionLeaves : IDisposable
{
    /// <summary>Rows of a tile.</summary>
    public const int TileRows = FractionTile.Width;

    /// <summary>Words of a tile: for each of the ten coefficients, numerator first, constant coefficient first, those of 32 consecutive rows.</summary>
    public const int TileWords = FractionTile.NodeColumns * FractionTile.Width;

    private readonly ElementBuffer _buffer;
    private readonly LayerArrangement _arrangement;

    /// <summary>Leaves for a layout, 40 bytes for each real one, whose content is undefined until it is written.</summary>
    /// <param name="layout">Which leaves are real.</param>
    /// <param name="pool">Lends the memory, and that of the tree and its proof.</param>
    /// <exception cref="ArgumentOutOfRangeException">The leaves have more words than a buffer can have.</exception>
    /// <exception cref="OutOfMemoryException">The machine has not that much memory.</exception>
    public FractionLeaves(FractionLayout layout, ElementBufferPool pool)
    {
        ArgumentNullException.ThrowIfNull(layout);
        ArgumentNullException.ThrowIfNull(pool);
        Pool = pool;
        Layout = layout;
        _arrangement = layout.Arrangements[layout.LayerCount];
        _buffer = pool.Rent(Math.Max(_arrangement.Length, 1) * FractionTile.NodeColumns);
        foreach (var (start, end) in _arrangement.Virtual(layout.Heights))
        {
            VirtualEntries.FillNodes(_buffer.Pointer, start, end);
        }

        GC.KeepAlive(this);
    }

    /// <summary>Which leaves are real.</summary>
    public FractionLayout Layout { get; }

    /// <summary>The first node of the leaf layer; valid until the leaves are disposed.</summary>
    internal KoalaBear* Pointer => _buffer.Pointer;

    internal ElementBufferPool Pool { get; }

    /// <summary>Groups have fewer than 128 rows and share tiles.</summary>
    internal bool IsDense => _arrangement.IsDense;

    /// <summary>The fraction of one leaf, real or virtual.</summary>
    /// <exception cref="ArgumentOutOfRangeException">No such group or row.</exception>
    public Fraction<KoalaBearExtension5> this[int group, int row]
    {
        get
        {
            var height = HeightOf(group);
            RequireRow(row, 1 << Layout.LogRows);
            if (row >= height)
            {
                return new(KoalaBearExtension5.Zero, KoalaBearExtension5.One);
            }

            var node = FractionTile.At(Pointer, _arrangement.StartOf(group) + row, FractionTile.NodeColumns);
            Fraction<KoalaBearExtension5> fraction = new(
                FractionTile.Read(node), FractionTile.Read(node + (KoalaBearExtension5.Degree * FractionTile.Width)));
            GC.KeepAlive(this);
            return fraction;
        }

        set
        {
            RequireRow(row, HeightOf(group));
            var node = FractionTile.At(Pointer, _arrangement.StartOf(group) + row, FractionTile.NodeColumns);
            FractionTile.Write(node, value.Numerator);
            FractionTile.Write(node + (KoalaBearExtension5.Degree * FractionTile.Width), value.Denominator);
            GC.KeepAlive(this);
        }
    }

    /// <summary>
    /// The tile of the rows <paramref name="row"/>, row + 1, .. row + 31, for writers with packed arithmetic. Rows from the group's height on must stay as
    /// they are. Valid until the leaves are disposed.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">No such group, a row that is no multiple of 32, or no real row from there on.</exception>
    /// <exception cref="InvalidOperationException">Groups have fewer than 128 rows and share tiles; use the indexer.</exception>
    public Span<KoalaBear> Tile(int group, int row)
    {
        RequireRow(row, HeightOf(group));
        ArgumentOutOfRangeException.ThrowIfNotEqual(row % TileRows, 0, nameof(row));
        if (_arrangement.IsDense)
        {
            throw new InvalidOperationException("Groups of so few rows share tiles.");
        }

        // Safe: segments are padded to whole tiles.
        return new(FractionTile.At(Pointer, _arrangement.StartOf(group) + row, FractionTile.NodeColumns), TileWords);
    }

    /// <summary>The first word of a real leaf; the other nine follow at distances of a tile's rows. Valid until the leaves are disposed.</summary>
    internal KoalaBear* Node(int group, int row) => FractionTile.At(Pointer, _arrangement.StartOf(group) + row, FractionTile.NodeColumns);

    /// <summary>Gives the memory back.</summary>
    public void Dispose() => _buffer.Dispose();

    private int HeightOf(int group)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(group);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(group, Layout.Heights.Count);
        return Layout.Heights[group];
    }

    private static void RequireRow(int row, int rows)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(row);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(row, rows);
    }
}
