// SPDX-License-Identifier: MIT OR Apache-2.0

using System.Collections.Immutable;
using PicoEngine.Air.Builders;
using PicoEngine.Air.Layout;
using PicoEngine.Air.Machines;
using PicoEngine.Air.Tests.Toy;
using PicoEngine.Primitives.Symmetric;
using PicoEngine.Protocol.Tests.Parameters;
using PicoEngine.Verifier.Keys;
using Xunit;

namespace PicoEngine.Air.Tests.Machines;

/// <summary>Shapes of a machine: what they may leave out, and what of them the key's digest sees.</summary>
public sealed class ShapeRulesTests
{
    private static readonly ImmutableArray<string> All = [.. ToyMachine.TableNames];

    private static MachineDefinition Definition => ToyRunMachine.Definition;

    public static TheoryData<MachineFault, ShapeClass[]> WrongShapes { get; } = new()
    {
        { MachineFault.ShapeTables, [new(8, 22, BlockClass.Large, [.. All.Remove("boundary")])] },
        { MachineFault.ShapeTables, [new(8, 22, BlockClass.Large, [.. All.Remove("rom")])] },
        { MachineFault.ShapeTables, [new(8, 22, BlockClass.Large, [.. All.Reverse()])] },
        { MachineFault.ShapeTables, [new(8, 22, BlockClass.Large, [.. All, "cpu"])] },
        { MachineFault.ShapeTables, [new(8, 22, BlockClass.Large, [.. All, "unknown"])] },
        { MachineFault.ShapeTables, [new(8, 22, BlockClass.Large, [])] },
        { MachineFault.ShapeWidth, [new(0, 22)] },
        { MachineFault.ShapeWidth, [new(8, 0)] },
        { MachineFault.ShapeWidth, [new(8, 23)] },
        { MachineFault.ShapeWidth, [new(int.MaxValue, int.MaxValue)] },
        { MachineFault.ShapeList, [new(8, 22), new(2, 2), new(8, 22)] },
        { MachineFault.ShapeList, [new(8, 22), new(8, 22, BlockClass.Large, All)] },
        { MachineFault.BlockHeight, [new(8, 22, (BlockClass)2)] },
    };

    [Theory]
    [MemberData(nameof(WrongShapes))]
    public void Compile_refuses_shapes_that_break_a_rule(MachineFault fault, ShapeClass[] shapes) =>
        Assert.Equal(fault, Fault(Definition with { Shapes = [.. shapes] }));

    [Fact]
    public void Compile_refuses_too_many_shapes_and_disordered_widths()
    {
        var many = Enumerable.Range(0, Machine.MaximumShapes + 1).Select(i => new ShapeClass(1 + (i % 8), 1 + (i / 8 % 22), (BlockClass)(i / 176)));
        Assert.Equal(MachineFault.ShapeList, Fault(Definition with { Shapes = [.. many] }));
        foreach (var widths in new int[][] { [0, 1], [2, 1], [1, 1], [-1] })
        {
            Assert.Equal(MachineFault.PreprocessedWidthList, Fault(Definition with { PreprocessedWidths = [.. widths] }));
        }
    }

    [Fact]
    public void Compile_refuses_runs_without_their_roles()
    {
        Assert.Equal(MachineFault.RunRoles, Fault(ToyMachine.Definition with { RunRoles = new("image") }));
        Assert.Equal(MachineFault.RunRoles, Fault(Definition with { RunRoles = new("boundary") }));
        Assert.Equal(MachineFault.RunRoles, Fault(Definition with { RunRoles = new("unknown") }));
        Assert.Equal(MachineFault.RunRoles, Fault(Definition with { ChainPublicValues = [RunPublicValues.Shard, RunPublicValues.PcIn] }));
        var program = ToyProgram.Default.Preprocess();
        var segments = ToyProgram.SegmentRows.Length;
        foreach (var statement in new int[][] { [1, segments], [0, segments, 260], [1, segments, 260, 0] })
        {
            var words = statement.Select(ToyProgram.Word).ToImmutableArray();
            Assert.Equal(MachineFault.RunRoles, Assert.Throws<MachineDefinitionException>(
                () => Family(Definition).WithProgram(program with { Statement = words })).Fault);
        }
    }

    [Theory]
    [InlineData("")]
    [InlineData("two words")]
    [InlineData("naïve")]
    [InlineData("an-id-of-more-than-32-characters-1")]
    public void Compile_refuses_ids_that_files_cannot_hold(string id) => Assert.Equal(MachineFault.MachineId, Fault(Definition with { Id = id }));

    [Fact]
    public void InShape_keeps_preprocessed_tables_and_makes_other_blocks_small()
    {
        var machine = Family(Definition).Machine;
        var small = machine.InShape(Definition.Shapes[ToyRunMachine.Small], 2);
        Assert.Equal([4, 4, 6, 4, 4, 4, 4, 4], small.Tables.Select(table => table.LogBlockHeight));
        Assert.Equal([2, 2, 5], small.Limits.StackedWidths);
        var idle = machine.InShape(Definition.Shapes[ToyRunMachine.Idle], 2);
        Assert.Equal(["range", "rom", "boundary", "image", "memory", "segment"], idle.Tables.Select(table => table.Name));
        Assert.Equal(Enumerable.Range(0, 6), idle.Tables.Select(table => table.Index));
        Assert.All(idle.LeafGroups, leaf => Assert.InRange(leaf.Table, 0, 5));

        // The preprocessed group is the same cells at the same places in all of them.
        var program = ToyProgram.Default.Preprocess();
        var stacks = new[] { machine.InShape(Definition.Shapes[0], 2), small, idle }
            .Select(shape => TraceStacker.Stack(shape.WithProgram(program), ColumnGroup.Preprocessed, [])).ToArray();
        Assert.Equal(stacks[0], stacks[1]);
        Assert.Equal(stacks[0], stacks[2]);
    }

