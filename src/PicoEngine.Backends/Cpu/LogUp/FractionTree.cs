// SPDX-License-Identifier: MIT OR Apache-2.0

using PicoEngine.Backends.Buffers;
using PicoEngine.Fields;
using PicoEngine.Verifier.Stark.LogUp;

namespace PicoEngine.Backends.Cpu.LogUp;

/// <summary>The tree of partial sums over leaf fractions; 40 bytes for each real leaf besides the leaves themselves.</summary>
/// <remarks>
/// All layers above the leaves lie in one block, the root's first. The folds of a layer write where the layers above it were, which nobody needs any more:
/// a layer is half as long as the next, and its folds need three quarters of it. Pointers stay inside the block: starts and lengths come from the arrangements.
/// </remarks>
internal sealed unsafe class FractionTree : IDisposable
{
    // Merges of one unit: large enough to hide its cost, small enough to share out.
    private const int UnitNodes = 1024;

    private readonly FractionLeaves _leaves;
    private readonly ElementBuffer _layers;
    private readonly nint[] _starts;

    private FractionTree(FractionLeaves leaves)
    {
        _leaves = leaves;
        (_starts, var length) = Places(leaves.Layout);
        _layers = leaves.Pool.Rent(length);
    }

    /// <summary>The sum of all leaf fractions. A zero denominator means that some leaf has one: then there is no proof, and other challenges are needed.</summary>
    public Fraction<KoalaBearExtension5> Root { get; private set; }

    /// <summary>The layout of the leaves.</summary>
    public FractionLayout Layout => _leaves.Layout;

    internal ElementBufferPool Pool => _leaves.Pool;

    internal KoalaBear* Scratch => _layers.Pointer;

    /// <summary>Sums the leaves up. They are only read, and must outlive the tree.</summary>
    /// <param name="leaves">All written.</param>
    /// <param name="degreeOfParallelism">Threads to use.</param>
    /// <exception cref="ArgumentOutOfRangeException">The degree of parallelism is below one.</exception>
    /// <exception cref="OutOfMemoryException">The machine has not that much memory.</exception>
    public static FractionTree Build(FractionLeaves leaves, int degreeOfParallelism = 1) =>
        Build(leaves, degreeOfParallelism, IFractionKernel.Widest);

    internal static FractionTree Build(FractionLeaves leaves, int degreeOfParallelism, IFractionKernel kernel)
    {
        ArgumentNullException.ThrowIfNull(leaves);
        ArgumentOutOfRangeException.ThrowIfLessThan(degreeOfParallelism, 1);
        var tree = new FractionTree(leaves);
        for (var layer = tree.Layout.LayerCount - 1; layer >= 0; layer--)
        {
            tree.Merge(layer, kernel, degreeOfParallelism);
        }

        tree.Root = tree.Node(0, 0);
        return tree;
    }

    /// <summary>The elements that a tree takes besides its leaves.</summary>
    public static long Length(FractionLayout layout) => Places(layout).Length;

    /// <summary>Gives the memory of the tree back, not that of the leaves.</summary>
    public void Dispose() => _layers.Dispose();

    /// <summary>The nodes of a layer.</summary>
    internal KoalaBear* Nodes(int layer) => layer == Layout.LayerCount ? _leaves.Pointer : _layers.Pointer + _starts[layer];

    /// <summary>A node of a dense layer.</summary>
    internal Fraction<KoalaBearExtension5> Node(int layer, int index)
    {
        var node = FractionTile.At(Nodes(layer), index, FractionTile.NodeColumns);
        return new(FractionTile.Read(node), FractionTile.Read(node + (KoalaBearExtension5.Degree * FractionTile.Width)));
    }

    /// <summary>Where each layer begins, and the length of all, so that the folds of each layer fit in front of it.</summary>
    private static (nint[] Starts, nint Length) Places(FractionLayout layout)
    {
        var starts = new nint[layout.LayerCount + 1];
        nint slack = 0;
        nint length = 0;
        for (var layer = 0; layer <= layout.LayerCount; layer++)
        {
            starts[layer] = length;
            slack = nint.Max(slack, LayerSums.ScratchLength(layout, layer) - length);
            length += layer < layout.LayerCount ? layout.Arrangements[layer].Length * FractionTile.NodeColumns : 0;
        }

        for (var layer = 0; layer <= layout.LayerCount; layer++)
        {
            starts[layer] += slack;
        }

        return (starts, length + slack);
    }

    private void Merge(int layer, IFractionKernel kernel, int degreeOfParallelism)
    {
        var source = Layout.Arrangements[layer + 1];
        var target = Layout.Arrangements[layer];
        var nodes = Nodes(layer + 1);
        var parents = Nodes(layer);
        new SegmentUnits(source, 2 * UnitNodes).Run(degreeOfParallelism, (segment, unit, count) =>
        {
            var offset = (nint)unit * UnitNodes;
            var start = (source.IsDense ? 0 : target.StartOf(segment.Group)) + offset;
            kernel.Merge(
                FractionTile.At(nodes, segment.Start + (2 * offset), FractionTile.NodeColumns),
                FractionTile.At(parents, start, FractionTile.NodeColumns),
                count / 2,
                target.Length * FractionTile.NodeColumns * sizeof(uint) >= kernel.StreamedBytes);
            return default;
        });
        Thread.MemoryBarrier();
        foreach (var (start, end) in target.Unwritten(source, 1))
        {
            VirtualEntries.FillNodes(parents, start, end);
        }
    }
}
