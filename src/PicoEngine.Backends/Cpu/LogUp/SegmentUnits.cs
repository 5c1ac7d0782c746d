// SPDX-License-Identifier: MIT OR Apache-2.0

using PicoEngine.Backends.Abstractions;
using PicoEngine.Primitives;

namespace PicoEngine.Backends.Cpu.LogUp;

/// <summary>Cuts the segments of an array into units of consecutive entries and runs over them, in parallel where it pays.</summary>
internal sealed class SegmentUnits
{
    /// <summary>Below so many entries a pass is over before a second thread has begun.</summary>
    private const int SerialEntries = 1 << 13;

    private readonly LayerArrangement _arrangement;
    private readonly nint _unit;
    private readonly int[] _firstUnits;

    /// <summary>Units of <paramref name="unit"/> entries, shorter ones at the ends of segments.</summary>
    public SegmentUnits(LayerArrangement arrangement, nint unit)
    {
        _arrangement = arrangement;
        _unit = unit;
        _firstUnits = new int[arrangement.Segments.Count + 1];
        for (var i = 0; i < arrangement.Segments.Count; i++)
        {
            _firstUnits[i + 1] = checked(_firstUnits[i] + (int)((arrangement.Segments[i].Padded + unit - 1) / unit));
        }
    }

    /// <summary>Segment, number of the unit in its segment, entries.</summary>
    public delegate RoundSums UnitAction(LayerSegment segment, int unit, int count);

    /// <summary>Runs the action on every unit and adds up what it returns; sums in a field do not depend on their order.</summary>
    public RoundSums Run(int degreeOfParallelism, UnitAction action)
    {
        RoundSums total = default;
        Lock gate = new();
        var units = _firstUnits[^1];
        ParallelRange.Run(units, 1, _arrangement.Length < SerialEntries ? 1 : degreeOfParallelism, (start, end) =>
        {
            RoundSums sums = default;
            var index = Array.BinarySearch(_firstUnits, start);
            for (var segment = index >= 0 ? index : ~index - 1; segment < _arrangement.Segments.Count && _firstUnits[segment] < end; segment++)
            {
                var first = Math.Max(start, _firstUnits[segment]);
                var last = Math.Min(end, _firstUnits[segment + 1]);
                for (var unit = first; unit < last; unit++)
                {
                    var number = unit - _firstUnits[segment];
                    var count = (int)Math.Min(_unit, _arrangement.Segments[segment].Padded - (number * _unit));
                    sums += action(_arrangement.Segments[segment], number, count);
                }
            }

            lock (gate)
            {
                total += sums;
            }
        });
        return total;
    }
}
