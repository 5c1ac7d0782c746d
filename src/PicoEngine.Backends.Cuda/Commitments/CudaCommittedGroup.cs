// SPDX-License-Identifier: MIT OR Apache-2.0

using PicoEngine.Backends.Abstractions;
using PicoEngine.Backends.Cuda.Devices;
using PicoEngine.Backends.Cuda.Ops;
using PicoEngine.Fields;
using PicoEngine.Primitives.MerkleTree;
using PicoEngine.Primitives.Symmetric;

namespace PicoEngine.Backends.Cuda.Commitments;

/// <summary>Stacked columns in a device's memory, the tree over the rows of their codewords, and those where they are kept. All of it is there before the group is: any stream may read it.</summary>
/// <param name="context">The device.</param>
/// <param name="columns">[Width][2^LogHeight] words, column-major, from the first word on; the group's from now on, as are the tree and the codewords.</param>
/// <param name="logHeight">Log of the cells of a column.</param>
/// <param name="usedColumns">Columns with a cell that is not zero, and those before them.</param>
/// <param name="tree">Over the rows of the codewords.</param>
/// <param name="codewords">[Width][2^D], or null where they are made again.</param>
internal sealed class CudaCommittedGroup(
    CudaContext context, CudaBuffer columns, int logHeight, int usedColumns, DeviceTree tree, CudaBuffer? codewords) : ICommittedGroup, IDeviceColumns
{
    public MemorySpace Memory => context.Memory;

    public int Width => Layout.Width;

    public int LogHeight => logHeight;

    public Digest[] Cap { get; } = [.. tree.Cap.Nodes];

    /// <inheritdoc/>
    public CudaBuffer Columns => columns;

    /// <summary>Columns with a cell that is not zero, and those before them; all others are zero.</summary>
    public int UsedColumns => usedColumns;

    /// <summary>The codewords' rows as leaves.</summary>
    public LeafLayout Layout => tree.Layout;

    public DeviceTree Tree => tree;

    public CudaBuffer? Codewords => codewords;

    public void CopyColumns(Span<KoalaBear> columns)
    {
        if (columns.Length != (long)Width << LogHeight)
        {
            throw new ArgumentException($"There are {(long)Width << LogHeight} cells, and room for {columns.Length}.", nameof(columns));
        }

        // The stream on which the group was made may be gone with its backend.
        using var stream = context.CreateStream();
        Columns.Read(stream, columns);
    }

    public void Dispose()
    {
        Columns.Dispose();
        tree.Dispose();
        codewords?.Dispose();
    }
}
