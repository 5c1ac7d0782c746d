// SPDX-License-Identifier: MIT OR Apache-2.0

using PicoEngine.Air.Builders;
using PicoEngine.Air.Machines;
using PicoEngine.Chips.Gadgets;
using PicoEngine.Fields;
using PicoEngine.RiscV.Events;
using static PicoEngine.Chips.Precompiles.Sha256.Sha256Words;

namespace PicoEngine.Chips.Precompiles.Sha256;

/// <summary>The rounds of SHA_COMPRESS (FIPS 180-4 section 6.2.2), eight a row.</summary>
/// <remarks>
/// <para>
/// In a round the variables move on by one place, so a row has the sequence of values that a took, and that of e: three from before, then one a round.
/// With A and E these sequences, b to d are the three values before in A, f to h those in E.
/// E[t] = A[t-4] + E[t-4] + Sigma_1(E[t-1]) + Ch(E[t-1], E[t-2], E[t-3]) + K[t] + w[t] and A[t] + A[t-4] = E[t] + Sigma_0(A[t-1]) + Maj(A[t-1], A[t-2], A[t-3]).
/// </para>
/// <para>
/// Values are bits; what comes as limbs (d and h of the first round, w) was proved to have 16 bits where it was written. Limb sums are below 2^19 and carries
/// are bytes or two bits, so the equations hold over the integers, and a word and its carries are the only solution.
/// </para>
/// <para>
/// Rows cannot be mixed, left out or doubled: a call's row sends (ts, P, 0) and takes (ts, P, 8), no other call has its ts, and row i takes (ts, P, i)
/// and sends (ts, P, i + 1): the number increases along these messages, so they are one path from 0 to 8.
/// </para>
/// </remarks>
internal sealed class Sha256RoundTable : IRecordTable
{
    /// <summary>Rows of a call.</summary>
    public const int RowsPerCall = Sha256CompressTable.ScheduleWords / Rounds;

    // Of a row; and values that come from before.
    private const int Rounds = 8;
    private const int Memory = 3;

    // FIPS 180-4, section 4.2.2: first 32 bits of the fractional parts of the cube roots of the first 64 primes.
    private static readonly uint[] K =
    [
        0x428a2f98, 0x71374491, 0xb5c0fbcf, 0xe9b5dba5, 0x3956c25b, 0x59f111f1, 0x923f82a4, 0xab1c5ed5,
        0xd807aa98, 0x12835b01, 0x243185be, 0x550c7dc3, 0x72be5d74, 0x80deb1fe, 0x9bdc06a7, 0xc19bf174,
        0xe49b69c1, 0xefbe4786, 0x0fc19dc6, 0x240ca1cc, 0x2de92c6f, 0x4a7484aa, 0x5cb0a9dc, 0x76f988da,
        0x983e5152, 0xa831c66d, 0xb00327c8, 0xbf597fc7, 0xc6e00bf3, 0xd5a79147, 0x06ca6351, 0x14292967,
        0x27b70a85, 0x2e1b2138, 0x4d2c6dfc, 0x53380d13, 0x650a7354, 0x766a0abb, 0x81c2c92e, 0x92722c85,
        0xa2bfe8a1, 0xa81a664b, 0xc24b8b70, 0xc76c51a3, 0xd192e819, 0xd6990624, 0xf40e3585, 0x106aa070,
        0x19a4c116, 0x1e376c08, 0x2748774c, 0x34b0bcb5, 0x391c0cb3, 0x4ed8aa4a, 0x5b9cca4f, 0x682e6ff3,
        0x748f82ee, 0x78a5636f, 0x84c87814, 0x8cc70208, 0x90befffa, 0xa4506ceb, 0xbef9a3f7, 0xc67178f2,
    ];

    private static readonly ColumnSet Set = new();

    // Row 0 to 7 of a call.
    private static readonly ColumnRange Row = Set.Main("is_row", RowsPerCall);
    private static readonly Column Time = Set.Main("ts");
    private static readonly Column Schedule = Set.Main("p");
    private static readonly ColumnRange D = Set.Main("d", 2);
    private static readonly ColumnRange H = Set.Main("h", 2);

    // c, b, a, then the new a of each round; g, f, e, then the new e.
    private static readonly ColumnRange A = Set.Main("a", (Memory + Rounds) * Bits);
    private static readonly ColumnRange E = Set.Main("e", (Memory + Rounds) * Bits);
    private static readonly ColumnRange W = Set.Main("w", 2 * Rounds);
    private static readonly ColumnRange Gap = Set.Main("gap", 2 * Rounds);

