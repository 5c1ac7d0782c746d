// SPDX-License-Identifier: MIT OR Apache-2.0

using PicoEngine.Air.Builders;
using PicoEngine.Air.Machines;
using PicoEngine.Air.Programs;
using PicoEngine.Chips.Gadgets;
using PicoEngine.Fields;
using PicoEngine.Primitives.Poseidon2;
using PicoEngine.RiscV.Events;

namespace PicoEngine.Chips.Precompiles.Poseidon2;

/// <summary>POSEIDON2_PERMUTE(P, Q): the 16 words at P, read at ts, permuted, become the 16 words at Q, written at ts + 1. A row per call.</summary>
/// <remarks>
/// <para>
/// The state behind an external round is cells, an equation of cubes of single cells each; of an internal round, what its S-box gives. The state before
/// the last external rounds is cells too, though it is a sum of cells: cubes of those sums would have 150,000 terms, which every key would have to hash.
/// Constants are multiplied by is_real, so that the row of zeros holds.
/// </para>
/// <para>
/// A word is the cells value and high; its low limb is value - 2^16 high. Low and high limbs have 16 bits: those of the words at P since memory holds no
/// others, those of the result by lookups. A word is below p = 2^31 - 2^24 + 1 if high &lt; 0x7f00, or if high = 0x7f00 and low = 0: top is the second case. The
/// range of 0x7eff - high + top excludes high limbs above 0x7f00, and 0x7f00 unless top is 1, where the two products leave one word only. So value
/// is the word as an integer, top has no choice, and an input word of p or above, which is a fault, has no row.
/// </para>
/// </remarks>
internal sealed class Poseidon2PermuteTable : IRecordTable
{
    /// <summary>Code of the system call (guest ABI, "Complete syscall table").</summary>
    public const uint Code = 0x0001_012F;

    private const int Width = GuestPoseidon2Constants.Width;
    private const int HalfRounds = GuestPoseidon2Constants.HalfExternalRounds;

    // p - 1 = 2^16 * this.
    private const int TopLimb = 0x7f00;

    private static readonly ColumnSet Set = new();
    private static readonly Column IsReal = Set.Main("is_real");
    private static readonly Column Time = Set.Main("ts");
    private static readonly Column SourceLow = Set.Main("a0_lo");
    private static readonly Column Source = Set.Main("p");
    private static readonly Column TargetLow = Set.Main("a1_lo");
    private static readonly Column Target = Set.Main("q");
    private static readonly Word[] Input = Words("in");
    private static readonly Word[] Output = Words("out");
    private static readonly ColumnRange InputGap = Set.Main("in_gap", 2 * Width);
    private static readonly ColumnRange OutputGap = Set.Main("out_gap", 2 * Width);
    private static readonly ColumnRange Before = Set.Main("out_prev", 2 * Width);

    // The state behind each of the first external rounds; what the S-box of each internal round gives; the state before each of the last external rounds.
    private static readonly ColumnRange First = Set.Main("first", HalfRounds * Width);
    private static readonly ColumnRange Internal = Set.Main("internal", GuestPoseidon2Rounds.InternalCount);
    private static readonly ColumnRange Last = Set.Main("last", HalfRounds * Width);

    public string Name => "poseidon2_permute";

    public ColumnSet Columns => Set;

    public int LogBlockHeight => 10;

    public void Define<TExpr>(IAirBuilder<TExpr> builder)
        where TExpr : struct, IAirExpression<TExpr>
    {
        var (real, time, source, target) = (builder[IsReal], builder[Time], builder[Source], builder[Target]);
        builder.AssertBoolean(real);
        var p = builder.AlignedPointer(builder[SourceLow], source, real);
        var q = builder.AlignedPointer(builder[TargetLow], target, real);
        builder.Receive(RiscVBuses.Call, [time, (int)Code, p.Low, p.High, q.Low, q.High], real);
        for (var i = 0; i < Width; i++)
        {
            var word = Canonical(builder, Input[i], real);
            builder.AccessCell(1, source + (4 * i), word, word, time, builder.Word(InputGap, i), real);
        }

        for (var i = 0; i < Width; i++)
        {
            var word = Canonical(builder, Output[i], real);
            builder.Range16(word.Low, real);
            builder.Range16(word.High, real);
            builder.AccessCell(1, target + (4 * i), builder.Word(Before, i), word, time + 1, builder.Word(OutputGap, i), real);
        }

        AssertRounds(builder, real);
    }

    public int CountRows(TraceSource source) => source.Records.Calls(Code).Count;

