// SPDX-License-Identifier: MIT OR Apache-2.0

using System.Diagnostics;
using PicoEngine.Contracts.Text;

namespace PicoEngine.Executor.Profiling;

/// <summary>Intercepts the marker lines with which guests measure regions; the same markers as Pico and SP1.</summary>
internal sealed class CycleTracker
{
    private const string Prefix = "cycle-tracker-";

    // Guests choose the names; more than this is not a profile.
    private const int MaxRegions = 1 << 16;

    // Starts of the open regions by name, innermost last: looking one up must not depend on how many are open.
    private readonly Dictionary<string, Stack<(ulong Cycles, long Time)>> _open = [];
    private readonly Dictionary<string, (int Order, RegionReport Report)> _regions = [];
    private int _depth;

    /// <summary>Closed regions, in the order of their first start.</summary>
    public IReadOnlyList<RegionReport> Regions =>
        [.. _regions.Values.OrderBy(region => region.Order).Select(region => region.Report)];

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

        if (_regions.TryAdd(name, (_regions.Count, new RegionReport(name, _depth, 0, 0))))
        {
            _open.Add(name, new Stack<(ulong Cycles, long Time)>());
        }

        _open[name].Push((cycles, Stopwatch.GetTimestamp()));
        _depth++;
    }

    /// <summary>Closes the innermost open region of that name; an end without a start measures nothing.</summary>
    private void End(string name, ulong cycles)
    {
        if (_open.TryGetValue(name, out Stack<(ulong Cycles, long Time)>? starts) && starts.TryPop(out (ulong Cycles, long Time) start))
        {
            (int order, RegionReport report) = _regions[name];
            _regions[name] = (order, report with
            {
                Count = report.Count + 1,
                Cycles = report.Cycles + cycles - start.Cycles,
                Duration = report.Duration + Stopwatch.GetElapsedTime(start.Time),
            });
            _depth--;
        }
    }
}
