// SPDX-License-Identifier: MIT OR Apache-2.0

namespace PicoEngine.Cli.Benchmarks.Kernels;

/// <summary>Something to measure, of a shape that proofs have.</summary>
/// <param name="Name">Stable: references are compared by it.</param>
/// <param name="Unit">What is counted, in the plural.</param>
/// <param name="Units">How many one run has.</param>
/// <param name="Prepare">Makes inputs; the work reads them and may be run any number of times until they are disposed of.</param>
internal sealed record KernelCase(string Name, string Unit, double Units, Func<PreparedKernel> Prepare)
{
    /// <summary>The least that a run has to do, part after part, given how many kernels it took; zero kernels where nobody counted.</summary>
    public required Func<long, IReadOnlyList<KernelWork>> Work { get; init; }

    /// <summary>The unit of its rate. Rows of wide tables are few.</summary>
    public string RateUnit => Unit == "rows" ? "k/s" : "M/s";

    /// <summary>What a second's count is divided by for that unit.</summary>
    public double Scale => Unit == "rows" ? 1e3 : 1e6;
}