    // Carries out of the limbs of e; those of a in two bits, plus 1.
    private static readonly ColumnRange CarryE = Set.Main("carry_e", 2 * Rounds);
    private static readonly ColumnRange CarryA = Set.Main("carry_a", 4 * Rounds);

    public string Name => "sha256_round";

    public ColumnSet Columns => Set;

    public int LogBlockHeight => 10;

    public void Define<TExpr>(IAirBuilder<TExpr> builder)
        where TExpr : struct, IAirExpression<TExpr>
    {
        TExpr real = 0;
        TExpr number = 0;
        for (var i = 0; i < RowsPerCall; i++)
        {
            builder.AssertBoolean(builder[Row[i]]);
            real += builder[Row[i]];
            number += i * builder[Row[i]];
        }

        builder.AssertBoolean(real);
        AssertBits(builder, A);
        AssertBits(builder, E);
        AssertBits(builder, CarryA);
        var a = new TExpr[Memory + Rounds][];
        var e = new TExpr[Memory + Rounds][];
        for (var i = 0; i < a.Length; i++)
        {
            (a[i], e[i]) = (BitsOf(builder, A, i), BitsOf(builder, E, i));
        }

        var (time, schedule) = (builder[Time], builder[Schedule]);
        for (var i = 0; i < Rounds; i++)
        {
            AssertRound(builder, a, e, i, real);
            var w = builder.Word(W, i);
            builder.AccessCell(1, schedule + (4 * Rounds * number) + (4 * i), w, w, time, builder.Word(Gap, i), real);
        }

        builder.Receive(Sha256Buses.Rounds, Message(time, schedule, number, a, e, 2, builder.Word(D), builder.Word(H)), real);
        builder.Send(
            Sha256Buses.Rounds,
            Message(time, schedule, number + 1, a, e, Memory + Rounds - 1, Limbs(a[Rounds - 1]), Limbs(e[Rounds - 1])),
            real);
    }

    public int CountRows(TraceSource source) => RowsPerCall * source.Records.Calls(Sha256CompressTable.Code).Count;

    public void WriteRows(TraceSource source, TraceMatrix trace, int start, int end)
    {
        var calls = source.Records.Calls(Sha256CompressTable.Code);

        // d, c, b, a and h, g, f, e, then the values of the rounds.
        Span<uint> a = stackalloc uint[4 + Rounds];
        Span<uint> e = stackalloc uint[4 + Rounds];
        using TraceTile tile = new(trace, start);
        for (var row = start; row < end; row++, tile.Next())
        {
            var call = calls[row / RowsPerCall];
            var number = row % RowsPerCall;
            if (number == 0)
            {
                Start(call, a, e);
            }
            else if (row == start)
            {
                Start(call, a, e);
                for (var i = 0; i < number; i++)
                {
                    Run(call, i, a, e);
                    MoveOn(a, e);
                }
            }
            else
            {
                MoveOn(a, e);
            }

            Run(call, number, a, e);
            WriteRow(tile, call, number, a, e);
        }
    }

    private static void AssertRound<TExpr>(IAirBuilder<TExpr> builder, TExpr[][] a, TExpr[][] e, int i, TExpr real)
        where TExpr : struct, IAirExpression<TExpr>
    {
        // The values before round i end at index i + 2.
        var d = i == 0 ? builder.Word(D) : Limbs(a[i - 1]);
        var h = i == 0 ? builder.Word(H) : Limbs(e[i - 1]);
        TExpr constantLow = 0;
        TExpr constantHigh = 0;
        for (var row = 0; row < RowsPerCall; row++)
        {
            var constant = K[(Rounds * row) + i];
            constantLow += (int)(constant & 0xffff) * builder[Row[row]];
            constantHigh += (int)(constant >> 16) * builder[Row[row]];
        }

        var (newA, newE) = (Limbs(a[i + Memory]), Limbs(e[i + Memory]));
        var sum = d + h + BigSigma1(e[i + 2]) + Choice(e[i + 2], e[i + 1], e[i]) + new WordLimbs<TExpr>(constantLow, constantHigh) + builder.Word(W, i);
        var carryE = builder.Word(CarryE, i);
        builder.AssertEqual(sum.Low, newE.Low + (65536 * carryE.Low));
        builder.AssertEqual(sum.High + carryE.Low, newE.High + (65536 * carryE.High));
        builder.BytePair(carryE.Low, carryE.High, real);

        var carryLow = builder[CarryA[4 * i]] + (2 * builder[CarryA[(4 * i) + 1]]) - real;
        var carryHigh = builder[CarryA[(4 * i) + 2]] + (2 * builder[CarryA[(4 * i) + 3]]) - real;
        var (left, right) = (newA + d, newE + BigSigma0(a[i + 2]) + Majority(a[i + 2], a[i + 1], a[i]));
        builder.AssertEqual(right.Low, left.Low + (65536 * carryLow));
        builder.AssertEqual(right.High + carryLow, left.High + (65536 * carryHigh));
    }

