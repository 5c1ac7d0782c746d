// SPDX-License-Identifier: MIT OR Apache-2.0

using PicoEngine.Air.Machines;
using PicoEngine.Protocol.Parameters;
using PicoEngine.Verifier.Keys;
using Xunit;

namespace PicoEngine.Chips.Tests.Rows;

/// <summary>What the instruction tables cost, and that no constraint got lost: a change of these numbers is a change of every key.</summary>
public sealed class TableSizeTests
{
    private static readonly Lazy<Machine> Compiled = new(() => Machine.Compile(
        new MachineDefinition { Tables = [.. InstructionRun.InstructionTables], Buses = RiscVMachine.Definition.Buses },
        SystemParameters.Core128.ToMachineLimits()));

    [Theory]
    [InlineData("add_sub", 18, 7, 14)]
    [InlineData("add_immediate", 14, 3, 11)]
    [InlineData("bitwise", 25, 4, 17)]
    [InlineData("shift", 36, 24, 17)]
    [InlineData("set_less", 24, 12, 15)]
    [InlineData("multiply", 32, 14, 24)]
    [InlineData("divide", 39, 35, 25)]
    [InlineData("branch_equal", 16, 7, 9)]
    [InlineData("branch_less", 20, 11, 12)]
    [InlineData("constant", 10, 1, 6)]
    [InlineData("jump_register", 16, 4, 12)]
    [InlineData("load_word", 18, 3, 14)]
    [InlineData("store_word", 18, 3, 14)]
    [InlineData("load_subword", 27, 12, 16)]
    [InlineData("store_subword", 26, 11, 16)]
    public void Table_has_its_columns_constraints_and_interactions(string name, int columns, int constraints, int interactions)
    {
        var table = Compiled.Value.Tables.Single(table => table.Name == name);
        Assert.Equal((columns, constraints, interactions), (table.Columns.Width, table.Constraints.Length, table.Interactions.Length));
    }
}
