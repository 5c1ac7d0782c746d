// SPDX-License-Identifier: MIT OR Apache-2.0

namespace PicoEngine.Cli.Benchmarks.Kernels;

/// <summary>Measures the cases that a backend has, each beside the limit that the ceilings of the same run put on it.</summary>
/// <param name="clock">What measures.</param>
/// <param name="fewestRuns">Runs behind the warm-up at least.</param>
/// <param name="mostRuns">And at most, while they have not taken a second.</param>
internal sealed class KernelsBenchmark(IKernelClock clock, int fewestRuns, int mostRuns)
{
    public const string Name = "kernels";

    /// <summary>Enough for a median, where runs are short.</summary>
    public const int UsualMostRuns = 20;

    private const int WarmUps = 2;
    private static readonly TimeSpan TimeOfCase = TimeSpan.FromSeconds(1);

    /// <summary>Measures.</summary>
    /// <param name="cases">The cases.</param>
    /// <param name="ceilings">What was measured of the device.</param>
    /// <param name="cancellation">Asked between two runs.</param>
    public IReadOnlyList<BenchmarkRow> Run(IEnumerable<KernelCase> cases, KernelCeilings ceilings, CancellationToken cancellation)
    {
        List<BenchmarkRow> rows = [];
        foreach (KernelCase item in cases)
        {
            cancellation.ThrowIfCancellationRequested();
            KernelTiming[] runs = Measure(item, cancellation);
            rows.Add(Row(item, runs, ceilings));
        }

        return rows;
    }

    private KernelTiming[] Measure(KernelCase item, CancellationToken cancellation)
    {
        using PreparedKernel prepared = item.Prepare();
        for (int i = 0; i < Math.Min(WarmUps, fewestRuns); i++)
        {
            clock.Time(prepared.Run);
        }

        List<KernelTiming> runs = [];
        while (runs.Count < fewestRuns || (runs.Count < mostRuns && runs.Sum(run => run.Seconds) < TimeOfCase.TotalSeconds))
        {
            cancellation.ThrowIfCancellationRequested();
            runs.Add(clock.Time(prepared.Run));
        }

        return [.. runs.OrderBy(run => run.Seconds)];
    }

    /// <param name="item">The case.</param>
    /// <param name="runs">The fastest first.</param>
    /// <param name="ceilings">What limits it.</param>
    private static BenchmarkRow Row(KernelCase item, KernelTiming[] runs, KernelCeilings ceilings)
    {
        KernelTiming median = runs[runs.Length / 2];
        IReadOnlyList<KernelWork> work = item.Work(median.Kernels.Sum(kernel => kernel.Launches));
        (double Seconds, string Resource)[] limits = [.. work.Select(part => part.Limit(ceilings)).OfType<(double, string)>()];
        double? limit = limits.Length == 0 ? null : limits.Sum(part => part.Seconds);
        return new BenchmarkRow($"{item.Name}: {item.Unit}", item.Units / median.Seconds / item.Scale, item.RateUnit, item.Units / limit / item.Scale)
        {
            Detail = new KernelDetail
            {
                MedianSeconds = median.Seconds,
                LeastSeconds = runs[0].Seconds,
                MostSeconds = runs[^1].Seconds,
                Runs = runs.Length,
                Units = item.Units,
                Bytes = work.Sum(part => part.Bytes),
                LimitedBy = limits.Length == 0 ? null : limits.MaxBy(part => part.Seconds).Resource,
                Kernels = median.Kernels,
            },
        };
    }
}
