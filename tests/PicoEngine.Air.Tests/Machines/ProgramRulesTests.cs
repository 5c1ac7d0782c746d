// SPDX-License-Identifier: MIT OR Apache-2.0

using PicoEngine.Air.Builders;
using PicoEngine.Air.Interactions;
using PicoEngine.Air.Machines;
using PicoEngine.Air.Tests.Toy;
using PicoEngine.Fields;
using PicoEngine.Protocol.Tests.Parameters;
using PicoEngine.Verifier.Keys;
using Xunit;

namespace PicoEngine.Air.Tests.Machines;

/// <summary>The rules of key generation that depend on a program's preprocessed columns.</summary>
public sealed class ProgramRulesTests
{
    private static readonly Bus Lookup = SmallTable.Lookup;

    // Preprocessed columns a and v: two used rows, fourteen zero rows; v is 1 on the used ones.
    private static readonly int[][] Padded = [[7, 1], [8, 1]];

    [Fact]
    public void WithProgram_refuses_padding_that_can_be_looked_up()
    {
        Key(Rom(b => b.Zero(b["b"] - (b["b"] * b["v"]))), Padded);
        Key(Rom(b => b.Zero(b["b"] * (b["v"] - 1))), Padded); // the other sign
        Key(Rom(b => b.Zero(b["v"] * b["a"] * b["b"]), PaddingRows.ValidEntry), Padded);
        AssertRefused(MachineFault.PaddingLookup, Rom(b => b.Zero(b["v"] * b["a"] * b["b"])), Padded);
        AssertRefused(MachineFault.PaddingLookup, Rom(b => b.Zero(b["b"] - (b["b"] * b["v"]))), [[7, 2], [8, 1]]); // the guard is no flag
        AssertRefused(MachineFault.PaddingLookup, Rom(b => b.Zero(b["b"] - (b["b"] * b["a"])), PaddingRows.Guarded), Padded); // nor is this one
    }

    [Fact]
    public void WithProgram_takes_a_preprocessed_flag_as_multiplicity()
    {
        var table = new SmallTable(b => b.Send(Lookup, b["a"], b["v"]), preprocessed: "a v", main: "");
        Key(table, Padded);
        AssertRefused(MachineFault.MultiplicityNotBoolean, table, [[7, 2], [8, 1]]);
    }

    [Fact]
    public void WithProgram_wants_selectors_on_global_buses_of_preprocessed_tables()
    {
        SmallTable Table(bool boolean) => new(
            b =>
            {
                b.Zero(b["on"] - (b["on"] * b["v"]));
                b.Send(SmallTable.Global, b["a"], b["on"]);
                if (boolean)
                {
                    b.Boolean(b["on"]);
                }
            },
            preprocessed: "a v", boundary: "on", main: "");
        Key(Table(true), Padded);
        AssertRefused(MachineFault.MultiplicityNotBoolean, Table(false), Padded);
    }

    [Fact]
    public void WithProgram_refuses_columns_of_another_shape()
    {
        var table = Rom(b => b.Zero(b["b"] - (b["b"] * b["v"])));
        AssertRefused(MachineFault.PreprocessedWidth, table, "t", new TraceMatrix(3, 16));
        AssertRefused(MachineFault.PreprocessedWidth, table, "other", new TraceMatrix(2, 16));
        AssertRefused(MachineFault.PreprocessedHeight, table, "t", new TraceMatrix(2, 0));
        AssertRefused(MachineFault.PreprocessedHeight, table, "t", new TraceMatrix(2, 24));
        AssertRefused(MachineFault.PreprocessedHeight, table, "t", new TraceMatrix(2, 512));
        var stranger = new Dictionary<string, TraceMatrix> { ["t"] = new(2, 16), ["u"] = new(1, 16) };
        Assert.Equal(MachineFault.PreprocessedWidth, Assert.Throws<MachineDefinitionException>(
            () => Compile(table).WithProgram(new PreprocessedProgram(stranger, []))).Fault);
    }

    [Fact]
    public void WithProgram_refuses_what_does_not_fit_its_stacked_columns()
    {
        // The toy's 512 preprocessed cells fill two stacked columns of 256 exactly.
        ToyMachine.Key();
        var exception = Assert.Throws<MachineDefinitionException>(() => ToyMachine.Key(parameters: InsecureTestParameters.Toy(0, preprocessedWidth: 1)));
        Assert.Equal(MachineFault.PreprocessedCapacity, exception.Fault);
    }

    [Theory]
    [InlineData("image", 2, 5, 3)] // an address twice
    [InlineData("image", 3, 1, 7)] // a register that does not start as 0
    [InlineData("image", 0, 2, 0)] // a register left out
    [InlineData("image", 2, 5, 256)] // an address out of range
    [InlineData("segment", 2, 1, 12)] // segments that are not the runs of the image
    [InlineData("segment", 0, 1, 0)]
    [InlineData("rom", 1, 0, 0)] // an instruction at pc 0
    public void WithProgram_asks_the_machine_about_its_memory_map(string table, int column, int row, int value)
    {
        var program = ToyProgram.Default.Preprocess();
        program.Tables[table][column, row] = ToyProgram.Word(value);
        Assert.Equal(MachineFault.ProgramRule, Assert.Throws<MachineDefinitionException>(() => ToyMachine.Compile().WithProgram(program)).Fault);
    }

    [Fact]
    public void WithProgram_accepts_another_image_value_and_changes_the_key()
    {
        var program = ToyProgram.Default.Preprocess();
        program.Tables["image"][3, 5] = ToyProgram.Word(9);
        var keyed = ToyMachine.Compile().WithProgram(program);
        Assert.Equal(ReferenceMachineWords.OfProgram(ToyMachine.Key()), ReferenceMachineWords.OfProgram(keyed));
        Assert.Equal([null, null, 4, 1, null, 1, null, 1], keyed.PreprocessedHeights);
        Assert.Equal(ToyProgram.Word(9), keyed.PreprocessedTrace(5)![3, 5]);
        Assert.Null(keyed.PreprocessedTrace(0));
    }

    private static SmallTable Rom(Action<SmallTable.Symbols> guard, PaddingRows padding = PaddingRows.Guarded) =>
        new(b =>
        {
            guard(b);
            b.Receive(Lookup, b["a"] + b["v"], b["b"]);
        }, preprocessed: "a v", main: "b") { Padding = padding };

    private static Machine Compile(SmallTable table) => Machine.Compile(
        new MachineDefinition { Tables = [table], Buses = [Lookup, SmallTable.Global] }, InsecureTestParameters.Toy().ToMachineLimits());

    private static KeyedMachine Key(SmallTable table, int[][] rows) => Key(table, "t", ToyProgram.Rows(rows, 2, 4));

    private static KeyedMachine Key(SmallTable table, string name, TraceMatrix trace) =>
        Compile(table).WithProgram(new PreprocessedProgram(new Dictionary<string, TraceMatrix> { [name] = trace }, [KoalaBear.One]));

    private static void AssertRefused(MachineFault fault, SmallTable table, int[][] rows) =>
        AssertRefused(fault, table, "t", ToyProgram.Rows(rows, 2, 4));

    private static void AssertRefused(MachineFault fault, SmallTable table, string name, TraceMatrix trace) =>
        Assert.Equal(fault, Assert.Throws<MachineDefinitionException>(() => Key(table, name, trace)).Fault);
}
