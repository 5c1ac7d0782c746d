// SPDX-License-Identifier: MIT OR Apache-2.0

using PicoEngine.Air.Builders;
using PicoEngine.Air.Machines;
using PicoEngine.Chips.Gadgets;
using PicoEngine.Chips.Memory;

namespace PicoEngine.Chips.SystemCalls;

/// <summary>
/// What HINT_READ writes: a row per word, handed from row to row on the hint bus with one word less to go, then a row that ends the step and writes the
/// last bytes of a length that is no multiple of 4, padded with zeros. The words are the prover's choice.
/// </summary>
/// <remarks>
/// The number of words needs no range: the step ends in a row where it is 0, and a chain that misses 0 would need p rows. The address was proved to be a
/// multiple of 4 where the step began.
/// </remarks>
internal sealed class HintTable : IRecordTable
{
    private static readonly ColumnSet Set = new();
    private static readonly Column IsWord = Set.Main("is_word");
    private static readonly Column IsEnd = Set.Main("is_end");
    private static readonly ColumnRange Tail = Set.Main("tail", 3);
    private static readonly Column Time = Set.Main("ts");
    private static readonly Column Address = Set.Main("address");
    private static readonly Column Remaining = Set.Main("remaining");
    private static readonly Column TailBytes = Set.Main("tail_bytes");
    private static readonly ColumnRange Previous = Set.Main("v_prev", 2);
    private static readonly ColumnRange Value = Set.Main("v", 2);
    private static readonly ColumnRange Gap = Set.Main("gap", 2);

    public string Name => "hint";

    public ColumnSet Columns => Set;

    public int LogBlockHeight => 10;

    public void Define<TExpr>(IAirBuilder<TExpr> builder)
        where TExpr : struct, IAirExpression<TExpr>
    {
        var (isWord, isEnd, time, address) = (builder[IsWord], builder[IsEnd], builder[Time], builder[Address]);
        var (remaining, tailBytes, value) = (builder[Remaining], builder[TailBytes], builder.Word(Value));
        var (tail1, tail2, tail3) = (builder[Tail[0]], builder[Tail[1]], builder[Tail[2]]);
        var tail = tail1 + tail2 + tail3;
        builder.AssertBoolean(isWord);
        builder.AssertBoolean(isEnd);
        builder.AssertBoolean(isWord + isEnd);
        builder.AssertBoolean(tail1);
        builder.AssertBoolean(tail2);
        builder.AssertBoolean(tail3);
        builder.AssertBoolean(tail);
        builder.AssertBoolean(isEnd - tail); // only an end has a tail
        builder.AssertBoolean(isWord + tail); // follows, but key generation looks for it

        builder.AssertZeroWhen(isEnd, remaining);
        builder.AssertZeroWhen(isEnd, tailBytes - tail1 - (2 * tail2) - (3 * tail3));
        builder.Receive(RiscVBuses.Hint, [time, address, remaining, tailBytes], isWord + isEnd);
        builder.Send(RiscVBuses.Hint, [time, address + 4, remaining - 1, tailBytes], isWord);

        var writes = isWord + tail;
        builder.AccessCell(CellKeys.MemorySpace, address, builder.Word(Previous), value, time, builder.Word(Gap), writes);
        builder.Range16(value.Low, writes);
        builder.Range16(value.High, writes);
        builder.AssertZeroWhen(tail1 + tail2, value.High);
        builder.BytePair(value.Low, 0, tail1);
        builder.BytePair(value.High, 0, tail3);
    }

    /// <summary>A row per word written, and one more per step that ends on a whole word.</summary>
    public int CountRows(TraceSource source)
    {
        var rows = source.Records.HintWrites.Count;
        foreach (var step in source.Records.HintSteps)
        {
            rows += step.IsFinal && step.Length % 4 != 0 ? 0 : 1;
        }

        return rows;
    }

    public void WriteRows(TraceSource source, TraceMatrix trace, int start, int end)
    {
        var (row, write) = (0, 0);
        foreach (var step in source.Records.HintSteps)
        {
            // The last write of a step with a tail is its end.
            var tail = step.IsFinal ? (int)(step.Length % 4) : 0;
            var words = (int)step.WordCount - (tail == 0 ? 0 : 1);
            for (var i = Math.Clamp(start - row, 0, words); i < Math.Min(words, end - row); i++)
            {
                trace.Set(IsWord, row + i, 1);
                WriteStep(trace, row + i, step.Timestamp, step.Destination + (4 * (step.CursorBefore + (uint)i)), (uint)(words - i), (uint)tail);
                WriteCell(source, trace, row + i, write + i);
            }

            row += words;
            if (row >= start && row < end)
            {
                trace.Set(IsEnd, row, 1);
                WriteStep(trace, row, step.Timestamp, step.Destination + (4 * (step.CursorBefore + (uint)words)), 0, (uint)tail);
                if (tail != 0)
                {
                    trace.Set(Tail[tail - 1], row, 1);
                    WriteCell(source, trace, row, write + words);
                }
            }

            row++;
            write += (int)step.WordCount;
        }
    }

    private static void WriteStep(TraceMatrix trace, int row, uint time, uint address, uint remaining, uint tail)
    {
        trace.Set(Time, row, time);
        trace.Set(Address, row, address);
        trace.Set(Remaining, row, remaining);
        trace.Set(TailBytes, row, tail);
    }

    private static void WriteCell(TraceSource source, TraceMatrix trace, int row, int write)
    {
        var record = source.Records.HintWrites[write];
        trace.SetWord(Previous, row, record.PreviousWord);
        trace.SetWord(Value, row, record.Word);
        trace.SetWord(Gap, row, record.Timestamp - record.PreviousTimestamp - 1);
    }
}
