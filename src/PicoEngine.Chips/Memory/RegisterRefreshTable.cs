// SPDX-License-Identifier: MIT OR Apache-2.0

using PicoEngine.Air.Builders;
using PicoEngine.Air.Machines;
using PicoEngine.Chips.Gadgets;

namespace PicoEngine.Chips.Memory;

/// <summary>Reads of register cells that were not accessed for 2^16 time steps and more, so that instructions get along with 16-bit gaps.</summary>
/// <remarks>
/// Time is 2^16 epoch with an epoch of 11 bits, so it is below 2^27 like all others, and the gap has 30: without either, rows could walk around p and
/// close a cycle that has no source.
/// </remarks>
internal sealed class RegisterRefreshTable : IRecordTable
{
    private static readonly ColumnSet Set = new();
    private static readonly Column Real = Set.Main("real");
    private static readonly Column Register = Set.Main("register");
    private static readonly ColumnRange Value = Set.Main("v", 2);
    private static readonly Column Epoch = Set.Main("epoch");
    private static readonly ColumnRange Gap = Set.Main("gap", 2);

    public string Name => "register_refresh";

    public ColumnSet Columns => Set;

    public int LogBlockHeight => 10;

    public void Define<TExpr>(IAirBuilder<TExpr> builder)
        where TExpr : struct, IAirExpression<TExpr>
    {
        var (real, epoch, value) = (builder[Real], builder[Epoch], builder.Word(Value));
        builder.AssertBoolean(real);
        builder.Range14(epoch, real);
        builder.Range14(8 * epoch, real); // with the line above: 11 bits
        builder.AccessCell(CellKeys.RegisterSpace, builder[Register], value, value, 65536 * epoch, builder.Word(Gap), real);
    }

    public int CountRows(TraceSource source) => source.Records.RegisterRefreshes.Count;

    public void WriteRows(TraceSource source, TraceMatrix trace, int start, int end)
    {
        for (var row = start; row < end; row++)
        {
            var refresh = source.Records.RegisterRefreshes[row];
            trace.Set(Real, row, 1);
            trace.Set(Register, row, refresh.Register);
            trace.SetWord(Value, row, refresh.Value);
            trace.Set(Epoch, row, refresh.Epoch);
            trace.SetWord(Gap, row, refresh.Timestamp - refresh.PreviousTimestamp - 1);
        }
    }
}
