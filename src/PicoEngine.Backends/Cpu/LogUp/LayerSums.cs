// SPDX-License-Identifier: MIT OR Apache-2.0

using PicoEngine.Backends.Abstractions;
using PicoEngine.Backends.Buffers;
using PicoEngine.Backends.Multilinear;
using PicoEngine.Fields;

namespace PicoEngine.Backends.Cpu.LogUp;

/// <summary>
/// The sums of the sumcheck of one layer below the first, sum_x eq(z, x) (p0 q1 + p1 q0 + lambda q0 q1)(x), which is (a e + b d)(x) with a = p0 + lambda q0,
/// b = p1, d = q0 and e = q1.
/// </summary>
/// <remarks>
/// A round has three sums: at 0, at 1, and of the coefficients of X^2. The first round forms only the last: the values at 0 and 1 are the claims of the layer
/// above. A later round forms two, as its caller has the third from the claim.
/// Pairs of virtual nodes have the constant h = lambda, so they count for nothing once lambda is taken off, and are never visited.
/// Pointers: nodes and scratch belong to the tree and are as long as the arrangements and <see cref="ScratchLength"/> say; units are cut from these.
/// </remarks>
internal sealed unsafe class LayerSums : IDisposable
{
    private readonly FractionLayout _layout;
    private readonly IFractionKernel _kernel;
    private readonly int _degreeOfParallelism;
    private readonly PairWeights _weights;
    private KoalaBearExtension5[] _point = [];
    private KoalaBearExtension5[] _groupWeights = [];
    private KoalaBearExtension5 _lambda;
    private KoalaBear* _source;
    private KoalaBear* _spare;
    private int _layer;
    private int _round;

    public LayerSums(FractionLayout layout, ElementBufferPool pool, IFractionKernel kernel, int degreeOfParallelism)
    {
        _weights = new PairWeights(pool);
        _layout = layout;
        _kernel = kernel;
        _degreeOfParallelism = degreeOfParallelism;
    }

    /// <summary>The elements that a layer's folds write besides its nodes, at most.</summary>
    public static nint ScratchLength(FractionLayout layout, int layer) =>
        layer < 2 ? 0 : FractionTile.EntryColumns * (Longest(layout, layer - 2) + Longest(layout, layer - 3));

    /// <summary>Begins layer j = 2, 3, .. and returns the sum of the coefficients of X^2 of its first round.</summary>
    /// <param name="layer">j, the number of variables of the nodes.</param>
    /// <param name="nodes">The layer's nodes; they are only read.</param>
    /// <param name="scratch">As many elements as <see cref="ScratchLength"/> says.</param>
    /// <param name="point">The point of the layer above, j - 1 coordinates.</param>
    /// <param name="lambda">The layer's challenge.</param>
    public KoalaBearExtension5 Begin(int layer, KoalaBear* nodes, KoalaBear* scratch, KoalaBearExtension5[] point, KoalaBearExtension5 lambda)
    {
        (_layer, _point, _lambda, _round) = (layer, point, lambda, 0);
        _groupWeights = EqTable.Build(point.AsSpan(Math.Max(point.Length - _layout.LogGroups, 0)));
        _source = nodes;
        _spare = scratch;
        var arrangement = SetWeights(layer, 2);
        return new SegmentUnits(arrangement, (nint)_weights.UnitPairs * 4).Run(_degreeOfParallelism, (segment, unit, count) =>
        {
            var start = segment.Start + ((nint)unit * _weights.UnitPairs * 4);
            var sum = _kernel.FirstRound(
                FractionTile.At(nodes, start, FractionTile.NodeColumns), count / 4, _weights.Low, lambda);
            return new(default, sum * _weights.OfUnit(segment.Group, unit));
        }).Quadratic;
    }

    /// <summary>Binds the last variable to its challenge and returns the values at the point of all challenges.</summary>
    public LayerClaims End(KoalaBearExtension5 challenge)
    {
        Fold(challenge, LayerPoint.One);
        var (a, q0) = (Read(0), Read(2));
        return new(a - (_lambda * q0), Read(1), q0, Read(3));

        KoalaBearExtension5 Read(int array) => FractionTile.Read(_source + (array * KoalaBearExtension5.Degree * FractionTile.Width));
    }

    public void Dispose() => _weights.Dispose();

    /// <summary>Binds the round's variable to its challenge in one pass: folds the source into the spare memory, and sums the next round's pairs if there is one.</summary>
    public RoundSums Fold(KoalaBearExtension5 challenge, LayerPoint at)
    {
        var step = new FoldStep(
            _lambda, challenge, _round == 0, at == LayerPoint.Zero,
            _layout.Arrangements[_layer - 2 - _round].Length * FractionTile.EntryColumns * sizeof(uint) >= _kernel.StreamedBytes);
        var source = _source;
        var destination = _spare;
        var sourceColumns = step.IsFirst ? FractionTile.NodeColumns : FractionTile.EntryColumns;
        var log = step.IsFirst ? 3 : 2;
        var sourceVariables = step.IsFirst ? _layer : _layer - 1 - _round;
        var target = _layout.Arrangements[_layer - 2 - _round];
        var hasNext = target.Variables > 0;
        _round++;
        var arrangement = hasNext ? SetWeights(sourceVariables, log) : _layout.Arrangements[sourceVariables];
        var unitPairs = hasNext ? _weights.UnitPairs : FractionTile.Width;
        var sums = new SegmentUnits(arrangement, (nint)unitPairs << log).Run(_degreeOfParallelism, (segment, unit, count) =>
        {
            var offset = (nint)unit * unitPairs;
            var folded = (target.IsDense && arrangement.IsDense ? 0 : target.StartOf(segment.Group)) + (2 * offset);
            var part = _kernel.Fold(
                FractionTile.At(source, segment.Start + (offset << log), sourceColumns),
                FractionTile.At(destination, folded, FractionTile.EntryColumns),
                count >> log,
                hasNext ? _weights.Low : null,
                step);
            return hasNext ? part * _weights.OfUnit(segment.Group, unit) : default;
        });
        Thread.MemoryBarrier();
        foreach (var (start, end) in target.Unwritten(arrangement, step.IsFirst ? 2 : 1))
        {
            VirtualEntries.FillEntries(destination, start, end, _lambda);
        }

        // The first fold's source is the layer itself, which stays; later folds swap two buffers, the second behind the first.
        _spare = step.IsFirst ? destination + (Longest(_layout, target.Variables) * FractionTile.EntryColumns) : source;
        _source = destination;
        return sums;
    }

    /// <summary>
    /// Entries of the longest of the arrays that every other fold writes, beginning with the one over so many variables. It need not be the first: where arrays become
    /// dense, groups without rows take room as well.
    /// </summary>
    private static nint Longest(FractionLayout layout, int variables)
    {
        nint longest = 0;
        for (; variables >= 0; variables -= 2)
        {
            longest = nint.Max(longest, layout.Arrangements[variables].Length);
        }

        return longest;
    }

    /// <summary>Prepares the weights of pairs that are 2^-<paramref name="log"/> of the entries over so many variables.</summary>
    private LayerArrangement SetWeights(int sourceVariables, int log)
    {
        var arrangement = _layout.Arrangements[sourceVariables];
        var remaining = _point.AsSpan(_round + 1);
        if (arrangement.IsDense)
        {
            _weights.Set(remaining, null);
        }
        else
        {
            _weights.Set(remaining[..(arrangement.LogRows - log)], _groupWeights);
        }

        return arrangement;
    }
}
