// SPDX-License-Identifier: MIT OR Apache-2.0

using System.Diagnostics;

namespace PicoEngine.Cli.Benchmarks.Kernels;

/// <summary>What the processor does at most with all threads: products and permutations in first-level cache, and copies of memory.</summary>
internal static class HostCeilings
{
    private const int CopyBytes = 1 << 27;
    private const int Runs = 7;

    /// <summary>Measures all; takes some seconds.</summary>
    public static KernelCeilings Measure(int threads)
    {
        ArithmeticRates rates = ArithmeticRates.Measure(threads);
        double bandwidth = Copy(threads);
        return new KernelCeilings(bandwidth, rates.Products, rates.ExtensionProducts, rates.Permutations,
        [
            new("copy in memory", bandwidth / 1e9, "GB/s"),
            new("field products", rates.Products / 1e9, "G/s"),
            new("extension products", rates.ExtensionProducts / 1e9, "G/s"),
            new("permutations of width 24", rates.Permutations / 1e6, "M/s"),
        ]);
    }

    /// <summary>Bytes a second, those read and those written, the best of some runs.</summary>
    private static double Copy(int threads)
    {
        byte[] source = new byte[CopyBytes], target = new byte[CopyBytes];
        source.AsSpan().Fill(1);
        target.AsSpan().Fill(2);
        int part = CopyBytes / threads;
        double best = double.MaxValue;
        for (int run = 0; run < Runs; run++)
        {
            long start = Stopwatch.GetTimestamp();
            Parallel.For(0, threads, new ParallelOptions { MaxDegreeOfParallelism = threads }, i => source.AsSpan(i * part, part).CopyTo(target.AsSpan(i * part)));
            best = Math.Min(best, Stopwatch.GetElapsedTime(start).TotalSeconds);
        }

        return 2.0 * part * threads / best;
    }
}
