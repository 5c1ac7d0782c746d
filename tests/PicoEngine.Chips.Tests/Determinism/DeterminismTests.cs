// SPDX-License-Identifier: MIT OR Apache-2.0

using PicoEngine.Air.Machines;
using PicoEngine.Chips.Program;
using PicoEngine.Chips.Tests.Rows;
using PicoEngine.Fields;
using PicoEngine.Protocol.Parameters;
using PicoEngine.Verifier.Keys;
using Xunit;

namespace PicoEngine.Chips.Tests.Determinism;

/// <summary>Solvers prove from the compiled constraints that rows of instructions put nothing on the buses but what follows from what they take. README.md says what this assumes.</summary>
public sealed class DeterminismTests(ITestOutputHelper output)
{
    private const string NoSolver = "neither z3 nor cvc5 is installed";

    private static readonly Machine Machine = Machine.Compile(RiscVMachine.Definition, SystemParameters.Core128.ToMachineLimits());

    // Columns that are known together and not one by one, in an order in which they become known.
    private static readonly Dictionary<string, ProofStep[]> Steps = new()
    {
        ["shift"] = [new(["n", "u", "k"], []), new(["m[0]", "m[1]", "carry"], []), new(["m[2]", "m[3]", "m[4]"], [])],
        ["multiply"] =
        [
            new(["b[0]", "b[1]"], []), new(["c[0]", "c[1]"], []), new(["b[2]", "b[3]", "s_b"], []), new(["c[2]", "c[3]", "s_c"], []),
            new(["low[0]", "carry[0]"], []), new(["low[1]", "carry[1]"], []), new(["a[0]", "carry[2]"], []), new(["a[1]", "borrow"], []),
        ],
        ["branch_equal"] = [new(["next_pc"], ["differs", "inverse_norm"], Everything: true)],
        ["load_word"] = [new(["address_wraps", "address_quarter"], [])],
        ["store_word"] = [new(["address_wraps", "address_quarter"], [])],
        ["load_subword"] = [new(["offset", "address_wraps", "address_quarter"], []), new(["half"], [])],
        ["store_subword"] = [new(["offset", "address_wraps", "address_quarter"], []), new(["half_prev"], [])],
    };

    public static TheoryData<string> Tables => [.. InstructionRun.InstructionTables.Select(table => table.Name)];

    [Theory]
    [MemberData(nameof(Tables))]
    public void Rows_that_take_the_same_give_the_same(string name)
    {
        Assert.SkipUnless(SmtSolver.IsAvailable, NoSolver);
        var table = Machine.Tables.Single(table => table.Name == name);
        var rows = SelectorCases.RealRows(InstructionRun.Table(name));
        SelectorCases cases = new(table, rows);
        Assert.True(cases.AreComplete(), "selectors");
        foreach (var (kind, values) in cases.Values)
        {
            var watch = System.Diagnostics.Stopwatch.StartNew();
            var (isComplete, report) = Prove(table, values);
            output.WriteLine($"{name} {kind}: {report}, {watch.Elapsed.TotalSeconds:F1} s");
            Assert.True(isComplete, $"{kind}: {report}");
            Assert.True(new DeterminismProof(table, values).KeepsLimbs(), $"{kind}: limbs");

            // What the proof takes for granted is true of real rows, so it is no contradiction that proves all.
            var real = rows.Where(row => values.All(value => row[value.Key] == value.Value)).ToArray();
            Assert.All((int[])[0, real.Length / 2, real.Length - 1], i => Assert.True(new DeterminismProof(table, values).Admits(real[i]), $"{kind}: row {i}"));
        }
    }

    [Theory]
    [InlineData("shift", InstructionKind.ShiftLeft, "range16", 0)] // the amount is that of the register modulo 32
    [InlineData("shift", InstructionKind.ShiftRight, "byte", 1)] // m2 and m3 are bytes
    [InlineData("shift", InstructionKind.ShiftRightArithmetic, "range16", 1)] // the sign is the top bit
    [InlineData("multiply", InstructionKind.Multiply, "byte", 0)] // b0 and b1 are bytes
    [InlineData("multiply", InstructionKind.MultiplyHigh, "byte", 3)] // the sign of b
    [InlineData("multiply", InstructionKind.MultiplyHighUnsigned, "range14", 0)] // the first carry
    [InlineData("multiply", InstructionKind.MultiplyHighUnsigned, "range14", 2)] // the third carry
    [InlineData("divide", InstructionKind.Divide, "range16", 0)] // the sign of b
    [InlineData("divide", InstructionKind.DivideUnsigned, "range16", 5)] // the remainder is below the divisor
    [InlineData("divide", InstructionKind.RemainderUnsigned, "range14", 0)] // the carry
    public void Rows_without_a_lookup_may_differ(string name, InstructionKind kind, string bus, int number)
    {
        Assert.SkipUnless(SmtSolver.IsAvailable, NoSolver);
        var table = Machine.Tables.Single(table => table.Name == name);
        var values = new SelectorCases(table, SelectorCases.RealRows(InstructionRun.Table(name))).Values[kind];
        var lookup = Enumerable.Range(0, table.Interactions.Length).Where(i => table.Interactions[i].Bus.Name == bus).ElementAt(number);
        var (isComplete, report) = Prove(table, values, lookup);
        Assert.False(isComplete, report);
    }

    private static (bool IsComplete, string Report) Prove(TableDefinition table, Dictionary<int, KoalaBear> values, params int[] without)
    {
        HashSet<int> skipped = [.. without];
        if (table.Name == "divide")
        {
            return ProveDivision(table, values, skipped);
        }

        DeterminismProof proof = new(table, values, without: skipped, seconds: skipped.Count > 0 ? 1 : 5);
        proof.Run(Steps.GetValueOrDefault(table.Name, []));
        return (proof.IsComplete, $"{proof.Queries} queries, not known: {Names(table, proof.Unknown)}");
    }

    private static (bool IsComplete, string Report) ProveDivision(TableDefinition table, Dictionary<int, KoalaBear> values, HashSet<int> without)
    {
        int[] Of(string name) => [.. Enumerable.Range(0, table.Columns.Width).Where(column => table.Columns.Names[column].Split('[')[0] == name)];
        DeterminismProof signs = new(table, values, without: without);
        signs.RunSteps(new ProofStep(["s_b"], []), new(["s_c"], []), new(["abs_c"], []), new(["is_zero"], ["r", "d"], Everything: true));
        if (!signs.Known.Contains(Of("is_zero")[0]))
        {
            return (false, "is_zero is not known");
        }

        List<string> reports = [];
        var isComplete = true;
        foreach (var isZero in (KoalaBear[])[KoalaBear.Zero, KoalaBear.One])
        {
            DeterminismProof proof = new(table, new Dictionary<int, KoalaBear>(values) { [Of("is_zero")[0]] = isZero }, signs.Known, without, without.Count > 0 ? 1 : 5);
            if (!isComplete)
            {
                break;
            }

            if (isZero.IsZero && DivisionArgument.Holds(proof, Of("b"), Of("s_b")[0], Of("q"), Of("abs_c"), Of("r")))
            {
                proof.Add([.. Of("q"), .. Of("r")]);
            }

            proof.Run();
            isComplete &= proof.IsComplete;
            reports.Add($"is_zero = {isZero}: {signs.Queries + proof.Queries} queries, not known: {Names(table, proof.Unknown)}");
        }

        return (isComplete, string.Join("; ", reports));
    }

    private static string Names(TableDefinition table, IEnumerable<int> columns) =>
        string.Join(' ', columns.Select(column => table.Columns.Names[column]).DefaultIfEmpty("none"));
}
