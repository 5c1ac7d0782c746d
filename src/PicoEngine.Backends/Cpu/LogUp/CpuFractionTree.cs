// SPDX-License-Identifier: MIT OR Apache-2.0

using PicoEngine.Backends.Abstractions;
using PicoEngine.Fields;
using PicoEngine.Verifier.Stark.LogUp;

namespace PicoEngine.Backends.Cpu.LogUp;

/// <summary>A tree with its leaves and the sums of the layer at hand.</summary>
internal sealed unsafe class CpuFractionTree : IFractionTree
{
    private readonly FractionLeaves _leaves;
    private readonly FractionTree _tree;
    private readonly LayerSums _sums;
    private readonly bool _ownsLeaves;
    private readonly LayerOrder _order = new();

    /// <param name="leaves">All written; they are only read.</param>
    /// <param name="kernel">The passes.</param>
    /// <param name="degreeOfParallelism">Threads to use.</param>
    /// <param name="ownsLeaves">The leaves are the tree's from now on, also when this throws.</param>
    public CpuFractionTree(FractionLeaves leaves, IFractionKernel kernel, int degreeOfParallelism, bool ownsLeaves = true)
    {
        _leaves = leaves;
        _ownsLeaves = ownsLeaves;
        try
        {
            _tree = FractionTree.Build(leaves, degreeOfParallelism, kernel);
            _sums = new LayerSums(leaves.Layout, leaves.Pool, kernel, degreeOfParallelism);
        }
        catch
        {
            _tree?.Dispose();
            DisposeLeaves();
            throw;
        }
    }

    public int LayerCount => _leaves.Layout.LayerCount;

    public Fraction<KoalaBearExtension5> Root => _tree.Root;

    public LayerClaims FirstLayer
    {
        get
        {
            if (_order.HasBegun)
            {
                throw new InvalidOperationException("The upper layers of this tree were overwritten.");
            }

            var (even, odd) = (_tree.Node(1, 0), _tree.Node(1, 1));
            return new(even.Numerator, odd.Numerator, even.Denominator, odd.Denominator);
        }
    }

    public KoalaBearExtension5 BeginLayer(int layer, KoalaBearExtension5[] point, KoalaBearExtension5 lambda)
    {
        _order.Begin(layer, this, point);
        return _sums.Begin(layer, _tree.Nodes(layer), _tree.Scratch, point, lambda);
    }

    public RoundSums Fold(KoalaBearExtension5 challenge, LayerPoint at) => _sums.Fold(challenge, at);

    public LayerClaims EndLayer(KoalaBearExtension5 challenge) => _sums.End(challenge);

    public void Dispose()
    {
        _sums.Dispose();
        _tree.Dispose();
        DisposeLeaves();
    }

    private void DisposeLeaves()
    {
        if (_ownsLeaves)
        {
            _leaves.Dispose();
        }
    }
}
