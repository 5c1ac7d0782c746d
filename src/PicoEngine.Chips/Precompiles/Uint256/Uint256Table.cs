// SPDX-License-Identifier: MIT OR Apache-2.0

using System.Numerics;
using PicoEngine.Air.Builders;
using PicoEngine.Air.Machines;
using PicoEngine.Chips.Gadgets;
using PicoEngine.Chips.Gadgets.BigIntegers;
using PicoEngine.Fields;
using PicoEngine.RiscV.Events;

namespace PicoEngine.Chips.Precompiles.Uint256;

/// <summary>
/// UINT256_MUL, UINT256_MULADD and UINT256_MULADDMOD(P, Q): x y + addend = quotient * divisor + result, with numbers of 256 bits and a quotient of up to 512. A row per call.
/// </summary>
/// <remarks>
/// <para>
/// Words at Q are read at ts, those at P read and written at ts + 1. x lies at P, y at Q, the result goes to P. What lies at Q + 32 is the modulus; in UINT256_MULADD it
/// is an addend. The third block is an addend: of UINT256_MULADD at P + 32, where the quotient takes its place, of UINT256_MULADDMOD at Q + 64; UINT256_MUL has none.
/// </para>
/// <para>
/// The divisor is the modulus where is_dividing is 1, and 2^256 where is_wide is: always in UINT256_MULADD, else only if all bytes of the modulus add up to zero. Where
/// is_dividing is 1 the result is below the modulus, which therefore is not zero; so neither flag can stand for the other. Where is_wide is 1 the result is below
/// the divisor because it has 32 bytes. Division by a positive number has one quotient and one result; the quotient is at most x y + addends &lt; 2^512.
/// </para>
/// </remarks>
internal sealed class Uint256Table : IRecordTable
{
    /// <summary>Code of UINT256_MUL (guest ABI, "Complete syscall table").</summary>
    public const uint MultiplyCode = 0x0001_011D;

    /// <summary>Code of UINT256_MULADD, a call of our own.</summary>
    public const uint MultiplyAddCode = 0x0001_0180;

    /// <summary>Code of UINT256_MULADDMOD, a call of our own.</summary>
    public const uint MultiplyAddModuloCode = 0x0001_0181;

    private const int Words = 8;
    private const int ByteCount = 4 * Words;
    private const int WordBits = 32;

    private static readonly uint[] Codes = [MultiplyCode, MultiplyAddCode, MultiplyAddModuloCode];

    private static readonly ColumnSet Set = new();
    private static readonly Column IsMultiply = Set.Main("is_mul");
    private static readonly Column IsMultiplyAdd = Set.Main("is_muladd");
    private static readonly Column IsMultiplyAddModulo = Set.Main("is_muladdmod");
    private static readonly RowFlags Calls = new(IsMultiply, IsMultiplyAdd, IsMultiplyAddModulo);
    private static readonly Column IsDividing = Set.Main("is_dividing");
    private static readonly Column IsWide = Set.Main("is_wide");
    private static readonly RowFlags Divisors = new(IsDividing, IsWide);
    private static readonly Column Time = Set.Main("ts");
    private static readonly CallPointer Target = new(Set, "a0", "p");
    private static readonly CallPointer Other = new(Set, "a1", "q");

    // Address of the third block; its words behind the call.
    private static readonly Column Third = Set.Main("third");
    private static readonly ColumnRange ThirdAfter = Set.Main("third_after", 2 * Words);

    private static readonly ByteColumns Bytes = new(Set);
    private static readonly ColumnRange X = Bytes.Add("x", ByteCount);
    private static readonly ColumnRange Y = Bytes.Add("y", ByteCount);
    private static readonly ColumnRange Second = Bytes.Add("second", ByteCount);
    private static readonly ColumnRange Addend = Bytes.Add("addend", ByteCount);
    private static readonly ColumnRange Result = Bytes.Add("result", ByteCount);
    private static readonly ColumnRange Quotient = Bytes.Add("quotient", 2 * ByteCount);
    private static readonly LessThan IsReduced = new(Set, Bytes, "reduced", ByteCount);
    private static readonly IntegerEquation Division = new(Set, "division", Equation());

    private static readonly ColumnRange XGap = Set.Main("x_gap", 2 * Words);
    private static readonly ColumnRange YGap = Set.Main("y_gap", 2 * Words);
    private static readonly ColumnRange SecondGap = Set.Main("second_gap", 2 * Words);
    private static readonly ColumnRange ThirdGap = Set.Main("third_gap", 2 * Words);

