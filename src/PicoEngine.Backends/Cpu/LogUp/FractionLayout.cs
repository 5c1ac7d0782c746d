// SPDX-License-Identifier: MIT OR Apache-2.0

using System.Numerics;

namespace PicoEngine.Backends.Cpu.LogUp;

/// <summary>The leaf array of a fractional sum: group g has heights[g] real rows out of 2^logRows; all other leaves are the virtual fraction 0/1.</summary>
/// <remarks>Leaf (row, g) has the index row + 2^logRows g, and the array 2^(logRows + ceil(log2 G)) leaves; only real ones cost time and memory.</remarks>
internal sealed class FractionLayout
{
    private readonly int[] _heights;

    /// <summary>A layout of at least one layer.</summary>
    /// <param name="logRows">Row variables of every group, 0 to 26.</param>
    /// <param name="heights">Real rows of each group, 0 to 2^logRows.</param>
    /// <exception cref="ArgumentOutOfRangeException">A number of rows or a height is out of its range.</exception>
    /// <exception cref="ArgumentException">There is no group, no layer (one group of one row), or 2^31 leaves or more are real.</exception>
    public FractionLayout(int logRows, ReadOnlySpan<int> heights)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(logRows);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(logRows, 26);
        LogRows = logRows;
        LogGroups = heights.Length <= 1 ? 0 : BitOperations.Log2((uint)heights.Length - 1) + 1;
        if (heights.Length == 0 || LayerCount == 0)
        {
            throw new ArgumentException("A fractional sum has at least one group and two leaves.", nameof(heights));
        }

        var total = 0L;
        foreach (var height in heights)
        {
            ArgumentOutOfRangeException.ThrowIfNegative(height, nameof(heights));
            ArgumentOutOfRangeException.ThrowIfGreaterThan(height, 1 << logRows, nameof(heights));
            total += height;
        }

        if (total >= int.MaxValue)
        {
            throw new ArgumentException("2^31 real leaves or more.", nameof(heights));
        }

        _heights = heights.ToArray();
        RealLeaves = total;
        var arrangements = new LayerArrangement[LayerCount + 1];
        for (var variables = 0; variables <= LayerCount; variables++)
        {
            arrangements[variables] = new LayerArrangement(variables, LogGroups, logRows, heights);
        }

        Arrangements = arrangements;
    }

    /// <summary>Row variables of every group.</summary>
    public int LogRows { get; }

    /// <summary>Group variables: the logarithm of the number of groups, rounded up.</summary>
    public int LogGroups { get; }

    /// <summary>Layers below the root, which is all variables of a leaf's index.</summary>
    public int LayerCount => LogRows + LogGroups;

    /// <summary>Real rows of each group.</summary>
    public IReadOnlyList<int> Heights => _heights;

    /// <summary>Real rows of all groups.</summary>
    public long RealLeaves { get; }

    /// <summary>By number of variables: 0 for the root, <see cref="LayerCount"/> for the leaves.</summary>
    internal IReadOnlyList<LayerArrangement> Arrangements { get; }
}
