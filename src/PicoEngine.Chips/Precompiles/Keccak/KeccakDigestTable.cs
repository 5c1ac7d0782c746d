// SPDX-License-Identifier: MIT OR Apache-2.0

using PicoEngine.Air.Builders;
using PicoEngine.Air.Machines;
using PicoEngine.Chips.Gadgets;
using PicoEngine.Fields;
using PicoEngine.RiscV.Events;

namespace PicoEngine.Chips.Precompiles.Keccak;

/// <summary>The end of a KECCAK256 call: the first four lanes of the state behind its last block go to memory, behind the length at Q, at ts + 1. A row per call.</summary>
internal sealed class KeccakDigestTable : IRecordTable
{
    private const int Words = Keccak256BlockRecord.DigestWords;
    private const int DigestChunks = KeccakChunks.PerLane * Words / 2;

    private static readonly ColumnSet Set = new();
    private static readonly Column IsReal = Set.Main("is_real");
    private static readonly Column Time = Set.Main("ts");
    private static readonly Column Block = Set.Main("block");
    private static readonly Column Descriptor = Set.Main("q");
    private static readonly ColumnRange Previous = Set.Main("h_prev", 2 * Words);
    private static readonly ColumnRange Gap = Set.Main("gap", 2 * Words);
    private static readonly KeccakWords Digest = new(Set, "h", Words);

    // The chunks of the state that are no digest.
    private static readonly ColumnRange Others = Set.Main("a", KeccakChunks.Count - DigestChunks);

    public string Name => "keccak_digest";

    public ColumnSet Columns => Set;

    public int LogBlockHeight => 10;

    public void Define<TExpr>(IAirBuilder<TExpr> builder)
        where TExpr : struct, IAirExpression<TExpr>
    {
        var (real, time, block, descriptor) = (builder[IsReal], builder[Time], builder[Block], builder[Descriptor]);
        builder.AssertBoolean(real);
        builder.Receive(KeccakBuses.Digest, [time, block, descriptor], real);
        var state = new TExpr[KeccakChunks.Count];
        Digest.AssertLimbs(builder, real).CopyTo(state, 0);
        for (var i = 0; i < Others.Length; i++)
        {
            state[DigestChunks + i] = builder[Others[i]];
        }

        builder.ReceiveState(time, block, KeccakRoundTable.RowsPerPermutation, state, real);
        for (var i = 0; i < Words; i++)
        {
            builder.AccessCell(
                1, descriptor + (4 * (1 + i)), builder.Word(Previous, i), Digest.Word(builder, i), time + 1, builder.Word(Gap, i), real);
        }
    }

    public int CountRows(TraceSource source)
    {
        var calls = source.Records.Calls(KeccakSpongeTable.Code);
        var count = 0;
        for (var i = 0; i < calls.Count; i++)
        {
            count += KeccakBlocks.IsLast(calls[i]) ? 1 : 0;
        }

        return count;
    }

    public void WriteRows(TraceSource source, TraceMatrix trace, int start, int end)
    {
        var calls = source.Records.Calls(KeccakSpongeTable.Code);
        var index = -1;
        for (var row = -1; row < start; row++)
        {
            index = NextLast(calls, index + 1);
        }

        Span<ulong> state = stackalloc ulong[KeccakChunks.Lanes];
        Span<uint> chunks = stackalloc uint[KeccakChunks.PerLane];
        using TraceTile tile = new(trace, start);
        for (var row = start; row < end; row++, tile.Next())
        {
            var call = calls[index];
            tile.Set(IsReal, true);
            tile.Set(Time, call[0]);
            tile.Set(Block, call[Keccak256BlockRecord.Number]);
            tile.Set(Descriptor, call[2] % KoalaBear.Modulus);
            for (var i = 0; i < Words; i++)
            {
                var access = Keccak256BlockRecord.Digest(i);
                tile.SetWord(Previous, 2 * i, call[access]);
                tile.SetWord(Gap, 2 * i, call[0] - call[access + 2]);
            }

            KeccakBlocks blocks = new(calls, index);
            blocks.Absorb();
            blocks.State.CopyTo(state);
            KeccakChunks.Permute(state);
            for (var lane = 0; lane < DigestChunks / KeccakChunks.PerLane; lane++)
            {
                Digest.Write(tile, lane, state[lane]);
            }

            for (var lane = DigestChunks / KeccakChunks.PerLane; lane < KeccakChunks.Lanes; lane++)
            {
                KeccakChunks.Write(state[lane], chunks);
                tile.Set(Others, (KeccakChunks.PerLane * lane) - DigestChunks, chunks);
            }

            index = row + 1 < end ? NextLast(calls, index + 1) : index;
        }
    }

    /// <summary>The first block from one on that ends a call.</summary>
    private static int NextLast(PrecompileCallRecords calls, int index)
    {
        while (!KeccakBlocks.IsLast(calls[index]))
        {
            index++;
        }

        return index;
    }
}
