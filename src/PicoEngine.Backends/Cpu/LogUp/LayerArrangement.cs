// SPDX-License-Identifier: MIT OR Apache-2.0

namespace PicoEngine.Backends.Cpu.LogUp;

/// <summary>Which entries of an array over some number of variables exist in memory, and where.</summary>
/// <remarks>
/// While groups have 128 rows or more, each group's real rows are a segment and virtual rows do not exist. Below that the array is dense: one segment,
/// entry (row, group) at row + 2^r group, absent groups included, so that short groups do not waste vectors.
/// </remarks>
internal sealed class LayerArrangement
{
    /// <summary>Segments are multiples of this: one step of the first fold reads 128 nodes.</summary>
    public const int Grain = 128;

    private const int LogGrain = 7;

    private readonly nint[] _starts;

    public LayerArrangement(int variables, int logGroups, int logRows, ReadOnlySpan<int> heights)
    {
        Variables = variables;
        LogRows = variables - logGroups;
        IsDense = LogRows < LogGrain;
        _starts = new nint[heights.Length];
        if (IsDense)
        {
            var groups = (nint)heights.Length;
            var count = LogRows >= 0 ? groups << LogRows : (groups + (1 << -LogRows) - 1) >> -LogRows;
            Length = RoundUp(count);
            Segments = [new LayerSegment(0, 0, Length)];
            for (var group = 0; group < heights.Length && LogRows >= 0; group++)
            {
                _starts[group] = (nint)group << LogRows;
            }

            return;
        }

        List<LayerSegment> segments = [];
        for (var group = 0; group < heights.Length; group++)
        {
            _starts[group] = Length;
            var merged = logRows - LogRows;
            var padded = RoundUp((nint)(((long)heights[group] + (1L << merged) - 1) >> merged));
            if (padded > 0)
            {
                segments.Add(new LayerSegment(group, Length, padded));
                Length += padded;
            }
        }

        Segments = segments;
    }

    /// <summary>The number of variables of the array's index.</summary>
    public int Variables { get; }

    /// <summary>How many of them are row variables; negative when group variables are bound already.</summary>
    public int LogRows { get; }

    public bool IsDense { get; }

    public IReadOnlyList<LayerSegment> Segments { get; }

    /// <summary>Entries with all padding.</summary>
    public nint Length { get; }

    public int GroupCount => _starts.Length;

    /// <summary>Where the rows of a group begin.</summary>
    public nint StartOf(int group) => _starts[group];

    /// <summary>
    /// The entries that a pass over <paramref name="source"/>, which writes 2^-<paramref name="log"/> as many as it reads, leaves unwritten: virtual ones.
    /// </summary>
    public IEnumerable<(nint Start, nint End)> Unwritten(LayerArrangement source, int log)
    {
        if (source.IsDense)
        {
            return [(source.Length >> log, Length)];
        }

        var written = new nint[GroupCount];
        foreach (var segment in source.Segments)
        {
            written[segment.Group] = segment.Padded >> log;
        }

        return Behind(written);
    }

    /// <summary>The entries of a leaf array that stand behind the real rows of the groups.</summary>
    public IEnumerable<(nint Start, nint End)> Virtual(IReadOnlyList<int> heights) => Behind([.. heights.Select(height => (nint)height)]);

    /// <summary>Everything but the first <paramref name="rows"/>[g] rows of each group g.</summary>
    private IEnumerable<(nint Start, nint End)> Behind(nint[] rows)
    {
        var gaps = IsDense
            ? Enumerable.Range(0, GroupCount).Select(group => (StartOf(group) + rows[group], StartOf(group) + ((nint)1 << LogRows)))
                .Append(((nint)GroupCount << LogRows, Length))
            : Segments.Select(segment => (segment.Start + rows[segment.Group], segment.Start + segment.Padded));
        return gaps.Where(gap => gap.Item1 < gap.Item2);
    }

    private static nint RoundUp(nint count) => (count + Grain - 1) & -Grain;
}
