// SPDX-License-Identifier: MIT OR Apache-2.0

using PicoEngine.Air.Builders;

namespace PicoEngine.Chips.Gadgets.BigIntegers;

/// <summary>Words of memory from columns of bytes.</summary>
internal static class ByteWords
{
    /// <summary>Word <paramref name="index"/> of a number in bytes. Its limbs have 16 bits because the bytes are proved to be bytes.</summary>
    public static WordLimbs<TExpr> ByteWord<TExpr>(this IAirBuilder<TExpr> builder, ColumnRange bytes, int index)
        where TExpr : struct, IAirExpression<TExpr> => new(
            builder[bytes[4 * index]] + (256 * builder[bytes[(4 * index) + 1]]),
            builder[bytes[(4 * index) + 2]] + (256 * builder[bytes[(4 * index) + 3]]));
}
