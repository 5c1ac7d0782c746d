// SPDX-License-Identifier: MIT OR Apache-2.0

using PicoEngine.Air.Builders;
using PicoEngine.Fields;

namespace PicoEngine.Chips.Gadgets;

/// <summary>A register plus a signed immediate as an address, modulo 2^32, that becomes one field element once its two low bits are known. Two columns.</summary>
/// <remarks>
/// Let N = b + immediate - offset as an integer, -2^12 &lt; N &lt; 2^32 + 2^11. The carry of the low limb is -1, 0 or 1 and the quarter has 14 bits, so
/// b.Low + immediate - offset = 4 * quarter + 2^16 * carry holds between integers (both sides are below 2^18 in size), and N is a multiple of 4. The element
/// is M = N - 2^32 * wraps modulo p. Whoever takes it off its bus gave an integer V there, a multiple of 4 with 0 &lt;= V &lt; 2^31: the address of a cell, or
/// the pc of a program row. Then M - V is a multiple of 4 and of p, hence of 4p; but |M - V| &lt; 2^32 + 2^31 + 2^12 &lt; 4p. So M = V as integers: the address is
/// right modulo 2^32, the wrap is the right one, and no range check of the high limb is needed. Without the quarter, V + p and V + 2p would do for V.
/// </remarks>
internal sealed class ByteAddress(ColumnSet set)
{
    // 2^-16. The carry is compared with -1, 0 and 1 and never range-checked, so scaling is safe.
    private static readonly KoalaBear Inverse16 = KoalaBear.FromCanonical(1 << 16).Inverse();

    private static readonly KoalaBear TwoTo32 = KoalaBear.Reduce(1UL << 32);

    /// <summary>Bits 2 to 15 of the address.</summary>
    private readonly Column _quarter = set.Main("address_quarter");

    /// <summary>1 if the sum is 2^32 or more.</summary>
    private readonly Column _wraps = set.Main("address_wraps");

    /// <summary>The field element of <c>b + immediate - offset</c>, proved to be a multiple of 4 where <paramref name="real"/> is 1.</summary>
    /// <param name="builder">The table.</param>
    /// <param name="b">The register; its limbs have 16 bits.</param>
    /// <param name="immediate">From the program, -2048 to 2047.</param>
    /// <param name="offset">What the two low bits are, 0 to 3, proved by the caller.</param>
    /// <param name="real">The selector.</param>
    public TExpr Assert<TExpr>(IAirBuilder<TExpr> builder, WordLimbs<TExpr> b, TExpr immediate, TExpr offset, TExpr real)
        where TExpr : struct, IAirExpression<TExpr>
    {
        var (quarter, wraps) = (builder[_quarter], builder[_wraps]);
        var low = b.Low + immediate - offset;
        var carry = (low - (4 * quarter)) * Inverse16;
        builder.AssertZero(carry * (carry - 1) * (carry + 1));
        builder.Range14(quarter, real);
        builder.AssertBoolean(wraps);
        return low + (65536 * b.High) - (TwoTo32 * wraps);
    }

    /// <summary>Writes the columns.</summary>
    public void Write(in TraceTile tile, uint b, int immediate)
    {
        var sum = b + (long)immediate;
        tile.Set(_quarter, ((uint)sum & 0xffff) >> 2);
        tile.Set(_wraps, (uint)(sum >> 32) & 1);
    }
}
