// SPDX-License-Identifier: MIT OR Apache-2.0

using PicoEngine.Air.Interactions;
using PicoEngine.Air.Machines;
using PicoEngine.Chips.Ranges;
using PicoEngine.Chips.Traces;
using PicoEngine.Fields;
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

    [Fact]
    public void Chip_sets_grow_from_the_tables_of_instructions_to_all_tables()
    {
        var sets = ChipSets();
        Assert.Equal(4, sets.Length);
        Assert.Empty(CallCodes.Of(sets[0]));

        // SHA_EXTEND, SHA_COMPRESS.
        Assert.Equal([0x0001_0106u, 0x0030_0105u], CallCodes.Of(sets[1]).Order());
        Assert.Equal(RiscVMachine.Definition.Tables.Select(table => table.Name), sets[^1].Tables.Select(table => table.Name));
        foreach (var (smaller, larger) in sets.Zip(sets.Skip(1)))
        {
            Assert.ProperSubset(larger.Tables.Select(table => table.Name).ToHashSet(), smaller.Tables.Select(table => table.Name).ToHashSet());
        }

        // A set has the same widths and blocks as the others.
        Assert.All(
            RiscVMachine.Definition.Shapes.GroupBy(shape => (shape.BoundaryWidth, shape.MainWidth, shape.Blocks)), shapes => Assert.Equal(sets.Length, shapes.Count()));
    }

    [Fact]
    public void Chip_sets_have_a_receiver_for_what_they_send_and_a_sender_for_what_they_take()
    {
        foreach (var set in ChipSets())
        {
            foreach (var bus in set.Buses)
            {
                uint[] multiplicities = [.. set.PublicInteractions.Concat(set.Tables.SelectMany(table => table.Interactions)).Where(end => end.Bus == bus)
                    .SelectMany(end => end.Multiplicity.Terms).Select(term => term.Coefficient.ToCanonical())];

                // A receive is negative.
                var sends = multiplicities.Any(multiplicity => multiplicity < KoalaBear.Modulus / 2);
                var receives = multiplicities.Any(multiplicity => multiplicity > KoalaBear.Modulus / 2);

                // ECALLs go to tables that a set may lack, and lookup tables are there for the sake of the commitment.
                Assert.True(bus == RiscVBuses.Call || sends || IsLookup(set, bus) || !receives, $"{set.Tables.Length} tables: nobody sends on {bus.Name}");
                Assert.True(bus == RiscVBuses.Call || receives || !sends, $"{set.Tables.Length} tables: nobody receives on {bus.Name}");
            }
        }
    }

    private static bool IsLookup(Machine machine, Bus bus) =>
        machine.Tables.Where(table => table.Source is ILookupTable).SelectMany(table => table.Interactions).Any(interaction => interaction.Bus == bus);

    private static Machine[] ChipSets()
    {
        var machine = Machine.Compile(RiscVMachine.Definition, SystemParameters.Core128.ToMachineLimits());
        return [.. machine.Shapes.DistinctBy(shape => shape.Tables.Length).Select(shape => machine.InShape(shape, machine.PreprocessedWidths[0]))];
    }
}
