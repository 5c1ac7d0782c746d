// SPDX-License-Identifier: MIT OR Apache-2.0

namespace PicoEngine.Cli.Benchmarks.Kernels;

/// <summary>A GPU at a moment, as its management library tells; null where it does not.</summary>
/// <param name="MultiprocessorMegahertz">Clock of the multiprocessors.</param>
/// <param name="MemoryMegahertz">Clock of the memory.</param>
/// <param name="Watts">Power.</param>
/// <param name="Celsius">Temperature.</param>
internal sealed record DeviceState(int? MultiprocessorMegahertz, int? MemoryMegahertz, double? Watts, int? Celsius);
