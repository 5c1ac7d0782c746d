// SPDX-License-Identifier: MIT OR Apache-2.0

using PicoEngine.Backends.Buffers;
using PicoEngine.Backends.Multilinear;
using PicoEngine.Fields;

namespace PicoEngine.Backends.Cpu.LogUp;

/// <summary>
/// The weights eq(z, i) of the pairs of a round, as products of three tables so that all stay in first-level cache: the lowest eight row variables lie in
/// tiles for the kernels, the other row variables and the group make one factor per unit of pairs.
/// </summary>
internal sealed unsafe class PairWeights : IDisposable
{
    private const int MaximumLowVariables = 8;

    private readonly ElementBuffer _low;
    private KoalaBearExtension5[] _high = [];
    private KoalaBearExtension5[]? _groups;

    public PairWeights(ElementBufferPool pool) => _low = pool.Rent((1 << MaximumLowVariables) * KoalaBearExtension5.Degree);

    /// <summary>The weights inside a unit; behind the last one stand zeros up to a whole tile.</summary>
    public KoalaBear* Low => _low.Pointer;

    /// <summary>Pairs of a unit.</summary>
    public int UnitPairs { get; private set; }

    /// <summary>Takes the coordinates of the variables inside a segment, and the weights of groups, null when there is one dense segment.</summary>
    public void Set(ReadOnlySpan<KoalaBearExtension5> point, KoalaBearExtension5[]? groups)
    {
        var lowVariables = Math.Min(point.Length, MaximumLowVariables);
        var low = EqTable.Build(point[..lowVariables]);
        UnitPairs = Math.Max(low.Length, FractionTile.Width);
        for (var i = 0; i < UnitPairs; i++)
        {
            FractionTile.Write(FractionTile.At(Low, i, KoalaBearExtension5.Degree), i < low.Length ? low[i] : KoalaBearExtension5.Zero);
        }

        _high = EqTable.Build(point[lowVariables..]);
        _groups = groups;
    }

    /// <summary>The factor of all weights of a unit.</summary>
    public KoalaBearExtension5 OfUnit(int group, int unit) => _groups is null ? _high[unit] : _groups[group] * _high[unit];

    public void Dispose() => _low.Dispose();
}
