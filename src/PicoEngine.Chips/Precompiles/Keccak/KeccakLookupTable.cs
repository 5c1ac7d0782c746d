// SPDX-License-Identifier: MIT OR Apache-2.0

using PicoEngine.Air.Builders;
using PicoEngine.Air.Machines;
using PicoEngine.Air.Symbolic;
using PicoEngine.Chips.Gadgets;
using PicoEngine.Chips.Program;
using PicoEngine.Chips.Ranges;
using PicoEngine.Fields;

namespace PicoEngine.Chips.Precompiles.Keccak;

/// <summary>
/// The relations between chunks that Keccak needs, over all pairs of bytes: bit 2 i of the row is bit i of the first byte u, bit 2 i + 1 that of the second
/// one v. All but the exclusive or is linear in these bits.
/// </summary>
internal sealed class KeccakLookupTable : ILookupTable
{
    /// <summary>Name of the table among the preprocessed ones.</summary>
    public const string TableName = "keccak_lookup";

    private const int LogHeight = 16;
    private const int Digits = KeccakChunks.Digits;

    // Bits of a number whose octal digits are 0 or 1.
    private const uint Ones = 0x0024_9249;

    private static readonly ColumnSet Set = new();
    private static readonly ColumnRange Bit = Set.Preprocessed("bit", LogHeight);
    private static readonly Column ExclusiveOr = Set.Preprocessed("xor");
    private static readonly Column ChiMultiplicity = Set.Main("mult_chi");
    private static readonly Column EvenMultiplicity = Set.Main("mult_even");
    private static readonly Column PairMultiplicity = Set.Main("mult_pair");
    private static readonly Column XorMultiplicity = Set.Main("mult_xor");
    private static readonly ColumnRange RotateMultiplicity = Set.Main("mult_rotate", 4);
    private static readonly Column LimbMultiplicity = Set.Main("mult_limb");

    public string Name => TableName;

    public ColumnSet Columns => Set;

    public int LogBlockHeight => LogHeight;

    public PaddingRows Padding => PaddingRows.ValidEntry;

    public void Define<TExpr>(IAirBuilder<TExpr> builder)
        where TExpr : struct, IAirExpression<TExpr>
    {
        var (u, v) = (Spread(builder, 0, 0), Spread(builder, 1, 0));
        builder.Receive(KeccakBuses.Chi, [u + (4 * v)], builder[ChiMultiplicity]);
        builder.Receive(KeccakBuses.Even, [(2 * u) + (4 * v)], builder[EvenMultiplicity]);
        builder.Receive(KeccakBuses.Pair, [u, v], builder[PairMultiplicity]);
        builder.Receive(KeccakBuses.Xor, [u, v, builder[ExclusiveOr]], builder[XorMultiplicity]);
        for (var a = 1; a <= KeccakBuses.Rotate.Length; a++)
        {
            builder.Receive(KeccakBuses.Rotate[a - 1], [u, Spread(builder, 0, a), v, Spread(builder, 1, a)], builder[RotateMultiplicity[a - 1]]);
        }

        var limb = new TExpr[KeccakBuses.Limb.Arity];
        limb.AsSpan().Fill(0);
        for (var bit = 0; bit < LogHeight; bit++)
        {
            var (digit, j) = Math.DivRem(bit, Digits);
            limb[0] += (1 << bit) * builder[Bit[bit]];
            limb[1 + (j / 3)] += (1 << ((3 * digit) + (j % 3))) * builder[Bit[bit]];
        }

        builder.Receive(KeccakBuses.Limb, limb, builder[LimbMultiplicity]);
    }

    public IEnumerable<LookupRow> LookupRows(ProgramRows program)
    {
        var two = Polynomial.Constant(KoalaBear.FromCanonical(2));
        return
        [
            new(KeccakBuses.Chi, Polynomial.Variable(0), Ones | (Ones << 2)),
            new(KeccakBuses.Even, Polynomial.Variable(0), (Ones << 1) | (Ones << 2)),
            new(KeccakBuses.Pair, Polynomial.Variable(0) + (two * Polynomial.Variable(1)), Ones | (Ones << 1)),
            new(KeccakBuses.Xor, Polynomial.Variable(0) + (two * Polynomial.Variable(1)), Ones | (Ones << 1)),
            .. KeccakBuses.Rotate.Select(bus => new LookupRow(bus, Polynomial.Variable(0) + (two * Polynomial.Variable(2)), Ones | (Ones << 1))),
            new(KeccakBuses.Limb, Polynomial.Variable(0)),
        ];
    }

    /// <summary>The preprocessed columns.</summary>
    public static TraceMatrix Preprocess()
    {
        TraceMatrix trace = new(Set.GroupWidth(ColumnGroup.Preprocessed), 1 << LogHeight);
        for (var row = 0; row < trace.Height; row++)
        {
            var different = 0u;
            for (var bit = 0; bit < LogHeight; bit++)
            {
                var value = ((uint)row >> bit) & 1;
                trace.Set(Bit[bit], row, value);
                different ^= value << (3 * (bit / 2));
            }

            trace.Set(ExclusiveOr, row, different);
        }

        return trace;
    }

    /// <summary>The first (0) or second (1) byte as octal digits, rotated by some digits to the left.</summary>
    private static TExpr Spread<TExpr>(IAirBuilder<TExpr> builder, int parity, int rotation)
        where TExpr : struct, IAirExpression<TExpr>
    {
        TExpr sum = 0;
        for (var i = 0; i < Digits; i++)
        {
            sum += (1 << (3 * ((i + rotation) % Digits))) * builder[Bit[(2 * i) + parity]];
        }

        return sum;
    }
}
