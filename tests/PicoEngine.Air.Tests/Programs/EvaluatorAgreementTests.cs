// SPDX-License-Identifier: MIT OR Apache-2.0

using PicoEngine.Air.Interactions;
using PicoEngine.Air.Machines;
using PicoEngine.Air.Programs;
using PicoEngine.Air.Symbolic;
using PicoEngine.Air.Tests.Toy;
using PicoEngine.Fields;
using Xunit;

namespace PicoEngine.Air.Tests.Programs;

/// <summary>The backends derived from one definition agree: run directly, as straight-line code, as polynomials; over both fields.</summary>
public sealed class EvaluatorAgreementTests
{
    private static readonly Machine Machine = ToyMachine.Compile();

    public static TheoryData<string> Tables => [.. ToyMachine.TableNames];

    [Theory]
    [MemberData(nameof(Tables))]
    public void Backends_agree_over_the_base_field(string table) => AssertAgreement(table, random => Base(random));

    [Theory]
    [MemberData(nameof(Tables))]
    public void Backends_agree_over_the_extension(string table) =>
        AssertAgreement(table, random => new KoalaBearExtension5(Base(random), Base(random), Base(random), Base(random), Base(random)));

    [Theory]
    [MemberData(nameof(Tables))]
    public void Program_vanishes_on_rows_that_do_not_exist(string name)
    {
        var table = Machine.Tables[ToyMachine.Index(name)];
        Random random = new(7);
        var registers = new KoalaBear[table.Program.Instructions.Length];
        table.Program.Run(new KoalaBear[table.Columns.Width], KoalaBear.Zero, PublicValues(random), registers);
        Assert.All(table.Program.Constraints, register => Assert.Equal(KoalaBear.Zero, registers[register]));
        Assert.All(table.Program.Interactions, interaction =>
            Assert.All(interaction.Message.Append(interaction.Multiplicity), register => Assert.Equal(KoalaBear.Zero, registers[register])));
    }

    [Fact]
    public void Program_shares_common_subexpressions()
    {
        // Every column, s and public value is loaded once, and no two instructions are the same.
        Assert.All(Machine.Tables, table => Assert.Equal(table.Program.Instructions.Length, table.Program.Instructions.Distinct().Count()));
        var program = Machine.Tables[0].Program;
        Assert.Throws<ArgumentException>(() => program.Run<KoalaBear>([], KoalaBear.One, [], []));
    }

    [Theory]
    [MemberData(nameof(Tables))]
    public void Program_run_on_symbols_gives_the_polynomials_back(string name)
    {
        var table = Machine.Tables[ToyMachine.Index(name)];
        ExpressionGraph graph = new();
        SymbolicExpression[] columns = [.. Enumerable.Range(0, table.Columns.Width).Select(column => new SymbolicExpression(graph, graph.Column(column)))];
        SymbolicExpression[] publicValues = [.. ToyPublicValues.All.Select(value => new SymbolicExpression(graph, graph.PublicValue(value.Index)))];
        var registers = new SymbolicExpression[table.Program.Instructions.Length];
        table.Program.Run(columns, new SymbolicExpression(graph, graph.RealRow()), publicValues, constant => constant, registers);
        PolynomialExpansion expansion = new(graph, name);
        Polynomial At(int register) => expansion.Expand(registers[register].NodeIn(graph));
        Assert.Equal(table.Constraints, table.Program.Constraints.Select(At));
        Assert.Equal(table.Interactions.Select(interaction => interaction.Multiplicity), table.Program.Interactions.Select(places => At(places.Multiplicity)));
        Assert.Equal(
            table.Interactions.SelectMany(interaction => interaction.Message),
            table.Program.Interactions.SelectMany(places => places.Message.Select(At)));
    }

    private static void AssertAgreement<TField>(string name, Func<Random, TField> sample)
        where TField : struct, IField<TField>
    {
        var table = Machine.Tables[ToyMachine.Index(name)];
        Random random = new(name.Length);
        for (var repetition = 0; repetition < 5; repetition++)
        {
            TField[] row = [.. Enumerable.Range(0, table.Columns.Width).Select(_ => sample(random))];
            var publicValues = PublicValues(random);

            // A folded point, where s is neither 0 nor 1: program against polynomials.
            AssertProgramIsPolynomials(table, row, sample(random), publicValues);
            AssertProgramIsPolynomials(table, row, TField.One, publicValues);

            // A real row: the definition itself against polynomials.
            Recorder<TField> recorder = new();
            new RowEvaluator<TField>(recorder, 32).Evaluate(table.Source, row, publicValues);
            Assert.Equal(table.Constraints.Select(constraint => constraint.Evaluate<TField>(row, TField.One, publicValues)), recorder.Constraints);
            Assert.Equal(
                table.Interactions.Select(interaction => (interaction.Bus,
                    string.Join(' ', interaction.Message.Append(interaction.Multiplicity).Select(part => part.Evaluate<TField>(row, TField.One, publicValues))))),
                recorder.Interactions);
        }
    }

    private static void AssertProgramIsPolynomials<TField>(TableDefinition table, TField[] row, TField realRow, KoalaBear[] publicValues)
        where TField : struct, IField<TField>
    {
        var registers = new TField[table.Program.Instructions.Length];
        table.Program.Run(row, realRow, publicValues, registers);
        Assert.Equal(
            table.Constraints.Select(constraint => constraint.Evaluate(row, realRow, publicValues)),
            table.Program.Constraints.Select(register => registers[register]));
        foreach (var (interaction, places) in table.Interactions.Zip(table.Program.Interactions))
        {
            Assert.Equal(interaction.Multiplicity.Evaluate(row, realRow, publicValues), registers[places.Multiplicity]);
            Assert.Equal(
                interaction.Message.Select(element => element.Evaluate(row, realRow, publicValues)), places.Message.Select(register => registers[register]));
        }
    }

    private static KoalaBear[] PublicValues(Random random) => [.. ToyPublicValues.All.Select(_ => Base(random))];

    private static KoalaBear Base(Random random) => KoalaBear.FromCanonical((uint)random.NextInt64(KoalaBear.Modulus));

    private sealed class Recorder<TField> : IRowConsumer<TField>
        where TField : struct, IField<TField>
    {
        public List<TField> Constraints { get; } = [];

        public List<(Bus Bus, string Words)> Interactions { get; } = [];

        public void Constraint(TField value) => Constraints.Add(value);

        public void Interaction(Bus bus, ReadOnlySpan<TField> message, TField multiplicity) =>
            Interactions.Add((bus, string.Join(' ', message.ToArray().Append(multiplicity))));
    }
}
