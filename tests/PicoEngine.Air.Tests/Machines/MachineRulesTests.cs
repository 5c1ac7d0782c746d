// SPDX-License-Identifier: MIT OR Apache-2.0

using System.Collections.Immutable;
using PicoEngine.Air.Builders;
using PicoEngine.Air.Interactions;
using PicoEngine.Air.Machines;
using PicoEngine.Protocol.Tests.Parameters;
using PicoEngine.Verifier.Keys;
using Xunit;

namespace PicoEngine.Air.Tests.Machines;

/// <summary>Every rule of key generation that needs no program, each with a machine that breaks it and no other, beside one that keeps it.</summary>
public sealed class MachineRulesTests
{
    private static readonly Bus Lookup = SmallTable.Lookup;
    private static readonly Bus Global = SmallTable.Global;

    [Fact]
    public void Compile_accepts_a_right_machine()
    {
        var machine = Compile(Table(Good));
        Assert.Equal((2, 2, 1), (machine.ColumnCount, machine.ConstraintCount, machine.Tables[0].Interactions.Length));
        Assert.Equal(1, machine.GlobalFingerprintDegree);
    }

    [Fact]
    public void Compile_refuses_degree_above_three()
    {
        AssertRefused(MachineFault.ConstraintDegree, Table(b => b.Zero(b["a"] * b["a"] * b["b"] * b["b"])));
        AssertRefused(MachineFault.ConstraintDegree, Table(b => b.Zero(Enumerable.Repeat(b["a"], 60).Aggregate((x, y) => x * y))));

        // What counts is the polynomial: a product that cancels, public values and constants have no degree.
        Compile(Table(b => b.Zero((b["a"] * b["a"] * b["b"] * b["b"]) - (b["a"] * b["a"] * b["b"] * (b["b"] - 1)))));
        Compile(Table(b => b.Zero(b[SmallTable.Late] * b["a"] * b["b"] * b["b"] * 3)));
    }

    [Fact]
    public void Compile_refuses_constraint_that_the_zero_row_breaks()
    {
        AssertRefused(MachineFault.ZeroRowConstraint, Table(b => b.Zero(b["a"] - 1)));
        AssertRefused(MachineFault.ZeroRowConstraint, Table(b => b.Zero(b["a"] - b[SmallTable.Chained])));
        AssertRefused(MachineFault.ZeroRowConstraint, Table(b => b.Zero(1)));
    }

    [Fact]
    public void Compile_refuses_interaction_of_the_zero_row()
    {
        AssertRefused(MachineFault.ZeroRowMultiplicity, Table(b => b.Send(Lookup, b["a"], 1)));
        AssertRefused(MachineFault.ZeroRowMultiplicity, Table(b => b.Send(Lookup, b["a"], 1 - b["b"])));
        AssertRefused(MachineFault.ZeroRowMultiplicity, Table(b => b.Send(Lookup, b["a"], b["b"] + b[SmallTable.Chained])));
    }

    [Fact]
    public void Compile_refuses_interaction_of_degree_two()
    {
        AssertRefused(MachineFault.InteractionDegree, Table(b => b.Send(Lookup, b["a"], b["a"] * b["b"])));
        AssertRefused(MachineFault.InteractionDegree, Table(b => b.Send(Lookup, b["a"] * b["b"], b["b"])));
    }

    [Fact]
    public void Compile_refuses_message_of_another_length()
    {
        AssertRefused(MachineFault.MessageLength, Table(b => b.Builder.Send(Lookup, [b["a"], b["b"]], b["b"])));
        AssertRefused(MachineFault.MessageLength, Table(b => b.Builder.Send(Lookup, [], b["b"])));
    }

    [Fact]
    public void Compile_refuses_bus_that_the_machine_does_not_have()
    {
        AssertRefused(MachineFault.UnknownBus, Table(b => b.Send(new Bus("c", 3, 1), b["a"], b["b"])));
        AssertRefused(MachineFault.UnknownBus, Table(b => b.Send(Lookup with { Scope = BusScope.Global }, b["a"], b["b"])));
    }

    [Fact]
    public void Compile_refuses_multiplicity_that_is_no_selector()
    {
        AssertRefusedAlone(MachineFault.MultiplicityNotBoolean, new SmallTable(b => b.Send(Lookup, b["a"], b["b"])));

        // Two selectors that could both be 1.
        AssertRefused(MachineFault.MultiplicityNotBoolean, Table(b =>
        {
            b.Boolean(b["a"]);
            b.Send(Lookup, b["a"], b["a"] + b["b"]);
        }));

        // Both boolean, and the sum boolean: at most one. The constraint may be written with the other sign.
        var machine = Compile(Table(b =>
        {
            b.Boolean(b["a"]);
            b.Zero((b["a"] + b["b"]) * (1 - b["a"] - b["b"]));
            b.Send(Lookup, b["a"], 3 * (b["a"] + b["b"]));
        }));
        Assert.Equal(3u, machine.Tables[0].Interactions[^1].MaximumMultiplicity);
    }

