// SPDX-License-Identifier: MIT OR Apache-2.0

namespace PicoEngine.Cli.Benchmarks.Kernels;

/// <summary>One run of a case.</summary>
/// <param name="Seconds">Of its kernels, or of all of it where the host's clock measured.</param>
/// <param name="Kernels">The kernels that ran, by name; none where the host's clock measured.</param>
internal sealed record KernelTiming(double Seconds, IReadOnlyList<KernelShare> Kernels);
