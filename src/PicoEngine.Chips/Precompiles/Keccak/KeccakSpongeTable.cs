// SPDX-License-Identifier: MIT OR Apache-2.0

using PicoEngine.Air.Builders;
using PicoEngine.Air.Machines;
using PicoEngine.Chips.Gadgets;
using PicoEngine.Fields;
using PicoEngine.RiscV.Events;

namespace PicoEngine.Chips.Precompiles.Keccak;

/// <summary>
/// KECCAK256(P, Q): hashes the bytes at P, as many as the word at Q says. A row per block of 136 bytes: reads and pads them, adds them to the state that the block
/// before left, and does theta, rho and pi of the first round. <see cref="KeccakRoundTable"/> does the rest, <see cref="KeccakDigestTable"/> writes the digest.
/// </summary>
/// <remarks>What pads a message, and why a call has the blocks that its length asks for, stands in the document of this folder.</remarks>
internal sealed class KeccakSpongeTable : IRecordTable
{
    /// <summary>Code of the system call: one of ours, beside those of the guest ABI.</summary>
    public const uint Code = 0x0001_0190;

    private const int Words = Keccak256BlockRecord.DataWords;
    private const int BlockBytes = 4 * Words;
    private const int DataChunks = KeccakChunks.PerLane * Words / 2;

    private static readonly ColumnSet Set = new();

    // Block 0, or a later one; and whether it is the last.
    private static readonly Column IsFirst = Set.Main("is_first");
    private static readonly Column IsNext = Set.Main("is_next");
    private static readonly Column IsLast = Set.Main("is_last");
    private static readonly Column Time = Set.Main("ts");
    private static readonly Column Block = Set.Main("block");
    private static readonly Column Data = Set.Main("p");
    private static readonly Column Descriptor = Set.Main("q");

    // Bytes from this block on.
    private static readonly Column Rest = Set.Main("rest");

    // Row 0 of a call only.
    private static readonly Column DataLow = Set.Main("a0_lo");
    private static readonly Column DescriptorLow = Set.Main("a1_lo");
    private static readonly ColumnRange LengthGap = Set.Main("gap_length", 2);

    // Words whose four bytes all are data: the first few, or all.
    private static readonly ColumnRange Whole = Set.Main("is_whole", Words);
    private static readonly ColumnRange Gap = Set.Main("gap", 2 * Words);

    // Words with their padding.
    private static readonly KeccakWords Padded = new(Set, "m", Words);

    // In the last block: how many bytes follow the whole words; the word they are in; and that word with its padding.
    private static readonly ColumnRange IsTail = Set.Main("is_tail", 4);
    private static readonly ColumnRange TailByte = Set.Main("tail_byte", 4);
    private static readonly ColumnRange Tail = Set.Main("tail", 2);
    private static readonly ColumnRange TailGap = Set.Main("gap_tail", 2);
    private static readonly ColumnRange Before = Set.Main("a_prev", KeccakChunks.Count);
    private static readonly KeccakLinearLayer Linear = new(Set, "");

    public string Name => "keccak_sponge";

    public ColumnSet Columns => Set;

    public int LogBlockHeight => 10;

    public void Define<TExpr>(IAirBuilder<TExpr> builder)
        where TExpr : struct, IAirExpression<TExpr>
    {
        var (first, next, last, goesOn) = (builder[IsFirst], builder[IsNext], builder[IsLast], builder[Whole[Words - 1]]);
        var real = first + next;
        foreach (var flag in (TExpr[])[first, next, last, real])
        {
            builder.AssertBoolean(flag);
        }

        // A block goes on exactly if its last word is data: the last one has room for padding.
        builder.AssertEqual(last + goesOn, real);
        var (time, block, data, descriptor, rest) = (builder[Time], builder[Block], builder[Data], builder[Descriptor], builder[Rest]);
        var p = builder.AlignedPointer(builder[DataLow], data, first);
        var q = builder.AlignedPointer(builder[DescriptorLow], descriptor, first);
        builder.Receive(RiscVBuses.Call, [time, (int)Code, p.Low, p.High, q.Low, q.High], first);
        builder.AccessCell(1, descriptor, new(rest, 0), new(rest, 0), time, builder.Word(LengthGap), first);
        builder.AssertZero(first * block);
        foreach (var cell in (TExpr[])[builder[DataLow], builder[DescriptorLow], builder[LengthGap[0]], builder[LengthGap[1]]])
        {
            builder.AssertZero((1 - first) * cell);
        }

        builder.Range16(rest, real);
        builder.Receive(KeccakBuses.Blocks, [time, block, data, descriptor, rest], next);
        builder.Send(KeccakBuses.Blocks, [time, block + 1, data, descriptor, rest - BlockBytes], goesOn);
        builder.Send(KeccakBuses.Digest, [time, block, descriptor], last);

        AssertWords(builder, real, last, data + (BlockBytes * block));
        AssertAbsorbed(builder, real);
    }

