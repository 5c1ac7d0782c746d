// SPDX-License-Identifier: MIT OR Apache-2.0

using PicoEngine.Air.Builders;
using PicoEngine.Fields;

namespace PicoEngine.Chips.Gadgets;

/// <summary>Pointers that precompiles get in registers.</summary>
internal static class PointerGadgets
{
    // 2^-16 and 1/4. Neither quotient is free: the one must be a limb that a register holds, the other is below 2^14 and four times it below p.
    private static readonly KoalaBear Inverse16 = KoalaBear.FromCanonical(1 << 16).Inverse();
    private static readonly KoalaBear Quarter = KoalaBear.FromCanonical(4).Inverse();

    /// <summary>The limbs of a pointer whose low limb is proved to be a multiple of 4. The caller finds them on the bus of calls, so they have 16 bits.</summary>
    /// <remarks>
    /// Words at pointer + 4 i, i below 2^16, are then multiples of 4 below 2^32 + 2^18 as integers. A memory cell has an address that is a multiple of 4 below
    /// p; where the two agree in the field, they differ by 0, p or 2p, and p = 1, 2p = 2 modulo 4: they are equal.
    /// </remarks>
    /// <param name="builder">The table.</param>
    /// <param name="low">The low limb.</param>
    /// <param name="pointer">The whole pointer modulo p.</param>
    /// <param name="real">The selector.</param>
    public static WordLimbs<TExpr> AlignedPointer<TExpr>(this IAirBuilder<TExpr> builder, TExpr low, TExpr pointer, TExpr real)
        where TExpr : struct, IAirExpression<TExpr>
    {
        builder.Range14(low * Quarter, real);
        return new(low, (pointer - low) * Inverse16);
    }
}
