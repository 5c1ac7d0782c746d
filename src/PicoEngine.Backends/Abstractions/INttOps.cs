// SPDX-License-Identifier: MIT OR Apache-2.0

using PicoEngine.Fields;

namespace PicoEngine.Backends.Abstractions;

/// <summary>The forward transform by itself.</summary>
public interface INttOps
{
    /// <summary>Evaluates polynomials on the subgroup of order N: value i is taken at w^i, w = <see cref="KoalaBear.TwoAdicGenerator"/> of log N, both sides in natural order.</summary>
    /// <param name="coefficients">[<paramref name="columns"/>][n], host memory, n a power of two; those from n on count as zero.</param>
    /// <param name="values">[<paramref name="columns"/>][N], host memory, N a power of two, n at most N at most 2^24.</param>
    /// <param name="columns">The number of polynomials, at least one.</param>
    /// <exception cref="ArgumentException">Lengths that do not fit.</exception>
    public void Forward(ReadOnlySpan<KoalaBear> coefficients, Span<KoalaBear> values, int columns);
}
