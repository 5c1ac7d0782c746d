// SPDX-License-Identifier: MIT OR Apache-2.0

namespace PicoEngine.Primitives.Dft;

/// <summary>How a long transform is cut: N = N1 * N2, input index i1 N2 + i2, output index k1 + N1 k2.</summary>
/// <param name="LogMessage">Log of the coefficients per column; the rest of the input is zero.</param>
/// <param name="LogSize">Log of N.</param>
internal readonly record struct NttPlan(int LogMessage, int LogSize)
{
    /// <summary>Log of N1, the length of the transforms over i1.</summary>
    public int LogFirst => (LogSize + 1) / 2;

    /// <summary>Log of N2, the length of the transforms over i2.</summary>
    public int LogSecond => LogSize / 2;

    /// <summary>The rows i1 that are not all zero; at least one.</summary>
    public int MessageRows => 1 << (LogMessage - LogSecond);

    /// <summary>Messages shorter than one row do not fit this cut; their transforms pad first.</summary>
    public bool FitsMessage => LogMessage >= LogSecond;
}
