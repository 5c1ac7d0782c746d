// SPDX-License-Identifier: MIT OR Apache-2.0

using PicoEngine.Fields;
using PicoEngine.Fields.Packed;
using PicoEngine.Verifier.Stark.LogUp;

namespace PicoEngine.Backends.Cpu.LogUp;

/// <summary>The passes over rows that make leaf fractions; one implementation per vector width.</summary>
internal interface ILeafKernel
{
    /// <summary>The widest that this machine runs.</summary>
    public static ILeafKernel Widest { get; } =
        PackedKoalaBear512.IsSupported ? new LeafKernel<PackedKoalaBear512>()
        : PackedKoalaBear256.IsSupported ? new LeafKernel<PackedKoalaBear256>()
        : new LeafKernel<PackedKoalaBear1>();

    /// <summary>Writes the fractions of all rows of a table.</summary>
    /// <param name="rows">The rows.</param>
    /// <param name="leaves">Where they go.</param>
    /// <param name="firstGroup">The group of the table's first leaf there.</param>
    public void Write(LeafRows rows, FractionLeaves leaves, int firstGroup);

    /// <summary>The sum of the fractions of all rows of a table; its denominator is zero if one of theirs is.</summary>
    public Fraction<KoalaBearExtension5> Sum(LeafRows rows);
}