    [Fact]
    public void Compile_refuses_column_that_nothing_reads()
    {
        AssertRefusedAlone(MachineFault.UnusedColumn, new SmallTable(b => b.Zero(b["a"])));
        AssertRefusedAlone(MachineFault.UnusedColumn, new SmallTable(b => b.Zero(b["a"] + b["b"] - b["b"]))); // read, but without effect
    }

    [Fact]
    public void Compile_refuses_names_given_twice()
    {
        AssertRefused(MachineFault.DuplicateColumn, new SmallTable(b => b.Zero(b.Builder[b.Table.Columns[1]] + b["a"]), main: "a a"));
        AssertRefused(MachineFault.DuplicateTable, [Table(Good), Table(Good)]);
        Compile(Table(Good), new SmallTable(Good) { Name = "other" });
    }

    [Fact]
    public void Compile_refuses_bus_numbers()
    {
        foreach (var id in new[] { Lookup.Id, 0u, Fields.KoalaBear.Modulus, uint.MaxValue })
        {
            AssertRefused(MachineFault.BusNumber, Definition(Table(Good)) with { Buses = [Lookup, Global, new Bus("c", id, 2)] });
        }
    }

    [Theory]
    [InlineData(0)]
    [InlineData(33)]
    public void Compile_refuses_arity_out_of_range(int arity) =>
        AssertRefused(MachineFault.BusArity, Definition(Table(Good)) with { Buses = [Lookup, Global, new Bus("c", 3, arity)] });

    [Fact]
    public void Compile_refuses_what_is_not_fixed_before_the_global_challenge()
    {
        AssertRefused(MachineFault.GlobalMainColumn, Table(b => b.Send(Global, b["a"], b["b"])));
        AssertRefused(MachineFault.GlobalMainColumn, new SmallTable(With(b => b.Send(Global, b["a"], b["b"])), boundary: "a", main: "b"));
        Compile(Boundary(b => b.Send(Global, b["a"] + b[SmallTable.Chained], b["b"])));
        AssertRefused(MachineFault.GlobalPublicValue, Boundary(b => b.Send(Global, b["a"] + b[SmallTable.Late], b["b"])));
        AssertRefused(MachineFault.GlobalMultiplicity, Boundary(b => b.Send(Global, b["a"], 2 * b["b"])));
        AssertRefused(MachineFault.GlobalHeight, new SmallTable(b => b.Send(Global, b["a"], b["v"]), preprocessed: "a v", main: ""));
        AssertRefused(MachineFault.GlobalMultiplicity, Boundary(b => b.Receive(Global, b["a"], 2 * b["b"])));
    }

    [Fact]
    public void Compile_refuses_handles_that_are_not_the_machines()
    {
        var other = new SmallTable(Good);
        AssertRefused(MachineFault.ForeignColumn, Table(b => b.Zero(b.Builder[other.Columns[0]])));
        AssertRefused(MachineFault.ForeignColumn, Table(b => b.Zero(b.Builder[default(Column)])));
        AssertRefused(MachineFault.UnknownPublicValue, Table(b => b.Zero(b["a"] * b[new PublicValue(2, "none")])));
        AssertRefused(MachineFault.UnknownPublicValue, Table(b => b.Zero(b["a"] * b[new PublicValue(0, "another")])));
        AssertRefused(MachineFault.UnknownPublicValue, Definition(Table(Good)) with { PublicValues = [SmallTable.Late, SmallTable.Chained] });
        AssertRefused(MachineFault.UnknownPublicValue, Definition(Table(Good)) with { ChainPublicValues = [new PublicValue(2, "none")] });
    }

    [Fact]
    public void Compile_refuses_expression_that_explodes()
    {
        var names = Enumerable.Range(0, 90).Select(i => $"x{i}").ToArray();
        AssertRefused(MachineFault.ExpressionSize, new SmallTable(
            b =>
            {
                var sum = names.Select(name => b[name]).Aggregate((x, y) => x + y);
                b.Zero(sum * sum * sum); // 125,580 terms
            },
            main: string.Join(' ', names)));
    }

    [Fact]
    public void Compile_takes_the_round_of_a_permutation()
    {
        // 24 cubes of sums of 24 columns, as in a Poseidon2 table: 2,600 monomials of degree 3 each, all kept.
        var names = Enumerable.Range(0, 24).ToArray();
        var machine = Compile(new SmallTable(
            b =>
            {
                foreach (var output in names)
                {
                    var sum = names.Select(input => ((24 * output) + input + 1) * b[$"x{input}"]).Aggregate((x, y) => x + y);
                    b.Zero((sum * sum * sum) - b[$"y{output}"]);
                }
            },
            main: string.Join(' ', names.Select(i => $"x{i}").Concat(names.Select(i => $"y{i}")))));
        Assert.All(machine.Tables[0].Constraints, constraint => Assert.Equal(2_601, constraint.Terms.Length));
        Assert.InRange(machine.Tables[0].Program.Instructions.Length, 24 * 24, 4 * 24 * 24);
    }

