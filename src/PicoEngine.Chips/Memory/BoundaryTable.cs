// SPDX-License-Identifier: MIT OR Apache-2.0

using PicoEngine.Air.Builders;
using PicoEngine.Air.Machines;
using PicoEngine.Chips.Gadgets;
using PicoEngine.RiscV.Events;

namespace PicoEngine.Chips.Memory;

/// <summary>
/// The cells that a shard touches, one per row, in any order: each is taken with the value and the number of the shard that last had it, and left with its
/// new value and this shard's number.
/// </summary>
/// <remarks>
/// The numbers of shards strictly increase along a cell's rows, since both ends of the difference are 16-bit integers; with one initialisation per cell
/// there is at most one row per cell and shard. Values, space and address are what the buses say: no range of their own is needed.
/// </remarks>
internal sealed class BoundaryTable : IRecordTable
{
    private static readonly ColumnSet Set = new();
    private static readonly Column Real = Set.Boundary("real");
    private static readonly Column Space = Set.Boundary("space");
    private static readonly Column Address = Set.Boundary("address");
    private static readonly ColumnRange ValueIn = Set.Boundary("v_in", 2);
    private static readonly Column ShardIn = Set.Boundary("k_in");
    private static readonly ColumnRange ValueOut = Set.Boundary("v_out", 2);
    private static readonly Column LastTime = Set.Main("ts_last");

    public string Name => "boundary";

    public ColumnSet Columns => Set;

    public int LogBlockHeight => 13;

    public void Define<TExpr>(IAirBuilder<TExpr> builder)
        where TExpr : struct, IAirExpression<TExpr>
    {
        var (real, space, address) = (builder[Real], builder[Space], builder[Address]);
        var (shard, shardIn) = (builder[RunPublicValues.Shard], builder[ShardIn]);
        var (valueIn, valueOut) = (builder.Word(ValueIn), builder.Word(ValueOut));
        builder.AssertBoolean(real);
        builder.Send(RiscVBuses.Memory, [space, address, valueIn.Low, valueIn.High, 0], real);
        builder.Receive(RiscVBuses.Memory, [space, address, valueOut.Low, valueOut.High, builder[LastTime]], real);
        builder.Range16(shard - shardIn - 1, real);
        builder.Receive(RiscVBuses.Cells, [space, address, valueIn.Low, valueIn.High, shardIn], real);
        builder.Send(RiscVBuses.Cells, [space, address, valueOut.Low, valueOut.High, shard], real);
    }

    public int CountRows(TraceSource source) => source.Records.Registers.Count + source.Records.Memory.Count;

    public void WriteRows(TraceSource source, TraceMatrix trace, int start, int end)
    {
        var (registers, memory) = (source.Records.Registers, source.Records.Memory);
        var lastShard = source.Boundary.Shard - 1;
        for (var row = start; row < Math.Min(end, registers.Count); row++)
        {
            WriteRow(trace, row, CellKeys.RegisterSpace, registers[row], (uint)lastShard);
        }

        var origins = source.Boundary.MemoryOrigins.Span;
        for (var row = Math.Max(start, registers.Count); row < end; row++)
        {
            WriteRow(trace, row, CellKeys.MemorySpace, memory[row - registers.Count], origins[row - registers.Count]);
        }
    }

    private static void WriteRow(TraceMatrix trace, int row, uint space, BoundaryRecord cell, uint shardIn)
    {
        trace.Set(Real, row, 1);
        trace.Set(Space, row, space);
        trace.Set(Address, row, cell.Address);
        trace.SetWord(ValueIn, row, cell.ValueIn);
        trace.Set(ShardIn, row, shardIn);
        trace.SetWord(ValueOut, row, cell.ValueOut);
        trace.Set(LastTime, row, cell.LastTimestamp);
    }
}
