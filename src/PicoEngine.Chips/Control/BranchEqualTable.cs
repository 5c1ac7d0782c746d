// SPDX-License-Identifier: MIT OR Apache-2.0

using PicoEngine.Air.Builders;
using PicoEngine.Air.Machines;
using PicoEngine.Chips.Gadgets;
using PicoEngine.Chips.Program;
using PicoEngine.Fields;
using PicoEngine.RiscV.Events;

namespace PicoEngine.Chips.Control;

/// <summary>BEQ and BNE.</summary>
/// <remarks>
/// Two words are equal if both limb differences x and y are zero. 3 generates the multiplicative group, so it is no square, and x^2 - 3 y^2 is zero only if x
/// and y are: one inverse witnesses that the words differ. (x + 2^16 y would not do: it is zero for words that are p or 2p apart.)
/// </remarks>
internal sealed class BranchEqualTable : IRecordTable
{
    // Rows whose inverses are computed at once: one inversion costs as much as some 40 products.
    private const int RowsPerInversion = 128;

    private static readonly ColumnSet Set = new();
    private static readonly Column IsEqual = Set.Main("is_beq");
    private static readonly Column IsNotEqual = Set.Main("is_bne");
    private static readonly Column Pc = Set.Main("pc");
    private static readonly Column Time = Set.Main("ts");
    private static readonly Column Rs1 = Set.Main("rs1");
    private static readonly Column Rs2 = Set.Main("rs2");
    private static readonly Column Target = Set.Main("target");
    private static readonly ColumnRange B = Set.Main("b", 2);
    private static readonly ColumnRange C = Set.Main("c", 2);
    private static readonly Column Differs = Set.Main("differs");
    private static readonly Column InverseNorm = Set.Main("inverse_norm");
    private static readonly Column NextPc = Set.Main("next_pc");
    private static readonly Column GapB = Set.Main("gap_b");
    private static readonly Column GapC = Set.Main("gap_c");

    public string Name => "branch_equal";

    public ColumnSet Columns => Set;

    public int LogBlockHeight => 16;

    public void Define<TExpr>(IAirBuilder<TExpr> builder)
        where TExpr : struct, IAirExpression<TExpr>
    {
        var (isEqual, isNotEqual, pc, time) = (builder[IsEqual], builder[IsNotEqual], builder[Pc], builder[Time]);
        var (b, c, differs) = (builder.Word(B), builder.Word(C), builder[Differs]);
        var real = isEqual + isNotEqual;
        builder.AssertBoolean(isEqual);
        builder.AssertBoolean(isNotEqual);
        builder.AssertBoolean(real);

        // differs is 0 or 1 by these: the last makes it 0 for equal words, the first two make it 1 for others.
        var (x, y) = (b.Low - c.Low, b.High - c.High);
        builder.AssertZero((1 - differs) * x);
        builder.AssertZero((1 - differs) * y);
        builder.AssertEqual(differs, ((x * x) - (3 * y * y)) * builder[InverseNorm]);

        var taken = (isEqual * (1 - differs)) + (isNotEqual * differs);
        builder.AssertEqual(builder[NextPc], pc + (4 * real) + (taken * (builder[Target] - pc - 4)));

        builder.Step(pc, time, builder[NextPc], 0, real);
        var kind = ((int)InstructionKind.BranchEqual * isEqual) + ((int)InstructionKind.BranchNotEqual * isNotEqual);
        builder.Fetch(pc, kind, 0, builder[Rs1], builder[Rs2], builder[Target], 0, real);
        builder.ReadRegister(builder[Rs2], c, time + InstructionGadgets.SlotC, builder[GapC], real);
        builder.ReadRegister(builder[Rs1], b, time + InstructionGadgets.SlotB, builder[GapB], real);
    }

    public int CountRows(TraceSource source) => source.Records.Instructions(InstructionTable.BranchEqual).Length;

    public void WriteRows(TraceSource source, TraceMatrix trace, int start, int end)
    {
        var records = source.Records.Instructions(InstructionTable.BranchEqual);
        WriteCells(source.Program, records, trace, start, end);
        WriteInverses(records[start..end], trace.Column(InverseNorm.Index)[start..end]);
    }

    private static void WriteCells(ProgramRows program, ReadOnlySpan<InstructionRecord> records, TraceMatrix trace, int start, int end)
    {
        using TraceTile tile = new(trace, start);
        for (var row = start; row < end; row++, tile.Next())
        {
            ref readonly var record = ref records[row];
            ref readonly var instruction = ref program[record.Index];
            var isEqual = instruction.Kind == InstructionKind.BranchEqual;
            var differs = record.B != record.C;
            tile.Set(isEqual ? IsEqual : IsNotEqual, true);
            tile.Set(Pc, instruction.Pc);
            tile.Set(Time, record.Timestamp);
            tile.Set(Rs1, instruction.B);
            tile.Set(Rs2, instruction.C);
            tile.Set(Target, (long)instruction.X);
            tile.SetWord(B, record.B);
            tile.SetWord(C, record.C);
            tile.Set(Differs, differs);
            tile.Set(NextPc, isEqual == differs ? (long)instruction.Pc + 4 : instruction.X);
            tile.Set(GapB, record.GapB);
            tile.Set(GapC, record.GapC);
        }
    }

    // The inverse of 1 stands in for that of 0 and is not written: the column keeps its zero there.
    private static void WriteInverses(ReadOnlySpan<InstructionRecord> records, Span<KoalaBear> column)
    {
        Span<KoalaBear> norms = stackalloc KoalaBear[RowsPerInversion];
        Span<KoalaBear> inverses = stackalloc KoalaBear[RowsPerInversion];
        for (var first = 0; first < records.Length; first += RowsPerInversion)
        {
            var count = Math.Min(RowsPerInversion, records.Length - first);
            for (var i = 0; i < count; i++)
            {
                ref readonly var record = ref records[first + i];
                norms[i] = record.B == record.C ? KoalaBear.One : Norm(record.B, record.C);
            }

            BatchInversion.Invert(norms[..count], inverses[..count]);
            for (var i = 0; i < count; i++)
            {
                ref readonly var record = ref records[first + i];
                if (record.B != record.C)
                {
                    column[first + i] = inverses[i];
                }
            }
        }
    }

    // Below 2^34 in size before the reduction.
    private static KoalaBear Norm(uint b, uint c)
    {
        var x = (long)(b & 0xffff) - (c & 0xffff);
        var y = (long)(b >> 16) - (c >> 16);
        return KoalaBear.Reduce((x * x) - (3 * y * y));
    }
}