    public int CountRows(TraceSource source) => source.Records.Calls(Code).Count;

    public void WriteRows(TraceSource source, TraceMatrix trace, int start, int end)
    {
        KeccakBlocks blocks = new(source.Records.Calls(Code), start);
        Span<ulong> state = stackalloc ulong[KeccakChunks.Lanes];
        Span<ulong> moved = stackalloc ulong[KeccakChunks.Lanes];
        Span<ulong> parity = stackalloc ulong[5];
        Span<ulong> effect = stackalloc ulong[5];
        Span<uint> chunks = stackalloc uint[KeccakChunks.PerLane];
        Span<uint> words = stackalloc uint[Words];
        using TraceTile tile = new(trace, start);
        for (var row = start; row < end; row++, tile.Next())
        {
            for (var lane = 0; lane < KeccakChunks.Lanes; lane++)
            {
                KeccakChunks.Write(blocks.State[lane], chunks);
                tile.Set(Before, KeccakChunks.PerLane * lane, chunks);
            }

            WriteCall(tile, blocks.Call);
            KeccakBlocks.ReadWords(blocks.Call, words);
            for (var i = 0; i < Words; i += 2)
            {
                Padded.Write(tile, i / 2, words[i] | ((ulong)words[i + 1] << 32));
            }

            blocks.Absorb();
            blocks.State.CopyTo(state);
            KeccakChunks.Parity(state, parity);
            KeccakChunks.Effect(parity, effect);
            KeccakChunks.Add(effect, state);
            KeccakChunks.Move(state, moved);
            Linear.Write(tile, parity, effect, state, moved);
            if (row + 1 < end)
            {
                blocks.MoveNext();
            }
        }
    }

    /// <summary>The words of the block: read from memory, cut and padded where the message ends.</summary>
    private static void AssertWords<TExpr>(IAirBuilder<TExpr> builder, TExpr real, TExpr last, TExpr pointer)
        where TExpr : struct, IAirExpression<TExpr>
    {
        TExpr wholeWords = 0;
        TExpr tails = 0;
        TExpr tailBytes = 0;
        for (var i = 0; i < IsTail.Length; i++)
        {
            builder.AssertBoolean(builder[IsTail[i]]);
            tails += builder[IsTail[i]];
            tailBytes += i * builder[IsTail[i]];
        }

        builder.AssertEqual(tails, last);
        var (none, one, two, three) = (builder[IsTail[0]], builder[IsTail[1]], builder[IsTail[2]], builder[IsTail[3]]);
        var hasTail = one + two + three;
        builder.AssertBoolean(hasTail);
        var (y0, y1, y2, y3) = (builder[TailByte[0]], builder[TailByte[1]], builder[TailByte[2]], builder[TailByte[3]]);
        foreach (var cell in (TExpr[])[y0, y1, y2, y3, builder[TailGap[0]], builder[TailGap[1]]])
        {
            builder.AssertZero((1 - hasTail) * cell);
        }

        // The bytes of the message, a byte 1 behind them, and zeros.
        var tail = builder.Word(Tail);
        builder.AssertEqual(tail.Low, none + (one * (y0 + 256)) + ((two + three) * (y0 + (256 * y1))));
        builder.AssertEqual(tail.High, two + (three * (y2 + 256)));

        var before = real;
        for (var i = 0; i < Words; i++)
        {
            var (whole, word) = (builder[Whole[i]], Padded.Word(builder, i));
            builder.AssertBoolean(whole);
            builder.AssertZero(whole * (1 - before));
            builder.AccessCell(1, pointer + (4 * i), word, word, builder[Time], builder.Word(Gap, i), whole);
            builder.AssertZero((1 - whole) * builder[Gap[2 * i]]);
            builder.AssertZero((1 - whole) * builder[Gap[(2 * i) + 1]]);

            // The first word that is not whole is the tail, those behind it are zeros; the last byte of a message has its top bit set.
            var (isTail, top) = (before - whole, i == Words - 1 ? 0x8000 : 0);
            builder.AssertEqual((real - whole) * word.Low, isTail * tail.Low);
            builder.AssertEqual((real - whole) * (word.High - top), isTail * tail.High);
            before = whole;
            wholeWords += whole;
        }

        builder.BytePair(y0, y1, hasTail);
        builder.BytePair(y2, y3, hasTail);
        WordLimbs<TExpr> read = new(y0 + (256 * y1), y2 + (256 * y3));
        builder.AccessCell(1, pointer + (4 * wholeWords), read, read, builder[Time], builder.Word(TailGap), hasTail);
        builder.AssertZero(last * (builder[Rest] - (4 * wholeWords) - tailBytes));
    }

