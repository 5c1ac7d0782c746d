// SPDX-License-Identifier: MIT OR Apache-2.0

using PicoEngine.Backends.Abstractions;

namespace PicoEngine.Cli.Benchmarks.Kernels;

/// <summary><c>bench kernels</c> on backends that have no clock of their own: the processor, and devices whose copies count as theirs.</summary>
internal static class HostKernels
{
    private const int UsualLogWords = 22;
    private const int FewestRuns = 5;

    /// <summary>Measures the limits of the processor and then the cases.</summary>
    /// <param name="backend">The backend.</param>
    /// <param name="threads">Threads that work for it.</param>
    /// <param name="request">What is wanted.</param>
    /// <param name="cancellation">Asked between two runs.</param>
    public static BenchmarkReport Run(IProverBackend backend, int threads, KernelsRequest request, CancellationToken cancellation)
    {
        KernelSizes sizes = new(request.LogWords ?? UsualLogWords);
        KernelCeilings ceilings = HostCeilings.Measure(threads);
        cancellation.ThrowIfCancellationRequested();
        HostClock clock = new();
        IEnumerable<KernelCase> cases =
        [
            .. PrimitiveCases.Of(new HostPrimitiveCases(backend, sizes), sizes), .. ProverCases.Of(backend, sizes), .. OpeningCases.Of(backend, sizes),
        ];
        KernelsBenchmark benchmark = new(clock, request.Runs ?? FewestRuns, request.Runs ?? KernelsBenchmark.UsualMostRuns);
        IReadOnlyList<BenchmarkRow> rows = benchmark.Run(cases.Where(request.Includes), ceilings, cancellation);
        return new BenchmarkReport(KernelsBenchmark.Name, threads, rows)
        {
            Backend = backend.Name,
            Ceilings = ceilings.Figures,
            Clock = clock.Measures,
            Counts = [("logWords", sizes.LogWords)],
        };
    }
}
