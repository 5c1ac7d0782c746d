// SPDX-License-Identifier: MIT OR Apache-2.0

using PicoEngine.Air.Builders;

namespace PicoEngine.Chips.Gadgets;

/// <summary>Ranges of integers, by lookups. Multiplicities are selectors of the caller.</summary>
internal static class RangeGadgets
{
    /// <summary>Demands 0 &lt;= value &lt; 2^16.</summary>
    public static void Range16<TExpr>(this IAirBuilder<TExpr> builder, TExpr value, TExpr selector)
        where TExpr : struct, IAirExpression<TExpr> => builder.Lookup(RiscVBuses.Range16, [value], selector);

    /// <summary>Demands 0 &lt;= value &lt; 2^14.</summary>
    public static void Range14<TExpr>(this IAirBuilder<TExpr> builder, TExpr value, TExpr selector)
        where TExpr : struct, IAirExpression<TExpr> => builder.Lookup(RiscVBuses.Range14, [value], selector);

    /// <summary>Demands that both are bytes.</summary>
    public static void BytePair<TExpr>(this IAirBuilder<TExpr> builder, TExpr x, TExpr y, TExpr selector)
        where TExpr : struct, IAirExpression<TExpr> => builder.Lookup(RiscVBuses.Byte, [ByteOperation.Pair, x, y, 0], selector);
}
