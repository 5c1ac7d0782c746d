// SPDX-License-Identifier: MIT OR Apache-2.0

namespace PicoEngine.Cli.Benchmarks.Kernels;

/// <summary>What a device was measured to do at most, in the run at hand.</summary>
/// <param name="BytesPerSecond">Memory, read and written bytes both counted.</param>
/// <param name="ProductsPerSecond">Products of the field.</param>
/// <param name="ExtensionProductsPerSecond">Products of the extension: measured, or twenty-five products of the field.</param>
/// <param name="PermutationsPerSecond">Poseidon2 permutations of width 24, that read and write next to nothing.</param>
/// <param name="Figures">All figures that were measured for it, in the order of a report.</param>
internal sealed record KernelCeilings(
    double BytesPerSecond, double ProductsPerSecond, double ExtensionProductsPerSecond, double PermutationsPerSecond, IReadOnlyList<BenchmarkRow> Figures);