    /// <summary>The variables when the newest values of the sequences are those at <paramref name="last"/>.</summary>
    private static TExpr[] Message<TExpr>(
        TExpr time, TExpr schedule, TExpr step, TExpr[][] a, TExpr[][] e, int last, WordLimbs<TExpr> d, WordLimbs<TExpr> h)
        where TExpr : struct, IAirExpression<TExpr>
    {
        WordLimbs<TExpr>[] words =
        [
            Limbs(a[last]), Limbs(a[last - 1]), Limbs(a[last - 2]), d, Limbs(e[last]), Limbs(e[last - 1]), Limbs(e[last - 2]), h,
        ];
        var message = new TExpr[3 + (2 * words.Length)];
        (message[0], message[1], message[2]) = (time, schedule, step);
        for (var i = 0; i < words.Length; i++)
        {
            (message[3 + (2 * i)], message[4 + (2 * i)]) = (words[i].Low, words[i].High);
        }

        return message;
    }

    private static void Start(ReadOnlySpan<uint> call, Span<uint> a, Span<uint> e)
    {
        for (var i = 0; i < 4; i++)
        {
            a[3 - i] = call[Sha256CompressTable.StateOffset + (PrecompileCallRecords.AccessWords * i)];
            e[3 - i] = call[Sha256CompressTable.StateOffset + (PrecompileCallRecords.AccessWords * (i + 4))];
        }
    }

    private static void MoveOn(Span<uint> a, Span<uint> e)
    {
        a[Rounds..].CopyTo(a);
        e[Rounds..].CopyTo(e);
    }

    private static int AccessOffset(int round) => PrecompileCallRecords.HeaderWords + (PrecompileCallRecords.AccessWords * round);

    private static void Run(ReadOnlySpan<uint> call, int number, Span<uint> a, Span<uint> e)
    {
        for (var i = 0; i < Rounds; i++)
        {
            var round = (Rounds * number) + i;
            var first = e[i] + BigSigma1(e[i + 3]) + Choice(e[i + 3], e[i + 2], e[i + 1]) + K[round] + call[AccessOffset(round)];
            e[i + 4] = a[i] + first;
            a[i + 4] = first + BigSigma0(a[i + 3]) + Majority(a[i + 3], a[i + 2], a[i + 1]);
        }
    }

    private static void WriteRow(TraceTile tile, ReadOnlySpan<uint> call, int number, ReadOnlySpan<uint> a, ReadOnlySpan<uint> e)
    {
        tile.Set(Row[number], true);
        tile.Set(Time, call[0]);
        tile.Set(Schedule, call[1] % KoalaBear.Modulus);
        tile.SetWord(D, a[0]);
        tile.SetWord(H, e[0]);
        for (var i = 0; i < Memory + Rounds; i++)
        {
            tile.SetBits(A, Bits * i, Bits, a[i + 1]);
            tile.SetBits(E, Bits * i, Bits, e[i + 1]);
        }

        for (var i = 0; i < Rounds; i++)
        {
            var round = (Rounds * number) + i;
            var w = call[AccessOffset(round)];
            tile.SetWord(W, 2 * i, w);
            tile.SetWord(Gap, 2 * i, call[0] - call[AccessOffset(round) + 2] - 1);

            LimbSum sum = default;
            sum.Add(a[i]);
            sum.Add(e[i]);
            sum.Add(BigSigma1(e[i + 3]));
            sum.Add(Choice(e[i + 3], e[i + 2], e[i + 1]));
            sum.Add(K[round]);
            sum.Add(w);
            var carryLow = sum.Low >> 16;
            tile.Set(CarryE[2 * i], carryLow);
            tile.Set(CarryE[(2 * i) + 1], (sum.High + carryLow) >> 16);

            sum = default;
            sum.Add(e[i + 4]);
            sum.Add(BigSigma0(a[i + 3]));
            sum.Add(Majority(a[i + 3], a[i + 2], a[i + 1]));
            carryLow = (sum.Low - (a[i + 4] & 0xffff) - (a[i] & 0xffff)) >> 16;
            var carryHigh = (sum.High + carryLow - (a[i + 4] >> 16) - (a[i] >> 16)) >> 16;
            tile.SetBits(CarryA, 4 * i, 4, (uint)((carryLow + 1) | ((carryHigh + 1) << 2)));
        }
    }
}
