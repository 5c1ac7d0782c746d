// SPDX-License-Identifier: MIT OR Apache-2.0

using System.Runtime.InteropServices;

namespace PicoEngine.Fields.Packed;

/// <summary>A field element prepared for many products: with its Montgomery quotient at hand, a product has one multiplication less in its chain.</summary>
[StructLayout(LayoutKind.Sequential)]
public readonly record struct FixedFactor
{
    /// <summary>Prepares a factor.</summary>
    public FixedFactor(KoalaBear value)
    {
        Value = value;
        Quotient = unchecked(value.ToMontgomery() * KoalaBear.InverseModulus);
    }

    /// <summary>The factor.</summary>
    public KoalaBear Value { get; }

    /// <summary>The Montgomery form times p^-1, modulo 2^32.</summary>
    public uint Quotient { get; }
}
