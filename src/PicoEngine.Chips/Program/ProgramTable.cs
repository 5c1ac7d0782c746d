// SPDX-License-Identifier: MIT OR Apache-2.0

using PicoEngine.Air.Builders;
using PicoEngine.Air.Machines;
using PicoEngine.Air.Symbolic;
using PicoEngine.Chips.Gadgets;
using PicoEngine.Chips.Ranges;
using PicoEngine.Fields;

namespace PicoEngine.Chips.Program;

/// <summary>The program: row i is the instruction at text base + 4 i. The row of an instruction that must not be executed is zero, like padding.</summary>
internal sealed class ProgramTable : ILookupTable
{
    /// <summary>Name of the table among the preprocessed ones.</summary>
    public const string TableName = "program";

    private static readonly ColumnSet Set = new();
    private static readonly Column IsRow = Set.Preprocessed("is_row");
    private static readonly Column Pc = Set.Preprocessed("pc");
    private static readonly Column Kind = Set.Preprocessed("kind");
    private static readonly Column A = Set.Preprocessed("a");
    private static readonly Column B = Set.Preprocessed("b");
    private static readonly Column C = Set.Preprocessed("c");
    private static readonly Column X = Set.Preprocessed("x");
    private static readonly Column Y = Set.Preprocessed("y");
    private static readonly Column Multiplicity = Set.Main("mult");

    public string Name => TableName;

    public ColumnSet Columns => Set;

    public int LogBlockHeight => 13;

    public void Define<TExpr>(IAirBuilder<TExpr> builder)
        where TExpr : struct, IAirExpression<TExpr>
    {
        var multiplicity = builder[Multiplicity];
        builder.AssertZero(multiplicity - (multiplicity * builder[IsRow]));
        builder.Receive(RiscVBuses.Program, [builder[Pc], builder[Kind], builder[A], builder[B], builder[C], builder[X], builder[Y]], multiplicity);
    }

    public IEnumerable<LookupRow> LookupRows(ProgramRows program)
    {
        var quarter = Polynomial.Constant(KoalaBear.FromCanonical(4).Inverse());
        return [new(RiscVBuses.Program, quarter * (Polynomial.Variable(0) - Polynomial.Constant(KoalaBear.FromCanonical(program.Image.TextBase))))];
    }

    /// <summary>The preprocessed columns of a program.</summary>
    /// <param name="program">Its rows.</param>
    /// <param name="height">Rows with padding.</param>
    public static TraceMatrix Preprocess(ProgramRows program, int height)
    {
        TraceMatrix trace = new(Set.GroupWidth(ColumnGroup.Preprocessed), height);
        for (var row = 0; row < program.Rows.Length; row++)
        {
            var instruction = program.Rows[row];
            if (instruction.Kind == InstructionKind.None)
            {
                continue;
            }

            trace.Set(IsRow, row, 1);
            trace.Set(Pc, row, instruction.Pc);
            trace.Set(Kind, row, (uint)instruction.Kind);
            trace.Set(A, row, instruction.A);
            trace.Set(B, row, instruction.B);
            trace.Set(C, row, instruction.C);
            trace.Set(X, row, instruction.XElement);
            trace.Set(Y, row, instruction.Y);
        }

        return trace;
    }
}