    public string Name => "uint256";

    public ColumnSet Columns => Set;

    public int LogBlockHeight => 10;

    public void Define<TExpr>(IAirBuilder<TExpr> builder)
        where TExpr : struct, IAirExpression<TExpr>
    {
        var real = Calls.Assert(builder);
        builder.AssertEqual(Divisors.Assert(builder), real);
        var time = builder[Time];
        var (p, q) = (Target.Register(builder, real), Other.Register(builder, real));
        var code = Calls.Select(builder, [(int)MultiplyCode, (int)MultiplyAddCode, (int)MultiplyAddModuloCode]);
        builder.Receive(RiscVBuses.Call, [time, code, p.Low, p.High, q.Low, q.High], real);
        for (var i = 0; i < Words; i++)
        {
            var (x, y, second) = (builder.ByteWord(X, i), builder.ByteWord(Y, i), builder.ByteWord(Second, i));
            builder.AccessCell(1, Other.Address(builder, i), y, y, time, builder.Word(YGap, i), real);
            builder.AccessCell(1, Other.Address(builder, Words + i), second, second, time, builder.Word(SecondGap, i), real);
            builder.AccessCell(1, Target.Address(builder, i), x, builder.ByteWord(Result, i), time + 1, builder.Word(XGap, i), real);
        }

        AssertThird(builder);
        AssertDivisor(builder);
        Bytes.Assert(builder, real);
        Division.Assert(builder, real);
    }

    public int CountRows(TraceSource source) => Codes.Sum(code => source.Records.Calls(code).Count);

    public void WriteRows(TraceSource source, TraceMatrix trace, int start, int end)
    {
        Span<int> cells = stackalloc int[Set.Width];
        using TraceTile tile = new(trace, start);
        var first = 0;
        foreach (var code in Codes)
        {
            var calls = source.Records.Calls(code);
            for (var row = Math.Max(start, first); row < Math.Min(end, first + calls.Count); row++, tile.Next())
            {
                cells.Clear();
                Write(cells, code, calls[row - first]);
                tile.SetRow(cells);
            }

            first += calls.Count;
        }
    }

    private static LimbExpression Equation()
    {
        var (second, quotient) = (LimbExpression.Bytes(Second), LimbExpression.Bytes(Quotient));
        var divisor = second.When(IsDividing) + LimbExpression.Constants(Divisors, 0, BigInteger.One << (8 * ByteCount));
        var value = (LimbExpression.Bytes(X) * LimbExpression.Bytes(Y)) + LimbExpression.Bytes(Addend) + second.When(IsMultiplyAdd);
        return value - (quotient * divisor) - LimbExpression.Bytes(Result);
    }

    /// <summary>The accesses to the third block; a row that has none has zeros in its place.</summary>
    private static void AssertThird<TExpr>(IAirBuilder<TExpr> builder)
        where TExpr : struct, IAirExpression<TExpr>
    {
        var (none, added, modular) = (builder[IsMultiply], builder[IsMultiplyAdd], builder[IsMultiplyAddModulo]);
        builder.AssertBoolean(added + modular); // follows, but key generation looks for it
        var third = builder[Third];
        builder.AssertEqual(third, (added * Target.Address(builder, Words)) + (modular * Other.Address(builder, 2 * Words)));
        builder.AssertZeroWhen(none, Sum(builder, Addend));
        for (var i = 0; i < Words; i++)
        {
            var (before, after, gap) = (builder.ByteWord(Addend, i), builder.Word(ThirdAfter, i), builder.Word(ThirdGap, i));
            var quotient = builder.ByteWord(Quotient, i);
            builder.AssertEqual(after.Low, before.Low + (added * (quotient.Low - before.Low)));
            builder.AssertEqual(after.High, before.High + (added * (quotient.High - before.High)));
            builder.AssertZeroWhen(none, gap.Low);
            builder.AssertZeroWhen(none, gap.High);
            builder.AccessCell(1, third + (4 * i), before, after, builder[Time] + added, gap, added + modular);
        }
    }

    private static void AssertDivisor<TExpr>(IAirBuilder<TExpr> builder)
        where TExpr : struct, IAirExpression<TExpr>
    {
        var (dividing, wide, added) = (builder[IsDividing], builder[IsWide], builder[IsMultiplyAdd]);
        builder.AssertZeroWhen(added, dividing);
        builder.AssertZero(wide * (1 - added) * Sum(builder, Second));
        var differences = new TExpr[LessThan.GroupCount(ByteCount)];
        for (var i = 0; i < differences.Length; i++)
        {
            differences[i] = LessThan.Group(builder, Second, i) - LessThan.Group(builder, Result, i);
        }

        IsReduced.Assert(builder, differences, dividing);
    }

