// SPDX-License-Identifier: MIT OR Apache-2.0

using PicoEngine.Contracts.Text;

namespace PicoEngine.Executor.Profiling;

/// <summary>Intercepts the marker lines with which guests measure regions; the same markers as Pico and SP1.</summary>
internal sealed class CycleTracker
{
    private const string Prefix = "cycle-tracker-";

    // Guests choose the names; more than this is not a profile.
    private const int MaxRegions = 1 << 16;

    // Starts of the open regions by name, innermost last: looking one up must not depend on how many are open.
    private readonly Dictionary<string, Stack<ulong>> _open = [];
    private readonly Dictionary<string, (int Order, int Depth, ulong Count, ulong Cycles)> _regions = [];
    private int _depth;

    /// <summary>Closed regions, in the order of their first start.</summary>
    public IReadOnlyList<RegionReport> Regions =>
    [
        .. _regions.OrderBy(region => region.Value.Order)
            .Select(region => new RegionReport(region.Key, region.Value.Depth, region.Value.Count, region.Value.Cycles)),
    ];

    /// <summary>Handles <paramref name="line"/> if it is a marker.</summary>
    public bool TryHandle(string line, ulong cycles)
    {
        if (!line.StartsWith(Prefix, StringComparison.Ordinal))
        {
            return false;
        }

        int colon = line.IndexOf(':', StringComparison.Ordinal);
        string verb = colon < 0 ? "" : line[Prefix.Length..colon];
        string name = UntrustedText.Show(line[(colon + 1)..].Trim());
        switch (verb)
        {
            case "start" or "report-start":
                Start(name, cycles);
                return true;
            case "end" or "report-end":
                End(name, cycles);
                return true;
            default:
                return false;
        }
    }

    private void Start(string name, ulong cycles)
    {
        if (_depth == MaxRegions || (_regions.Count == MaxRegions && !_regions.ContainsKey(name)))
        {
            return;
        }

        if (_regions.TryAdd(name, (_regions.Count, _depth, 0, 0)))
        {
            _open.Add(name, new Stack<ulong>());
        }

        _open[name].Push(cycles);
        _depth++;
    }

    /// <summary>Closes the innermost open region of that name; an end without a start measures nothing.</summary>
    private void End(string name, ulong cycles)
    {
        if (_open.TryGetValue(name, out Stack<ulong>? starts) && starts.TryPop(out ulong start))
        {
            (int order, int depth, ulong count, ulong total) = _regions[name];
            _regions[name] = (order, depth, count + 1, total + cycles - start);
            _depth--;
        }
    }
}
