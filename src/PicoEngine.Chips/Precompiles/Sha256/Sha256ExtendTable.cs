// SPDX-License-Identifier: MIT OR Apache-2.0

using PicoEngine.Air.Builders;
using PicoEngine.Air.Machines;
using PicoEngine.Chips.Gadgets;
using PicoEngine.Fields;
using PicoEngine.RiscV.Events;
using static PicoEngine.Chips.Precompiles.Sha256.Sha256Words;

namespace PicoEngine.Chips.Precompiles.Sha256;

/// <summary>SHA_EXTEND(P, 0): the message schedule w[16..63] from w[0..15], in place. Four rows of 16 words a call.</summary>
/// <remarks>
/// <para>
/// Word t is sigma_1(w[t-2]) + w[t-7] + sigma_0(w[t-15]) + w[t-16]. What the words of a row add to those of the next one goes there as 16 sums, unreduced;
/// all other terms are of the row itself. Row 0 reads at ts, the others write at ts + 1.
/// </para>
/// <para>
/// Rows cannot be mixed, left out or doubled: row 0 answers one message on the bus of calls, with the timestamp of one ECALL; it sends two messages (ts, P,
/// 2..3), which only a row 1 takes, and so on up to row 3, which sends none. The number of the row increases along these messages, so there is no cycle.
/// Words are bits: the value of a sum below 2^18 and bits of a carry of at most 3 is one integer equation. In row 0 nobody sends the sums: they are free, and
/// make the equations hold that ask nothing there.
/// </para>
/// <para>
/// P = a0: its low limb is four times a number below 2^14. Word i has the address P + 4 i, an integer below 2^32 + 2^8 and a multiple of 4. A memory cell
/// has an address v, a multiple of 4 below p; P + 4 i - v is 0, p or 2p if they agree in the field, and p = 1, 2p = 2 modulo 4.
/// </para>
/// </remarks>
internal sealed class Sha256ExtendTable : IRecordTable
{
    /// <summary>Code of the system call (guest ABI, "Complete syscall table").</summary>
    public const uint Code = 0x0030_0105;

    private const int RowsPerCall = 4;
    private const int Words = 16;

    private static readonly ColumnSet Set = new();

    // Row 0 to 3 of a call.
    private static readonly ColumnRange Row = Set.Main("is_row", RowsPerCall);
    private static readonly Column Time = Set.Main("ts");
    private static readonly Column Pointer = Set.Main("p");

    // Row 0 only.
    private static readonly Column PointerLow = Set.Main("a0_lo");
    private static readonly ColumnRange W = Set.Main("w", Words * Bits);
    private static readonly ColumnRange SumIn = Set.Main("sum_in", 2 * Words);
    private static readonly ColumnRange SumOut = Set.Main("sum_out", 2 * Words);

    // Per word two bits of the low and two of the high carry.
    private static readonly ColumnRange Carry = Set.Main("carry", 4 * Words);
    private static readonly ColumnRange Previous = Set.Main("w_prev", 2 * Words);
    private static readonly ColumnRange Gap = Set.Main("gap", 2 * Words);

    public string Name => "sha256_extend";

    public ColumnSet Columns => Set;

    public int LogBlockHeight => 10;

    public void Define<TExpr>(IAirBuilder<TExpr> builder)
        where TExpr : struct, IAirExpression<TExpr>
    {
        var (first, second, third, fourth) = (builder[Row[0]], builder[Row[1]], builder[Row[2]], builder[Row[3]]);
        var (sends, receives, real) = (first + second + third, second + third + fourth, first + second + third + fourth);
        foreach (var flag in (TExpr[])[first, second, third, fourth, sends, receives, real])
        {
            builder.AssertBoolean(flag);
        }

        var number = second + (2 * third) + (3 * fourth);
        var (time, pointer) = (builder[Time], builder[Pointer]);
        var argument = builder.AlignedPointer(builder[PointerLow], pointer, first);
        builder.Receive(RiscVBuses.Call, [time, (int)Code, argument.Low, argument.High, 0, 0], first);
        builder.AssertZero(builder[PointerLow] * receives);

        AssertBits(builder, W);
        AssertBits(builder, Carry);
        var words = new TExpr[Words][];
        for (var i = 0; i < Words; i++)
        {
            words[i] = BitsOf(builder, W, i);
        }

        AssertSums(builder, words);
        for (var i = 0; i < Words; i++)
        {
            var (value, previous, gap) = (Limbs(words[i]), builder.Word(Previous, i), builder.Word(Gap, i));
            builder.AssertZero(first * (value.Low - previous.Low));
            builder.AssertZero(first * (value.High - previous.High));
            builder.AccessCell(1, pointer + (4 * Words * number) + (4 * i), previous, value, time + receives, gap, real);
        }

        for (var limb = 0; limb < 2; limb++)
        {
            builder.Receive(Sha256Buses.Schedule, Message(builder, (2 * number) + limb, SumIn, limb), receives);
            builder.Send(Sha256Buses.Schedule, Message(builder, (2 * number) + (2 + limb), SumOut, limb), sends);
        }
    }

    public int CountRows(TraceSource source) => RowsPerCall * source.Records.Calls(Code).Count;

