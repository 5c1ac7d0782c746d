// SPDX-License-Identifier: MIT OR Apache-2.0

using PicoEngine.Air.Builders;
using PicoEngine.Air.Machines;
using PicoEngine.Chips.Gadgets;
using PicoEngine.Fields;
using PicoEngine.RiscV.Events;

namespace PicoEngine.Chips.Precompiles.Sha256;

/// <summary>SHA_COMPRESS(P, Q): h[8] at Q goes through the 64 rounds of <see cref="Sha256RoundTable"/> over w[64] at P and is added to what comes out. A row per call.</summary>
/// <remarks>
/// The words at P are read at ts, those at Q read and written at ts + 1. The row determines h: limbs of h before and of the working variables have 16 bits,
/// since registers of memory and bits of the rounds do; a carry of 0 or 1 and a limb of 16 bits are the sum.
/// </remarks>
internal sealed class Sha256CompressTable : IRecordTable
{
    /// <summary>Code of the system call (guest ABI, "Complete syscall table").</summary>
    public const uint Code = 0x0001_0106;

    /// <summary>Words of the state.</summary>
    public const int StateWords = 8;

    /// <summary>Words of the message schedule.</summary>
    public const int ScheduleWords = 64;

    /// <summary>Words of a record up to the accesses to h.</summary>
    public const int StateOffset = PrecompileCallRecords.HeaderWords + (PrecompileCallRecords.AccessWords * ScheduleWords);

    private static readonly ColumnSet Set = new();
    private static readonly Column IsReal = Set.Main("is_real");
    private static readonly Column Time = Set.Main("ts");
    private static readonly Column ScheduleLow = Set.Main("a0_lo");
    private static readonly Column Schedule = Set.Main("p");
    private static readonly Column StateLow = Set.Main("a1_lo");
    private static readonly Column State = Set.Main("q");
    private static readonly ColumnRange Before = Set.Main("h_prev", 2 * StateWords);
    private static readonly ColumnRange Variables = Set.Main("v", 2 * StateWords);
    private static readonly ColumnRange After = Set.Main("h", 2 * StateWords);
    private static readonly ColumnRange Gap = Set.Main("gap", 2 * StateWords);

    // 2^-16: a limb sum becomes a carry, which is compared with 0 and 1 and never range-checked.
    private static readonly KoalaBear Inverse16 = KoalaBear.FromCanonical(1 << 16).Inverse();

    public string Name => "sha256_compress";

    public ColumnSet Columns => Set;

    public int LogBlockHeight => 10;

    public void Define<TExpr>(IAirBuilder<TExpr> builder)
        where TExpr : struct, IAirExpression<TExpr>
    {
        var (real, time, schedule, state) = (builder[IsReal], builder[Time], builder[Schedule], builder[State]);
        builder.AssertBoolean(real);
        var p = builder.AlignedPointer(builder[ScheduleLow], schedule, real);
        var q = builder.AlignedPointer(builder[StateLow], state, real);
        builder.Receive(RiscVBuses.Call, [time, (int)Code, p.Low, p.High, q.Low, q.High], real);
        builder.Send(Sha256Buses.Rounds, Message(builder, 0, Before), real);
        builder.Receive(Sha256Buses.Rounds, Message(builder, Sha256RoundTable.RowsPerCall, Variables), real);
        for (var i = 0; i < StateWords; i++)
        {
            var (before, after) = (builder.Word(Before, i), builder.Word(After, i));
            var sum = before + builder.Word(Variables, i);
            var carryLow = (sum.Low - after.Low) * Inverse16;
            var carryHigh = (sum.High + carryLow - after.High) * Inverse16;
            builder.AssertBoolean(carryLow);
            builder.AssertBoolean(carryHigh);
            builder.Range16(after.Low, real);
            builder.Range16(after.High, real);
            builder.AccessCell(1, state + (4 * i), before, after, time + 1, builder.Word(Gap, i), real);
        }
    }

    public int CountRows(TraceSource source) => source.Records.Calls(Code).Count;

    public void WriteRows(TraceSource source, TraceMatrix trace, int start, int end)
    {
        var calls = source.Records.Calls(Code);
        using TraceTile tile = new(trace, start);
        for (var row = start; row < end; row++, tile.Next())
        {
            var call = calls[row];
            tile.Set(IsReal, true);
            tile.Set(Time, call[0]);
            tile.Set(ScheduleLow, call[1] & 0xffff);
            tile.Set(Schedule, call[1] % KoalaBear.Modulus);
            tile.Set(StateLow, call[2] & 0xffff);
            tile.Set(State, call[2] % KoalaBear.Modulus);
            for (var i = 0; i < StateWords; i++)
            {
                var access = StateOffset + (PrecompileCallRecords.AccessWords * i);
                tile.SetWord(Before, 2 * i, call[access]);
                tile.SetWord(Variables, 2 * i, call[access + 1] - call[access]);
                tile.SetWord(After, 2 * i, call[access + 1]);
                tile.SetWord(Gap, 2 * i, call[0] - call[access + 2]);
            }
        }
    }

    private static TExpr[] Message<TExpr>(IAirBuilder<TExpr> builder, TExpr step, ColumnRange words)
        where TExpr : struct, IAirExpression<TExpr>
    {
        var message = new TExpr[3 + words.Length];
        (message[0], message[1], message[2]) = (builder[Time], builder[Schedule], step);
        for (var i = 0; i < words.Length; i++)
        {
            message[3 + i] = builder[words[i]];
        }

        return message;
    }
}