    /// <summary>Zero only if all bytes are: 32 of them do not reach p.</summary>
    private static TExpr Sum<TExpr>(IAirBuilder<TExpr> builder, ColumnRange bytes)
        where TExpr : struct, IAirExpression<TExpr>
    {
        var sum = builder[bytes[0]];
        for (var i = 1; i < bytes.Length; i++)
        {
            sum += builder[bytes[i]];
        }

        return sum;
    }

    private static void Write(Span<int> cells, uint code, ReadOnlySpan<uint> call)
    {
        cells[(code == MultiplyCode ? IsMultiply : code == MultiplyAddCode ? IsMultiplyAdd : IsMultiplyAddModulo).Index] = 1;
        cells[Time.Index] = (int)call[0];
        Target.Write(cells, call[1]);
        Other.Write(cells, call[2]);

        // Accesses in their order: y, second, addend of MULADDMOD; x, addend of MULADD.
        var target = code == MultiplyAddModuloCode ? 3 * Words : 2 * Words;
        WriteBlock(cells, call, 0, 1, Y, YGap);
        WriteBlock(cells, call, Words, 1, Second, SecondGap);
        WriteBlock(cells, call, target, 0, X, XGap);
        WriteWords(cells, call, target, 1, Result);
        if (code != MultiplyCode)
        {
            var isAdd = code == MultiplyAddCode;
            var third = isAdd ? target + Words : 2 * Words;
            WriteBlock(cells, call, third, isAdd ? 0u : 1u, Addend, ThirdGap);
            cells[Third.Index] = (int)((isAdd ? call[1] + (ulong)ByteCount : call[2] + (2ul * ByteCount)) % KoalaBear.Modulus);
            for (var i = 0; i < Words; i++)
            {
                WriteLimbs(cells, ThirdAfter, i, call[Access(third + i) + 1]);
            }
        }

        WriteDivision(cells, code == MultiplyAddCode);
    }

    private static void WriteDivision(Span<int> cells, bool isAdd)
    {
        var second = Number(cells, Second);
        var value = (Number(cells, X) * Number(cells, Y)) + Number(cells, Addend) + (isAdd ? second : 0);
        var isWide = isAdd || second.IsZero;
        cells[(isWide ? IsWide : IsDividing).Index] = 1;
        ByteNumber.Write(isWide ? value >> (Words * WordBits) : value / second, cells.Slice(Quotient[0].Index, Quotient.Length));
        if (!isWide)
        {
            Span<int> differences = stackalloc int[LessThan.GroupCount(ByteCount)];
            for (var i = 0; i < differences.Length; i++)
            {
                differences[i] = LessThan.Group(cells.Slice(Second[0].Index, ByteCount), i) - LessThan.Group(cells.Slice(Result[0].Index, ByteCount), i);
            }

            IsReduced.Write(cells, differences);
        }

        Division.Write(cells);
    }

    private static BigInteger Number(ReadOnlySpan<int> cells, ColumnRange bytes) => ByteNumber.Read(cells.Slice(bytes[0].Index, bytes.Length));

    private static int Access(int index) => PrecompileCallRecords.HeaderWords + (PrecompileCallRecords.AccessWords * index);

    /// <summary>Eight accessed words and their gaps.</summary>
    private static void WriteBlock(Span<int> cells, ReadOnlySpan<uint> call, int access, uint early, ColumnRange bytes, ColumnRange gaps)
    {
        WriteWords(cells, call, access, 0, bytes);
        for (var i = 0; i < Words; i++)
        {
            // The time of the access is the call's, plus 1 where the access is not early; the gap is one less.
            WriteLimbs(cells, gaps, i, call[0] - call[Access(access + i) + 2] - early);
        }
    }

    private static void WriteWords(Span<int> cells, ReadOnlySpan<uint> call, int access, int offset, ColumnRange bytes)
    {
        for (var i = 0; i < Words; i++)
        {
            ByteNumber.Write([call[Access(access + i) + offset]], cells.Slice(bytes[4 * i].Index, 4));
        }
    }

    private static void WriteLimbs(Span<int> cells, ColumnRange limbs, int index, uint word)
    {
        var cell = limbs[2 * index].Index;
        (cells[cell], cells[cell + 1]) = ((int)(word & 0xffff), (int)(word >> 16));
    }
}
