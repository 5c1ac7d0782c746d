// SPDX-License-Identifier: MIT OR Apache-2.0

using PicoEngine.Air.Machines;
using PicoEngine.Protocol.Parameters;
using PicoEngine.Verifier.Keys;
using Xunit;

namespace PicoEngine.Chips.Tests;

public sealed class RiscVMachineTests(ITestOutputHelper output)
{
    [Fact]
    public void Definition_keeps_every_rule_of_key_generation()
    {
        var machine = Machine.Compile(RiscVMachine.Definition, SystemParameters.Core128.ToMachineLimits());
        foreach (var table in machine.Tables)
        {
            output.WriteLine($"{table.Name,-20} {table.Columns.Width,3} columns {table.Constraints.Length,3} constraints {table.Interactions.Length,3} interactions");
        }

        Assert.Equal(machine.Tables.Length, machine.Tables.Select(table => table.Name).Distinct().Count());
    }
}