    /// <summary>theta of the sum of the state and the words.</summary>
    private static void AssertAbsorbed<TExpr>(IAirBuilder<TExpr> builder, TExpr real)
        where TExpr : struct, IAirExpression<TExpr>
    {
        var (time, block, words) = (builder[Time], builder[Block], Padded.AssertLimbs(builder, real));
        for (var i = 0; i < DataChunks; i += 2)
        {
            builder.Lookup(KeccakBuses.Pair, [words[i], words[i + 1]], real);
        }

        var before = new TExpr[KeccakChunks.Count];
        for (var i = 0; i < before.Length; i++)
        {
            // The state before block 0.
            before[i] = builder[Before[i]];
            builder.AssertZero(builder[IsFirst] * before[i]);
        }

        builder.ReceiveState(time, block - 1, KeccakRoundTable.RowsPerPermutation, before, builder[IsNext]);
        var after = Linear.After(builder);
        for (var i = 0; i < DataChunks; i++)
        {
            before[i] += words[i];
        }

        Linear.AssertSum(builder, before, DataChunks, real);
        Linear.AssertTheta(builder, after, real);
        builder.SendState(time, block, 0, Linear.Rotate(builder, after, [], real), real);
    }

    private static void WriteCall(in TraceTile tile, ReadOnlySpan<uint> call)
    {
        var (block, length) = (call[Keccak256BlockRecord.Number], call[Keccak256BlockRecord.Length + 1]);
        var rest = length - (BlockBytes * block);
        tile.Set(block == 0 ? IsFirst : IsNext, true);
        tile.Set(IsLast, rest < BlockBytes);
        tile.Set(Time, call[0]);
        tile.Set(Block, block);
        tile.Set(Data, call[1] % KoalaBear.Modulus);
        tile.Set(Descriptor, call[2] % KoalaBear.Modulus);
        tile.Set(Rest, rest);
        if (block == 0)
        {
            tile.Set(DataLow, call[1] & 0xffff);
            tile.Set(DescriptorLow, call[2] & 0xffff);
            tile.SetWord(LengthGap, call[0] - call[Keccak256BlockRecord.Length + 2] - 1);
        }

        var whole = (int)Math.Min(rest / 4, Words);
        for (var i = 0; i < whole; i++)
        {
            tile.Set(Whole[i], true);
            tile.SetWord(Gap, 2 * i, call[0] - call[Keccak256BlockRecord.Data(i) + 2] - 1);
        }

        if (rest >= BlockBytes)
        {
            return;
        }

        tile.Set(IsTail[(int)(rest % 4)], true);
        tile.SetWord(Tail, KeccakBlocks.PadTail(call[Keccak256BlockRecord.Data(whole) + 1], rest % 4));
        if (rest % 4 != 0)
        {
            tile.SetBytes(TailByte, call[Keccak256BlockRecord.Data(whole) + 1]);
            tile.SetWord(TailGap, call[0] - call[Keccak256BlockRecord.Data(whole) + 2] - 1);
        }
    }
}
