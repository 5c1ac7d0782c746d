// SPDX-License-Identifier: MIT OR Apache-2.0

using PicoEngine.Air.Builders;

namespace PicoEngine.Chips.Gadgets;

/// <summary>Accesses to cells: take the previous value off the memory bus, put the new one on, later than before.</summary>
internal static class CellGadgets
{
    /// <summary>Reads a register.</summary>
    /// <param name="builder">The table.</param>
    /// <param name="number">The register.</param>
    /// <param name="value">What it holds; its limbs have been checked by who wrote it.</param>
    /// <param name="time">Time of the access.</param>
    /// <param name="gap">A column: time - previous time - 1, proved to be below 2^16.</param>
    /// <param name="real">The selector.</param>
    public static void ReadRegister<TExpr>(
        this IAirBuilder<TExpr> builder, TExpr number, WordLimbs<TExpr> value, TExpr time, TExpr gap, TExpr real)
        where TExpr : struct, IAirExpression<TExpr> => builder.WriteRegister(number, value, value, time, gap, real);

    /// <summary>Writes a register. The caller proves that the limbs of <paramref name="value"/> have 16 bits.</summary>
    /// <inheritdoc cref="ReadRegister"/>
    public static void WriteRegister<TExpr>(
        this IAirBuilder<TExpr> builder, TExpr number, WordLimbs<TExpr> previous, WordLimbs<TExpr> value, TExpr time, TExpr gap, TExpr real)
        where TExpr : struct, IAirExpression<TExpr>
    {
        builder.Receive(RiscVBuses.Memory, [0, number, previous.Low, previous.High, time - gap - 1], real);
        builder.Send(RiscVBuses.Memory, [0, number, value.Low, value.High, time], real);
        builder.Range16(gap, real);
    }

    /// <summary>Reads or writes a cell whose last access may lie anywhere in the shard: the gap has 30 bits.</summary>
    /// <param name="builder">The table.</param>
    /// <param name="space">0 for registers, 1 for memory.</param>
    /// <param name="address">Register number, or byte address of a word, proved to be a multiple of 4 on its limbs.</param>
    /// <param name="previous">The value before.</param>
    /// <param name="value">The value after; the caller proves its limbs where it differs.</param>
    /// <param name="time">Time of the access.</param>
    /// <param name="gap">Two columns: low 16 and high 14 bits of time - previous time - 1. Times are below 2^27, so a negative gap, p - 2^27 at least, does not fit.</param>
    /// <param name="real">The selector.</param>
    public static void AccessCell<TExpr>(
        this IAirBuilder<TExpr> builder,
        TExpr space,
        TExpr address,
        WordLimbs<TExpr> previous,
        WordLimbs<TExpr> value,
        TExpr time,
        WordLimbs<TExpr> gap,
        TExpr real)
        where TExpr : struct, IAirExpression<TExpr>
    {
        builder.Receive(RiscVBuses.Memory, [space, address, previous.Low, previous.High, time - gap.Low - (65536 * gap.High) - 1], real);
        builder.Send(RiscVBuses.Memory, [space, address, value.Low, value.High, time], real);
        builder.Range16(gap.Low, real);
        builder.Range14(gap.High, real);
    }
}
