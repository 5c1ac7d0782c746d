// SPDX-License-Identifier: MIT OR Apache-2.0

using PicoEngine.Air.Builders;

namespace PicoEngine.Chips.Gadgets;

/// <summary>Whether one word is less than another, signed or unsigned. Five columns and three range checks; exactly one filling of the columns holds.</summary>
/// <remarks>
/// A high limb counts as the integer limb - 2^16 * sign; the sign is what keeps limb + 2^15 - 2^16 * sign within 16 bits if the comparison is signed, and 0 if
/// not. Let delta be the difference of the high limbs where they differ, else that of the low limbs; it is below 2^16 in size. The distance is delta or
/// delta - 1 where the result is "not less" (low or high limbs), and -delta - 1 where it is "less". It has 16 bits, which decides all: the wrong result makes it
/// negative, and so does <c>differs</c> = 1 for equal limbs; <c>differs</c> = 0 for different ones breaks a constraint.
/// </remarks>
internal sealed class WordComparison(ColumnSet set)
{
    private readonly Column _less = set.Main("less");
    private readonly Column _differs = set.Main("high_differs");
    private readonly Column _distance = set.Main("distance");
    private readonly Column _signB = set.Main("sign_b");
    private readonly Column _signC = set.Main("sign_c");

    /// <summary>States the comparison; returns 1 if b is less than c, else 0.</summary>
    /// <param name="builder">The table.</param>
    /// <param name="b">Its limbs have 16 bits.</param>
    /// <param name="c">Its limbs have 16 bits.</param>
    /// <param name="signed">1 if the words are signed; proved to be boolean by the caller.</param>
    /// <param name="real">The selector.</param>
    public TExpr Assert<TExpr>(IAirBuilder<TExpr> builder, WordLimbs<TExpr> b, WordLimbs<TExpr> c, TExpr signed, TExpr real)
        where TExpr : struct, IAirExpression<TExpr>
    {
        var (less, differs) = (builder[_less], builder[_differs]);
        var (signB, signC) = (builder[_signB], builder[_signC]);
        builder.AssertBoolean(less);
        builder.AssertBoolean(differs);
        builder.AssertBoolean(signB);
        builder.AssertBoolean(signC);
        var highB = b.High - (65536 * signB);
        var highC = c.High - (65536 * signC);
        builder.Range16(highB + (32768 * signed), real);
        builder.Range16(highC + (32768 * signed), real);

        var high = highB - highC;
        builder.AssertZero((1 - differs) * high);
        var delta = high + ((1 - differs) * (b.Low - c.Low));
        builder.AssertEqual(builder[_distance], ((1 - (2 * less)) * delta) - less - (differs * (1 - less)));
        builder.Range16(builder[_distance], real);
        return less;
    }

    /// <summary>Writes the columns.</summary>
    public void Write(in TraceTile tile, uint b, uint c, bool signed)
    {
        var (highB, highC) = signed ? ((int)b >> 16, (int)c >> 16) : ((int)(b >> 16), (int)(c >> 16));
        var differs = highB != highC;
        var delta = differs ? highB - highC : (int)(b & 0xffff) - (int)(c & 0xffff);
        tile.Set(_less, delta < 0);
        tile.Set(_differs, differs);
        tile.Set(_distance, (uint)(delta < 0 ? -delta - 1 : differs ? delta - 1 : delta));
        tile.Set(_signB, highB < 0);
        tile.Set(_signC, highC < 0);
    }
}
