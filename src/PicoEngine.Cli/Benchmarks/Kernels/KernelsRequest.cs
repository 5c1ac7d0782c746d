// SPDX-License-Identifier: MIT OR Apache-2.0

namespace PicoEngine.Cli.Benchmarks.Kernels;

/// <summary>Which kernels are measured.</summary>
/// <param name="LogWords">The size of the shapes, <see cref="KernelSizes.LogWords"/>; null for what suits the device.</param>
/// <param name="Runs">Runs of each case behind its warm-up; null for as many as take a second, of at least a few.</param>
/// <param name="Only">Cases whose name contains this, in upper or lower case; null for all.</param>
internal sealed record KernelsRequest(int? LogWords = null, int? Runs = null, string? Only = null)
{
    /// <summary>Whether a case is wanted.</summary>
    public bool Includes(KernelCase item) => Only is null || item.Name.Contains(Only, StringComparison.OrdinalIgnoreCase);
}
