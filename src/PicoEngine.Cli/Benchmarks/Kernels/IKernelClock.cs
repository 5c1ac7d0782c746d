// SPDX-License-Identifier: MIT OR Apache-2.0

namespace PicoEngine.Cli.Benchmarks.Kernels;

/// <summary>Measures work.</summary>
internal interface IKernelClock
{
    /// <summary>What times are of, for the report.</summary>
    public string Measures { get; }

    /// <summary>Runs work once.</summary>
    public KernelTiming Time(Action work);
}
