// SPDX-License-Identifier: MIT OR Apache-2.0

using PicoEngine.Air.Builders;
using PicoEngine.Air.Machines;
using PicoEngine.Protocol.Parameters;
using PicoEngine.Verifier.Keys;
using Xunit;

namespace PicoEngine.Chips.Tests.Rows;

/// <summary>
/// Is every rule needed, and would the forgeries of <see cref="ForgedRowTests"/> find a table that lacks one? Each constraint and lookup is taken away in turn;
/// then some changed and repaired row must be accepted that should not be.
/// </summary>
public sealed class DeletedRuleTests(ITestOutputHelper output)
{
    // Rules that no search from right rows misses, and why they stand.
    private static readonly (string Table, string Rule, string Reason)[] Explained =
    [
        ("bitwise", "constraint 3", "it keeps other instructions out: BitwiseTableTests"),
        ("set_less", "constraint 3", "it keeps immediate forms out of register forms: SetLessTableTests"),
        ("shift", "constraint 3", "a direction is one of two: ShiftTableTests"),
        ("shift", "constraint 5", "an arithmetic shift is one to the right: ShiftTableTests"),
        ("shift", "constraint 6", "padding would look up a range; it says nothing with it"),
        ("shift", "constraint 13", "one place at a time: ShiftTableTests"),
        ("shift", "constraint 17", "the program has no amount for register forms, so it follows; it stands for the reader"),
        ("load_subword", "constraint 3", "128 * signed is a byte and the kind is the program's, so it follows; it stands for the reader"),
    ];

    public static TheoryData<string> TableNames =>
    [
        "add_sub", "add_immediate", "bitwise", "set_less", "branch_equal", "branch_less", "constant", "jump_register", "load_word", "store_word", "load_subword",
        "store_subword", "shift", "multiply",
    ];

    [Theory]
    [MemberData(nameof(TableNames))]
    public void Table_without_a_rule_accepts_a_forged_row(string name)
    {
        var table = InstructionRun.Table(name);
        var rules = WeakenedTable.Rules(table);
        List<string> survivors = [];
        for (var rule = 0; rule < rules.Count; rule++)
        {
            if (Explained.Any(entry => entry.Table == name && entry.Rule == rules[rule]))
            {
                continue;
            }

            WeakenedTable weakened = new(table, rule);
            if (!IsRefused(weakened) && !IsForged(table, weakened))
            {
                survivors.Add(rules[rule]);
            }
        }

        output.WriteLine($"{rules.Count} rules");
        Assert.Empty(survivors);
    }

    /// <summary>Shallow searches from many rows first, then deeper ones from fewer.</summary>
    private static bool IsForged(IRecordTable table, WeakenedTable weakened) => IsForged(table, weakened, 1, 8) || IsForged(table, weakened, 2, 8) || IsForged(table, weakened, 3, 2);

    private static bool IsForged(IRecordTable table, WeakenedTable weakened, int depth, int rowsPerProgram)
    {
        Random random = new(17);
        foreach (var program in InstructionPrograms.Names)
        {
            var run = InstructionPrograms.Run(program);
            RowJudge judge = new(weakened, run.Source.Program);
            RepairSearch search = new(judge, run.Source.Program);
            var rows = run.Rows(table);
            for (var sample = 0; sample < Math.Min(rowsPerProgram, rows.Count); sample++)
            {
                var cells = rows[random.Next(rows.Count)];
                var other = rows[random.Next(rows.Count)];
                foreach (var move in CellMenu.Moves(table.Columns.Names, cells, other, random))
                {
                    var forged = false;
                    search.Run(cells, move, depth, (accepted, verdict) => forged |= verdict == RowVerdict.Forged
                        || (verdict == RowVerdict.Free && !ForgedRowTests.IsWaived(table.Name, table.Columns.Names, accepted, cells)));
                    if (forged)
                    {
                        return true;
                    }
                }
            }
        }

        return false;
    }

    /// <summary>Key generation demands that multiplicities are selectors, so it refuses a table without the rules that make them so.</summary>
    private static bool IsRefused(IAirTable table)
    {
        MachineDefinition machine = new() { Tables = [table], Buses = RiscVMachine.Definition.Buses };
        try
        {
            Machine.Compile(machine, SystemParameters.Core128.ToMachineLimits());
            return false;
        }
        catch (MachineDefinitionException exception)
        {
            return exception.Fault == MachineFault.MultiplicityNotBoolean;
        }
    }
}
