// SPDX-License-Identifier: MIT OR Apache-2.0

using PicoEngine.Air.Builders;
using PicoEngine.Air.Interactions;

namespace PicoEngine.Benchmarks;

/// <summary>A table with the work of an instruction table: 14 interactions and 10 constraints of degree up to 3 over any number of columns from 14 on.</summary>
internal sealed class SyntheticTable : IAirTable
{
    public static readonly Bus State = new("state", 1, 2);
    public static readonly Bus Program = new("program", 2, 8);
    public static readonly Bus Memory = new("memory", 3, 5);
    public static readonly Bus Range = new("range", 4, 1);
    public static readonly Bus Cells = new("cells", 5, 5, BusScope.Global);

    private const int Reads = 3;

    private readonly Column _real;
    private readonly ColumnRange _cells;
    private readonly bool _isBoundary;

    /// <param name="width">Columns, at least 14.</param>
    /// <param name="number">Its number, for the name.</param>
    /// <param name="isBoundary">Whether it sends its cells on a global bus too; its columns are boundary columns then.</param>
    public SyntheticTable(int width, int number, bool isBoundary)
    {
        Name = $"table{number}";
        _isBoundary = isBoundary;
        _real = isBoundary ? Columns.Boundary("real") : Columns.Main("real");
        _cells = isBoundary ? Columns.Boundary("cell", width - 1) : Columns.Main("cell", width - 1);
    }

    public string Name { get; }

    public ColumnSet Columns { get; } = new();

    public int LogBlockHeight => 10;

    public void Define<TExpr>(IAirBuilder<TExpr> builder)
        where TExpr : struct, IAirExpression<TExpr>
    {
        var count = Columns.Width - 1;
        var real = builder[_real];
        builder.AssertBoolean(real);
        var sum = Cell(0);
        for (var i = 1; i < count; i++)
        {
            sum += Cell(i) * i;
        }

        builder.AssertZeroWhen(real, sum);
        for (var i = 0; i < 5; i++)
        {
            builder.AssertBoolean(Cell(i));
        }

        for (var i = 0; i < 3; i++)
        {
            builder.AssertZeroWhen(real * Cell(i), Cell(i + 5) + (Cell(i + 6) * 65536) - Cell(i + 7));
        }

        var (pc, time) = (Cell(0), Cell(1));
        builder.Receive(State, [pc, time], real);
        builder.Send(State, [pc + 4, time + 4], real);
        builder.Lookup(Program, [pc, Cell(2), Cell(3), Cell(4), Cell(5), Cell(6), Cell(7), Cell(8)], real);
        for (var read = 0; read < Reads; read++)
        {
            var (address, low, high, previous) = (Cell(2 + read), Cell(5 + (2 * read)), Cell(6 + (2 * read)), Cell(9 + read));
            builder.Receive(Memory, [0, address, low, high, previous], real);
            builder.Send(Memory, [0, address, low, high, time + read], real);
            builder.Lookup(Range, [time + read - previous - 1], real);
        }

        builder.Lookup(Range, [Cell(count - 2)], real);
        builder.Lookup(Range, [Cell(count - 1)], real);
        if (_isBoundary)
        {
            builder.Send(Cells, [0, Cell(2), Cell(5), Cell(6), time], real);
            builder.Receive(Cells, [0, Cell(2), Cell(7), Cell(8), time], real);
        }

        TExpr Cell(int index) => builder[_cells[index]];
    }
}
