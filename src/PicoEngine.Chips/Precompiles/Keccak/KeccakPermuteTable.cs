// SPDX-License-Identifier: MIT OR Apache-2.0

using PicoEngine.Air.Builders;
using PicoEngine.Air.Machines;
using PicoEngine.Chips.Gadgets;
using PicoEngine.Fields;
using PicoEngine.RiscV.Events;

namespace PicoEngine.Chips.Precompiles.Keccak;

/// <summary>
/// KECCAK_PERMUTE(P, 0): Keccak-f[1600] on the 50 words at P, in place and at ts. A row per call: memory, theta, rho and pi of the first round; all else is the
/// work of <see cref="KeccakRoundTable"/>.
/// </summary>
/// <remarks>Lookups of limbs prove that words before and after have limbs of 16 bits and are the states whose chunks are proved elsewhere.</remarks>
internal sealed class KeccakPermuteTable : IRecordTable
{
    /// <summary>Code of the system call (guest ABI, "Complete syscall table").</summary>
    public const uint Code = 0x0001_0109;

    private const int Words = 2 * KeccakChunks.Lanes;
    private static readonly ColumnSet Set = new();
    private static readonly Column IsReal = Set.Main("is_real");
    private static readonly Column Time = Set.Main("ts");
    private static readonly Column PointerLow = Set.Main("a0_lo");
    private static readonly Column Pointer = Set.Main("p");
    private static readonly ColumnRange Gap = Set.Main("gap", 2 * Words);
    private static readonly KeccakWords Before = new(Set, "a_prev", Words);
    private static readonly KeccakWords After = new(Set, "a", Words);
    private static readonly KeccakLinearLayer Linear = new(Set, "");

    public string Name => "keccak_permute";

    public ColumnSet Columns => Set;

    public int LogBlockHeight => 10;

    public void Define<TExpr>(IAirBuilder<TExpr> builder)
        where TExpr : struct, IAirExpression<TExpr>
    {
        var (real, time, pointer) = (builder[IsReal], builder[Time], builder[Pointer]);
        builder.AssertBoolean(real);
        var p = builder.AlignedPointer(builder[PointerLow], pointer, real);
        builder.Receive(RiscVBuses.Call, [time, (int)Code, p.Low, p.High, 0, 0], real);
        for (var i = 0; i < Words; i++)
        {
            builder.AccessCell(1, pointer + (4 * i), Before.Word(builder, i), After.Word(builder, i), time, builder.Word(Gap, i), real);
        }

        var after = Linear.After(builder);
        Linear.AssertExclusiveOr(builder, Before.AssertLimbs(builder, real), real);
        Linear.AssertTheta(builder, after, real);
        builder.SendState(time, 0, 0, Linear.Rotate(builder, after, [.. Enumerable.Range(0, KeccakChunks.Count)], real), real);

        // Who sends the state proved its chunks.
        builder.ReceiveState(time, 0, KeccakRoundTable.RowsPerPermutation, After.AssertLimbs(builder, real), real);
    }

    public int CountRows(TraceSource source) => source.Records.Calls(Code).Count;

    public void WriteRows(TraceSource source, TraceMatrix trace, int start, int end)
    {
        var calls = source.Records.Calls(Code);
        Span<ulong> state = stackalloc ulong[KeccakChunks.Lanes];
        Span<ulong> moved = stackalloc ulong[KeccakChunks.Lanes];
        Span<ulong> parity = stackalloc ulong[5];
        Span<ulong> effect = stackalloc ulong[5];
        using TraceTile tile = new(trace, start);
        for (var row = start; row < end; row++, tile.Next())
        {
            var call = calls[row];
            tile.Set(IsReal, true);
            tile.Set(Time, call[0]);
            tile.Set(PointerLow, call[1] & 0xffff);
            tile.Set(Pointer, call[1] % KoalaBear.Modulus);
            for (var i = 0; i < Words; i++)
            {
                var access = PrecompileCallRecords.HeaderWords + (PrecompileCallRecords.AccessWords * i);
                tile.SetWord(Gap, 2 * i, call[0] - call[access + 2] - 1);
            }

            ReadState(call, 1, state);
            for (var lane = 0; lane < KeccakChunks.Lanes; lane++)
            {
                After.Write(tile, lane, state[lane]);
            }

            ReadState(call, 0, state);
            for (var lane = 0; lane < KeccakChunks.Lanes; lane++)
            {
                Before.Write(tile, lane, state[lane]);
            }

            KeccakChunks.Parity(state, parity);
            KeccakChunks.Effect(parity, effect);
            KeccakChunks.Add(effect, state);
            KeccakChunks.Move(state, moved);
            Linear.Write(tile, parity, effect, state, moved);
        }
    }

    /// <summary>The state before (0) or after (1) a call.</summary>
    public static void ReadState(ReadOnlySpan<uint> call, int value, Span<ulong> state)
    {
        for (var lane = 0; lane < KeccakChunks.Lanes; lane++)
        {
            var access = PrecompileCallRecords.HeaderWords + (2 * PrecompileCallRecords.AccessWords * lane) + value;
            state[lane] = call[access] | ((ulong)call[access + PrecompileCallRecords.AccessWords] << 32);
        }
    }
}