    public void WriteRows(TraceSource source, TraceMatrix trace, int start, int end)
    {
        var calls = source.Records.Calls(Code);
        Span<uint> before = stackalloc uint[Words];
        Span<uint> words = stackalloc uint[Words];
        using TraceTile tile = new(trace, start);
        for (var row = start; row < end; row++, tile.Next())
        {
            var call = calls[row / RowsPerCall];
            var number = row % RowsPerCall;
            var time = call[0] + (number == 0 ? 0u : 1u);
            tile.Set(Row[number], true);
            tile.Set(Time, call[0]);
            tile.Set(Pointer, call[1] % KoalaBear.Modulus);
            tile.Set(PointerLow, number == 0 ? call[1] & 0xffff : 0);
            for (var i = 0; i < Words; i++)
            {
                var access = PrecompileCallRecords.HeaderWords + (PrecompileCallRecords.AccessWords * ((Words * number) + i));
                words[i] = call[access + 1];
                tile.SetBits(W, Bits * i, Bits, words[i]);
                tile.SetWord(Previous, 2 * i, call[access]);
                tile.SetWord(Gap, 2 * i, time - call[access + 2] - 1);
                if (number > 0)
                {
                    before[i] = call[access + 1 - (Words * PrecompileCallRecords.AccessWords)];
                }
            }

            WriteSums(tile, number > 0 ? before : [], words);
        }
    }

    /// <summary>The equations of this row's words, and what they add to the words of the next row.</summary>
    private static void AssertSums<TExpr>(IAirBuilder<TExpr> builder, TExpr[][] words)
        where TExpr : struct, IAirExpression<TExpr>
    {
        for (var i = 0; i < Words; i++)
        {
            var sum = builder.Word(SumIn, i);
            sum = i >= 2 ? sum + SmallSigma1(words[i - 2]) : sum;
            sum = i >= 7 ? sum + Limbs(words[i - 7]) : sum;
            sum = i >= 15 ? sum + SmallSigma0(words[i - 15]) : sum;
            var value = Limbs(words[i]);
            var carryLow = builder[Carry[4 * i]] + (2 * builder[Carry[(4 * i) + 1]]);
            var carryHigh = builder[Carry[(4 * i) + 2]] + (2 * builder[Carry[(4 * i) + 3]]);
            builder.AssertEqual(sum.Low, value.Low + (65536 * carryLow));
            builder.AssertEqual(sum.High + carryLow, value.High + (65536 * carryHigh));

            // Word i + 16 of the schedule.
            var next = value;
            next = i < 15 ? next + SmallSigma0(words[i + 1]) : next;
            next = i < 7 ? next + Limbs(words[i + 9]) : next;
            next = i < 2 ? next + SmallSigma1(words[i + 14]) : next;
            var outgoing = builder.Word(SumOut, i);
            builder.AssertEqual(outgoing.Low, next.Low);
            builder.AssertEqual(outgoing.High, next.High);
        }
    }

    private static TExpr[] Message<TExpr>(IAirBuilder<TExpr> builder, TExpr step, ColumnRange sums, int limb)
        where TExpr : struct, IAirExpression<TExpr>
    {
        var message = new TExpr[3 + Words];
        (message[0], message[1], message[2]) = (builder[Time], builder[Pointer], step);
        for (var i = 0; i < Words; i++)
        {
            message[3 + i] = builder[sums[(2 * i) + limb]];
        }

        return message;
    }

    private static void WriteSums(TraceTile tile, ReadOnlySpan<uint> before, ReadOnlySpan<uint> words)
    {
        for (var i = 0; i < Words; i++)
        {
            var sum = new LimbSum();
            sum.Add(i >= 2 ? SmallSigma1(words[i - 2]) : 0);
            sum.Add(i >= 7 ? words[i - 7] : 0);
            sum.Add(i >= 15 ? SmallSigma0(words[i - 15]) : 0);
            if (before.IsEmpty)
            {
                // Nothing is asked of the first words: sums that make the equations hold without a carry.
                SetSum(tile, SumIn, i, (words[i] & 0xffff) - sum.Low, (words[i] >> 16) - sum.High);
            }
            else
            {
                var incoming = Outgoing(before, i);
                SetSum(tile, SumIn, i, incoming.Low, incoming.High);
                var carryLow = (uint)(sum.Low + incoming.Low) >> 16;
                var carryHigh = (uint)(sum.High + incoming.High + carryLow) >> 16;
                tile.SetBits(Carry, 4 * i, 4, carryLow | (carryHigh << 2));
            }

            var outgoing = Outgoing(words, i);
            SetSum(tile, SumOut, i, outgoing.Low, outgoing.High);
        }
    }

    /// <summary>What 16 words add to word <paramref name="i"/> of the next 16.</summary>
    private static LimbSum Outgoing(ReadOnlySpan<uint> words, int i)
    {
        var sum = new LimbSum();
        sum.Add(words[i]);
        sum.Add(i < 15 ? SmallSigma0(words[i + 1]) : 0);
        sum.Add(i < 7 ? words[i + 9] : 0);
        sum.Add(i < 2 ? SmallSigma1(words[i + 14]) : 0);
        return sum;
    }

    private static void SetSum(TraceTile tile, ColumnRange sums, int i, long low, long high)
    {
        tile.Set(sums[2 * i], low);
        tile.Set(sums[(2 * i) + 1], high);
    }
}