    public void WriteRows(TraceSource source, TraceMatrix trace, int start, int end)
    {
        var calls = source.Records.Calls(Code);
        Span<FieldExpression<KoalaBear>> state = stackalloc FieldExpression<KoalaBear>[Width];
        using TraceTile tile = new(trace, start);
        for (var row = start; row < end; row++, tile.Next())
        {
            var call = calls[row];
            tile.Set(IsReal, true);
            tile.Set(Time, call[0]);
            tile.Set(SourceLow, call[1] & 0xffff);
            tile.Set(Source, call[1] % KoalaBear.Modulus);
            tile.Set(TargetLow, call[2] & 0xffff);
            tile.Set(Target, call[2] % KoalaBear.Modulus);
            for (var i = 0; i < Width; i++)
            {
                var read = PrecompileCallRecords.HeaderWords + (PrecompileCallRecords.AccessWords * i);
                var write = read + (PrecompileCallRecords.AccessWords * Width);
                state[i] = KoalaBear.Reduce((ulong)call[read]);
                Input[i].Write(tile, call[read]);
                Output[i].Write(tile, call[write + 1]);
                tile.SetWord(InputGap, 2 * i, call[0] - call[read + 2] - 1);
                tile.SetWord(OutputGap, 2 * i, call[0] - call[write + 2]);
                tile.SetWord(Before, 2 * i, call[write]);
            }

            WriteRounds(tile, state);
        }
    }

    private static Word[] Words(string name)
    {
        ColumnRange value = Set.Main(name, Width), high = Set.Main($"{name}_hi", Width), top = Set.Main($"{name}_top", Width);
        return [.. Enumerable.Range(0, Width).Select(i => new Word(value[i], high[i], top[i]))];
    }

    /// <summary>A word below p, given limbs of 16 bits.</summary>
    private static WordLimbs<TExpr> Canonical<TExpr>(IAirBuilder<TExpr> builder, Word word, TExpr real)
        where TExpr : struct, IAirExpression<TExpr>
    {
        var (value, high, top) = (builder[word.Value], builder[word.High], builder[word.Top]);
        builder.AssertBoolean(top);
        builder.AssertZeroWhen(top, high - TopLimb);
        builder.AssertZeroWhen(top, value - (65536 * TopLimb));
        builder.Range16(TopLimb - 1 - high + top, real);
        return new(value - (65536 * high), high);
    }

    private static void AssertRounds<TExpr>(IAirBuilder<TExpr> builder, TExpr real)
        where TExpr : struct, IAirExpression<TExpr>
    {
        var state = new TExpr[Width];
        for (var i = 0; i < Width; i++)
        {
            state[i] = builder[Input[i].Value];
        }

        GuestPoseidon2Rounds.ExternalLayer<TExpr>(state);
        for (var round = 0; round < HalfRounds; round++)
        {
            GuestPoseidon2Rounds.ExternalRound<TExpr>(state, round, real);
            Keep(builder, state, First, round);
        }

        for (var round = 0; round < Internal.Length; round++)
        {
            builder.AssertEqual(builder[Internal[round]], GuestPoseidon2Rounds.InternalBox(state[0], round, real));
            state[0] = builder[Internal[round]];
            GuestPoseidon2Rounds.InternalLayer<TExpr>(state);
        }

        for (var round = 0; round < HalfRounds; round++)
        {
            Keep(builder, state, Last, round);
            GuestPoseidon2Rounds.ExternalRound<TExpr>(state, HalfRounds + round, real);
        }

        for (var i = 0; i < Width; i++)
        {
            builder.AssertEqual(builder[Output[i].Value], state[i]);
        }
    }

    /// <summary>The state goes on as cells.</summary>
    private static void Keep<TExpr>(IAirBuilder<TExpr> builder, TExpr[] state, ColumnRange cells, int number)
        where TExpr : struct, IAirExpression<TExpr>
    {
        for (var i = 0; i < Width; i++)
        {
            var cell = builder[cells[(Width * number) + i]];
            builder.AssertEqual(cell, state[i]);
            state[i] = cell;
        }
    }

    private static void WriteRounds(in TraceTile tile, Span<FieldExpression<KoalaBear>> state)
    {
        GuestPoseidon2Rounds.ExternalLayer(state);
        for (var round = 0; round < HalfRounds; round++)
        {
            GuestPoseidon2Rounds.ExternalRound(state, round, 1);
            WriteState(tile, state, First, round);
        }

        for (var round = 0; round < Internal.Length; round++)
        {
            state[0] = GuestPoseidon2Rounds.InternalBox(state[0], round, 1);
            tile.Set(Internal[round], state[0].Value.ToCanonical());
            GuestPoseidon2Rounds.InternalLayer(state);
        }

        WriteState(tile, state, Last, 0);
        for (var round = 1; round < HalfRounds; round++)
        {
            GuestPoseidon2Rounds.ExternalRound(state, HalfRounds + round - 1, 1);
            WriteState(tile, state, Last, round);
        }
    }

    private static void WriteState(in TraceTile tile, Span<FieldExpression<KoalaBear>> state, ColumnRange cells, int number)
    {
        for (var i = 0; i < Width; i++)
        {
            tile.Set(cells[(Width * number) + i], state[i].Value.ToCanonical());
        }
    }

    /// <summary>The columns of a word.</summary>
    private readonly record struct Word(Column Value, Column High, Column Top)
    {
        public void Write(in TraceTile tile, uint word)
        {
            tile.Set(Value, word % KoalaBear.Modulus);
            tile.Set(High, word >> 16);
            tile.Set(Top, word == KoalaBear.Modulus - 1);
        }
    }
}
