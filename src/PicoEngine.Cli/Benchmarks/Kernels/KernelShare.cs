// SPDX-License-Identifier: MIT OR Apache-2.0

namespace PicoEngine.Cli.Benchmarks.Kernels;

/// <summary>A kernel's part in a case, or in a proof.</summary>
/// <param name="Name">The kernel.</param>
/// <param name="Launches">How often it was started.</param>
/// <param name="Seconds">All of them together, by the device's clock.</param>
internal sealed record KernelShare(string Name, long Launches, double Seconds);
