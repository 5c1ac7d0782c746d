// SPDX-License-Identifier: MIT OR Apache-2.0

using PicoEngine.Air.Builders;
using PicoEngine.Air.Machines;
using PicoEngine.Chips.Gadgets;
using PicoEngine.RiscV.Events;

namespace PicoEngine.Chips.Precompiles.Keccak;

/// <summary>
/// The rounds of Keccak-f[1600], four a row: chi and iota of a round, then theta, rho and pi of the next one. Takes the state behind pi of the first round, which
/// the caller's table makes, and gives the final state.
/// </summary>
/// <remarks>What the relations of a row say, and why rows of permutations cannot be mixed, left out or doubled, stands in the document of this folder.</remarks>
internal sealed class KeccakRoundTable : IRecordTable
{
    /// <summary>Rows of a permutation.</summary>
    public const int RowsPerPermutation = KeccakChunks.Rounds / RoundsPerRow;

    /// <summary>More would save cells at the ends of a row, and cost columns.</summary>
    private const int RoundsPerRow = 4;

    private static readonly ColumnSet Set = new();

    // Row 0 to 5 of a permutation.
    private static readonly ColumnRange Row = Set.Main("is_row", RowsPerPermutation);
    private static readonly Column Time = Set.Main("ts");
    private static readonly Column Block = Set.Main("block");
    private static readonly ColumnRange Before = Set.Main("b", KeccakChunks.Count);
    private static readonly Round[] Steps = [.. Enumerable.Range(0, RoundsPerRow).Select(step => new Round(step))];

    public string Name => "keccak_round";

    public ColumnSet Columns => Set;

    public int LogBlockHeight => 10;

    public void Define<TExpr>(IAirBuilder<TExpr> builder)
        where TExpr : struct, IAirExpression<TExpr>
    {
        TExpr real = 0;
        TExpr number = 0;
        for (var i = 0; i < RowsPerPermutation; i++)
        {
            builder.AssertBoolean(builder[Row[i]]);
            real += builder[Row[i]];
            number += i * builder[Row[i]];
        }

        var last = builder[Row[RowsPerPermutation - 1]];
        var goesOn = real - last;
        builder.AssertBoolean(real);
        builder.AssertBoolean(goesOn);

        var (time, block) = (builder[Time], builder[Block]);
        var state = new TExpr[KeccakChunks.Count];
        for (var i = 0; i < state.Length; i++)
        {
            state[i] = builder[Before[i]];
        }

        builder.ReceiveState(time, block, number, state, real);
        for (var step = 0; step < RoundsPerRow; step++)
        {
            var (round, isLast) = (Steps[step], step == RoundsPerRow - 1);
            round.AssertChi(builder, state, real);
            var after = round.AssertIota(builder, Row, step, real);
            round.Linear.AssertTheta(builder, after, isLast ? goesOn : real);
            if (isLast)
            {
                // Behind the last round comes no theta: it adds nothing, and what is behind it is the final state.
                round.Linear.AssertZeroWhen(builder, last);
                builder.SendState(time, block, RowsPerPermutation, after, last);
            }

            state = round.Linear.Rotate(builder, after, KeccakChunks.ConstantChunks, real);
        }

        builder.SendState(time, block, number + 1, state, goesOn);
    }

    public int CountRows(TraceSource source) => RowsPerPermutation * (source.Records.Calls(KeccakPermuteTable.Code).Count + source.Records.Calls(KeccakSpongeTable.Code).Count);

    public void WriteRows(TraceSource source, TraceMatrix trace, int start, int end)
    {
        // Permutations of whole states, then those of blocks.
        var (calls, blocks) = (source.Records.Calls(KeccakPermuteTable.Code), source.Records.Calls(KeccakSpongeTable.Code));
        var sponge = Math.Max(start / RowsPerPermutation, calls.Count) * RowsPerPermutation < end
            ? new KeccakBlocks(blocks, Math.Max((start / RowsPerPermutation) - calls.Count, 0)) : default;
        Span<ulong> state = stackalloc ulong[KeccakChunks.Lanes];
        Span<ulong> next = stackalloc ulong[KeccakChunks.Lanes];
        using TraceTile tile = new(trace, start);
        for (var row = start; row < end; row++, tile.Next())
        {
            var (index, number) = Math.DivRem(row, RowsPerPermutation);
            var isBlock = index >= calls.Count;
            if (number == 0 || row == start)
            {
                if (isBlock)
                {
                    if (index > calls.Count && row > start)
                    {
                        sponge.MoveNext();
                    }

                    sponge.Absorb();
                    sponge.State.CopyTo(state);
                }
                else
                {
                    KeccakPermuteTable.ReadState(calls[index], 0, state);
                }

                KeccakChunks.Mix(state, next);
                for (var round = 0; round < RoundsPerRow * number; round++)
                {
                    KeccakChunks.Combine(next, state);
                    state[0] ^= KeccakChunks.RoundConstants[round];
                    KeccakChunks.Mix(state, next);
                }
            }

            WriteRow(tile, isBlock ? sponge.Call[0] : calls[index][0], isBlock ? sponge.Call[Keccak256BlockRecord.Number] : 0, number, next);
        }
    }

