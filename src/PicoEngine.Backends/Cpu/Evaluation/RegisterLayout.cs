// SPDX-License-Identifier: MIT OR Apache-2.0

namespace PicoEngine.Backends.Cpu.Evaluation;

/// <summary>How registers lie in memory: [register][value][coefficient][lane].</summary>
/// <param name="Values">Field elements per lane of a register: points of a domain, or vectors of rows.</param>
/// <param name="Degree">1 over the base field, 5 over the extension.</param>
/// <param name="Lanes">Lanes of a vector.</param>
internal readonly record struct RegisterLayout(int Values, int Degree, int Lanes)
{
    /// <summary>Words from one value to the next.</summary>
    public nint ValueStride => Degree * Lanes;

    /// <summary>Words of a register.</summary>
    public nint Stride => Values * ValueStride;
}