    [Fact]
    public void WithProgram_takes_the_smallest_width_that_holds_the_program()
    {
        // The toy's 512 preprocessed cells are two columns of 256.
        foreach (var (widths, expected) in new (int[], int)[] { ([1, 2], 2), ([2], 2), ([1, 3], 3), ([1, 2, 4], 2) })
        {
            var definition = Definition with { PreprocessedWidths = [.. widths], Shapes = [new ShapeClass(2, 5)] };
            Assert.Equal(expected, Family(definition).WithProgram(ToyProgram.Default.Preprocess()).Machine.Limits.StackedWidths[0]);
        }

        Assert.Equal(MachineFault.PreprocessedCapacity, Assert.Throws<MachineDefinitionException>(
            () => Family(Definition with { PreprocessedWidths = [1] }).WithProgram(ToyProgram.Default.Preprocess())).Fault);
    }

    [Fact]
    public void Create_refuses_heights_that_no_key_has()
    {
        var machine = Family(Definition).Machine.InShape(Definition.Shapes[0], 2);
        var statement = ToyProgram.Default.Preprocess().Statement;
        KeyedMachine.Create(machine, [4, 1, 1, 1], statement.AsSpan());
        foreach (var heights in new int[][] { [4, 1, 1], [4, 1, 1, 1, 1], [0, 1, 1, 1], [4, -1, 1, 1], [5, 1, 1, 1], [int.MaxValue, 1, 1, 1], [4, 1, 1, 17] })
        {
            Assert.Equal(MachineFault.PreprocessedHeight, Assert.Throws<MachineDefinitionException>(
                () => KeyedMachine.Create(machine, heights, statement.AsSpan())).Fault);
        }

        Assert.Equal(MachineFault.PreprocessedCapacity, Assert.Throws<MachineDefinitionException>(
            () => KeyedMachine.Create(machine, [4, 1, 2, 1], statement.AsSpan())).Fault);
        Assert.Null(KeyedMachine.Create(machine, [4, 1, 1, 1], statement.AsSpan()).PreprocessedTrace(5));
    }

    [Fact]
    public void Digest_of_a_family_sees_everything_that_is_not_a_name()
    {
        MachineDefinition[] others =
        [
            Definition,
            Definition with { Shapes = [.. Definition.Shapes.Reverse()] },
            Definition with { Shapes = Definition.Shapes[..2] },
            Definition with { Shapes = Definition.Shapes.SetItem(1, Definition.Shapes[1] with { Blocks = BlockClass.Large }) },
            Definition with { Shapes = Definition.Shapes.SetItem(1, Definition.Shapes[1] with { MainWidth = 6 }) },
            Definition with { Shapes = Definition.Shapes.SetItem(1, Definition.Shapes[1] with { BoundaryWidth = 3 }) },
            Definition with { Shapes = Definition.Shapes.SetItem(1, Definition.Shapes[1] with { Tables = [.. All.Remove("mem")] }) },
            Definition with { PreprocessedWidths = [2] },
            Definition with { Tables = [.. Definition.Tables.Reverse()], Shapes = Definition.Shapes[..2] },
            Definition with { Buses = [.. Definition.Buses.Reverse()] },
            Definition with { PublicInteractions = null },
            Definition with { RunRoles = null },
            Definition with { RunRoles = new("segment") },
            ToyMachine.Definition,
        ];
        HashSet<Digest> digests = [.. others.Select(other => Family(other).Digest)];
        digests.Add(MachineFamily.Compile(InsecureTestParameters.Toy(logSkip: 0), Definition).Digest);
        Assert.Equal(others.Length + 1, digests.Count);

        // All tables by name are all tables.
        var named = Definition with { Shapes = Definition.Shapes.SetItem(0, Definition.Shapes[0] with { Tables = All }) };
        Assert.Equal(Family(Definition).Digest, Family(named).Digest);
    }

    [Fact]
    public void TableWords_see_every_part_of_a_table()
    {
        SmallTable[] tables =
        [
            new(b => b.Zero(b["x"] * b["y"]), main: "x y"),
            new(b => b.Zero(b["x"] * b["x"]), main: "x"),
            new(b => b.Zero(b["x"] - b["y"]), main: "x y"),
            new(b => b.Zero(b["y"] - b["x"]), main: "x y"),
            new(b => b.Zero(b["x"] + b["y"]), main: "x y"),
            new(b => b.Zero(b["x"] + (2 * b["y"])), main: "x y"),
            new(b => b.Zero(b["x"] + (3 * b["y"])), main: "x y"),
            new(b => b.Zero(b["x"] * b["y"]), boundary: "x", main: "y"),
        ];
        var words = tables.Select(table => string.Join(' ', MachineEncoding.TableWords(Machine.Compile(
            new MachineDefinition { Tables = [table], Buses = [SmallTable.Lookup, SmallTable.Global] }, InsecureTestParameters.Toy().ToMachineLimits()).Tables[0]))).ToArray();
        Assert.Equal(words.Length, words.Distinct().Count());
    }

    private static MachineFault Fault(MachineDefinition definition) => Assert.Throws<MachineDefinitionException>(() => Family(definition)).Fault;

    private static MachineFamily Family(MachineDefinition definition) => MachineFamily.Compile(InsecureTestParameters.Toy(), definition);
}