    [Fact]
    public void Compile_refuses_block_height_of_no_parameter_set() =>
        AssertRefused(MachineFault.BlockHeight, new SmallTable(Good) { LogBlockHeight = 7 });

    [Fact]
    public void Compile_refuses_fraction_bound_above_p()
    {
        var limits = InsecureTestParameters.Toy().ToMachineLimits() with { LogMaximumFractions = 31 };
        Assert.Equal(MachineFault.FractionBound, Assert.Throws<MachineDefinitionException>(() => Machine.Compile(Definition(Table(Good)), limits)).Fault);
    }

    [Fact]
    public void Compile_refuses_public_interactions()
    {
        AssertRefused(MachineFault.PublicGlobalBus, Definition(Table(Good)) with { PublicInteractions = new Public(Global, PublicStatement.Send) });
        AssertRefused(MachineFault.PublicConstraint, Definition(Table(Good)) with { PublicInteractions = new Public(Lookup, PublicStatement.Constraint) });
        AssertRefused(MachineFault.ForeignColumn, Definition(Table(Good)) with { PublicInteractions = new Public(Lookup, PublicStatement.Column) });
        AssertRefused(MachineFault.MessageLength, Definition(Table(Good)) with { PublicInteractions = new Public(Lookup, PublicStatement.LongMessage) });
        Assert.Single(Compile(Definition(Table(Good)) with { PublicInteractions = new Public(Lookup, PublicStatement.Send) }).PublicInteractions);
    }

    [Fact]
    public void Compile_multiplies_constants_of_messages_by_the_row_indicator()
    {
        var message = Compile(Table(b => b.Send(Lookup, (3 * b["a"]) + 5 + b[SmallTable.Chained], b["b"]))).Tables[0].Interactions[^1].Message[0];
        Assert.True(message.ConstantPart.IsZero);
        Assert.Equal([3u, 5u, 1u], message.Terms.OrderByDescending(term => term.Variables[^1]).ThenBy(term => term.Variables.Length)
            .Select(term => term.Coefficient.ToCanonical()));
    }

    [Fact]
    public void ColumnSet_keeps_its_order_and_closes()
    {
        var table = Table(Good);
        Assert.Throws<InvalidOperationException>(() => table.Columns.Boundary("late")); // a main column is declared
        table.Columns.Main("unread");
        Assert.Throws<MachineDefinitionException>(() => Compile(table));
        Assert.Throws<InvalidOperationException>(() => table.Columns.Main("later")); // compiled
        ColumnSet columns = new();
        var limbs = columns.Main("limb", 2);
        Assert.Equal(["limb[0]", "limb[1]"], columns.Names);
        Assert.Equal(1, limbs[1].Index);
        Assert.Throws<ArgumentOutOfRangeException>(() => limbs[2]);
    }

    private static void Good(SmallTable.Symbols b)
    {
        b.Zero(b["a"] * b["b"] * b["b"]);
        b.Boolean(b["b"]);
        b.Send(Lookup, b["a"] + 5, b["b"]);
    }

    private static Action<SmallTable.Symbols> With(Action<SmallTable.Symbols> more) => Good + more;

    // A right table and one more statement.
    private static SmallTable Table(Action<SmallTable.Symbols> more) => more == Good ? new(Good) : new(With(more));

    private static SmallTable Boundary(Action<SmallTable.Symbols> more) => new(With(more), boundary: "a b", main: "");

    private static MachineDefinition Definition(params ImmutableArray<IAirTable> tables) => new()
    {
        Tables = tables,
        Buses = [Lookup, Global],
        PublicValues = [SmallTable.Chained, SmallTable.Late],
        ChainPublicValues = [SmallTable.Chained],
    };

    private static Machine Compile(params ImmutableArray<IAirTable> tables) => Compile(Definition(tables));

    private static Machine Compile(MachineDefinition definition) => Machine.Compile(definition, InsecureTestParameters.Toy(0).ToMachineLimits());

    private static void AssertRefused(MachineFault fault, params ImmutableArray<IAirTable> tables) => AssertRefused(fault, Definition(tables));

    private static void AssertRefusedAlone(MachineFault fault, SmallTable table) => AssertRefused(fault, Definition(table));

    private static void AssertRefused(MachineFault fault, MachineDefinition definition) =>
        Assert.Equal(fault, Assert.Throws<MachineDefinitionException>(() => Compile(definition)).Fault);

    private enum PublicStatement
    {
        Send,
        LongMessage,
        Constraint,
        Column,
    }

    private sealed class Public(Bus bus, PublicStatement statement) : IPublicInteractions
    {
        public void Define<TExpr>(IAirBuilder<TExpr> builder)
            where TExpr : struct, IAirExpression<TExpr>
        {
            builder.Send(bus, statement == PublicStatement.LongMessage ? [1, 2] : [1], builder[SmallTable.Late]);
            if (statement == PublicStatement.Constraint)
            {
                builder.AssertZero(builder[SmallTable.Late]);
            }

            if (statement == PublicStatement.Column)
            {
                builder.Send(bus, [builder[new SmallTable(Good).Columns[0]]], 1);
            }
        }
    }
}