    /// <summary>Writes a row, and replaces the state by that behind its last round.</summary>
    private static void WriteRow(TraceTile tile, uint time, uint block, int number, Span<ulong> state)
    {
        tile.Set(Row[number], true);
        tile.Set(Time, time);
        tile.Set(Block, block);
        Span<uint> chunks = stackalloc uint[KeccakChunks.PerLane];
        for (var lane = 0; lane < KeccakChunks.Lanes; lane++)
        {
            KeccakChunks.Write(state[lane], chunks);
            tile.Set(Before, KeccakChunks.PerLane * lane, chunks);
        }

        for (var step = 0; step < RoundsPerRow; step++)
        {
            Steps[step].Write(tile, (RoundsPerRow * number) + step, state);
        }
    }

    /// <summary>The columns of a round.</summary>
    private sealed class Round(int step)
    {
        // Chunks of lane (0, 0) behind theta, with the constant of the round.
        private readonly ColumnRange _constant = Set.Main($"z_{step}", KeccakChunks.ConstantChunks.Length);

        /// <summary>theta, rho and pi of the next round. Its chunks behind theta lack the constant.</summary>
        public KeccakLinearLayer Linear { get; } = new(Set, $"_{step}");

        /// <summary>Demands that each chunk behind theta is what chi makes of three chunks, plus what theta adds.</summary>
        public void AssertChi<TExpr>(IAirBuilder<TExpr> builder, TExpr[] moved, TExpr real)
            where TExpr : struct, IAirExpression<TExpr>
        {
            var (after, effect) = (Linear.After(builder), Linear.Effect(builder));
            for (var chunk = 0; chunk < KeccakChunks.Count; chunk++)
            {
                var (lane, j) = Math.DivRem(chunk, KeccakChunks.PerLane);
                var (x, y) = (lane % 5, lane / 5 * 5);
                var first = moved[(KeccakChunks.PerLane * (y + ((x + 1) % 5))) + j];
                var second = moved[(KeccakChunks.PerLane * (y + ((x + 2) % 5))) + j];
                builder.Lookup(KeccakBuses.Chi, [(2 * (moved[chunk] + effect[(KeccakChunks.PerLane * x) + j] + after[chunk])) + first - second], real);
            }
        }

        /// <summary>The state behind theta with the constant of the round.</summary>
        public TExpr[] AssertIota<TExpr>(IAirBuilder<TExpr> builder, ColumnRange rows, int step, TExpr real)
            where TExpr : struct, IAirExpression<TExpr>
        {
            var after = Linear.After(builder);
            for (var i = 0; i < _constant.Length; i++)
            {
                var chunk = KeccakChunks.ConstantChunks[i];
                TExpr constant = 0;
                for (var row = 0; row < rows.Length; row++)
                {
                    constant += (int)KeccakChunks.Chunk(KeccakChunks.RoundConstants[(RoundsPerRow * row) + step], chunk) * builder[rows[row]];
                }

                builder.Lookup(KeccakBuses.Xor, [after[chunk], constant, builder[_constant[i]]], real);
                after[chunk] = builder[_constant[i]];
            }

            return after;
        }

        /// <summary>Writes the columns of a row, and replaces the state behind pi by that of the next round.</summary>
        public void Write(in TraceTile tile, int round, Span<ulong> moved)
        {
            Span<ulong> state = stackalloc ulong[KeccakChunks.Lanes];
            Span<ulong> parity = stackalloc ulong[5];
            Span<ulong> effect = stackalloc ulong[5];
            KeccakChunks.Combine(moved, state);
            var constant = KeccakChunks.RoundConstants[round];
            if (round < KeccakChunks.Rounds - 1)
            {
                state[0] ^= constant;
                KeccakChunks.Parity(state, parity);
                KeccakChunks.Effect(parity, effect);
                KeccakChunks.Add(effect, state);
                state[0] ^= constant;
            }

            for (var i = 0; i < _constant.Length; i++)
            {
                tile.Set(_constant[i], KeccakChunks.Chunk(state[0] ^ constant, KeccakChunks.ConstantChunks[i]));
            }

            // The constant changes no chunk that rho rotates: lane (0, 0) stays where it is.
            KeccakChunks.Move(state, moved);
            Linear.Write(tile, parity, effect, state, moved);
            moved[0] ^= constant;
        }
    }
}
