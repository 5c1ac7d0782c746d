// SPDX-License-Identifier: MIT OR Apache-2.0

using System.Collections.Immutable;
using PicoEngine.Air.Builders;
using PicoEngine.Air.Interactions;
using PicoEngine.Air.Programs;
using PicoEngine.Air.Symbolic;

namespace PicoEngine.Air.Machines;

/// <summary>Runs definitions on symbols and checks what they state, as far as no program is needed for it.</summary>
internal sealed class TableCompiler(MachineDefinition machine)
{
    /// <summary>The largest degree of a constraint: the round polynomials of the zerocheck have room for no more.</summary>
    private const int MaximumConstraintDegree = 3;

    // Where a fault of the public values is said to be.
    private const string PublicPlace = "(public values)";

    public TableDefinition Compile(IAirTable source, int index)
    {
        source.Columns.Seal();
        SymbolicBuilder builder = new(source.Name, source.Columns, machine.PublicValues);
        source.Define(builder);
        PolynomialExpansion expansion = new(builder.Graph, source.Name);
        ImmutableArray<Polynomial> constraints = [.. builder.Constraints.Select(expansion.Expand)];
        foreach (var constraint in constraints)
        {
            Require(constraint.Degree <= MaximumConstraintDegree, MachineFault.ConstraintDegree, source.Name, $"a constraint of degree {constraint.Degree}");
            Require(constraint.ConstantPart.IsZero, MachineFault.ZeroRowConstraint, source.Name, "a constraint that fails on the all-zero row");
        }

        var interactions = builder.Interactions
            .Select(raw => Expand(expansion, raw, source.Name))
            .Select(plain => plain with { Message = [.. plain.Message.Select(element => element.Homogenised())] })
            .ToImmutableArray();
        foreach (var interaction in interactions)
        {
            CheckGlobal(source, interaction);
        }

        CheckColumns(source, constraints, interactions);
        var nodes = interactions.Select(interaction =>
            (interaction.Message.Select(builder.Graph.FromPolynomial).ToArray(), builder.Graph.FromPolynomial(interaction.Multiplicity))).ToList();
        var program = ConstraintProgram.Create(builder.Graph, builder.Constraints, nodes, source.Columns.Width);
        TableDefinition table = new(index, source, constraints, interactions, program);
        if (source.Columns.GroupWidth(ColumnGroup.Preprocessed) == 0)
        {
            // With preprocessed columns the rule depends on their contents: KeyedMachine.
            SelectorRule.Check(table, _ => false);
        }

        return table;
    }

    public ImmutableArray<Interaction> CompilePublic(IPublicInteractions? source)
    {
        if (source is null)
        {
            return [];
        }

        SymbolicBuilder builder = new(PublicPlace, null, machine.PublicValues);
        source.Define(builder);
        Require(builder.Constraints.Count == 0, MachineFault.PublicConstraint, PublicPlace, "public values state no constraints");
        PolynomialExpansion expansion = new(builder.Graph, PublicPlace);
        ImmutableArray<Interaction> interactions = [.. builder.Interactions.Select(raw => Expand(expansion, raw, PublicPlace))];
        foreach (var interaction in interactions)
        {
            Require(!interaction.Bus.IsGlobal, MachineFault.PublicGlobalBus, PublicPlace, $"a message on the global bus {interaction.Bus}");
        }

        return interactions;
    }

    private static void Require(bool condition, MachineFault fault, string place, string detail)
    {
        if (!condition)
        {
            throw new MachineDefinitionException(fault, place, detail);
        }
    }

    private Interaction Expand(PolynomialExpansion expansion, (Bus Bus, int[] Message, int Multiplicity) raw, string place)
    {
        var bus = raw.Bus;
        Require(machine.Buses.Contains(bus), MachineFault.UnknownBus, place, $"bus {bus} is not one of the machine");
        Require(raw.Message.Length == bus.Arity, MachineFault.MessageLength, place, $"a message of {raw.Message.Length} on bus {bus}, which carries {bus.Arity}");
        Interaction interaction = new(bus, [.. raw.Message.Select(expansion.Expand)], expansion.Expand(raw.Multiplicity));
        Require(interaction.Multiplicity.Degree <= 1 && interaction.Message.All(element => element.Degree <= 1),
            MachineFault.InteractionDegree, place, $"a message or multiplicity of degree above 1 on bus {bus}");
        Require(place == PublicPlace || interaction.Multiplicity.ConstantPart.IsZero,
            MachineFault.ZeroRowMultiplicity, place, $"the all-zero row sends on bus {bus}");
        return interaction;
    }

    private void CheckGlobal(IAirTable table, Interaction interaction)
    {
        if (!interaction.Bus.IsGlobal)
        {
            return;
        }

        // Everything a global fraction depends on is fixed before (alpha_g, beta_g): by the key, by phase 1, or by the commitment chain.
        var firstMain = table.Columns.GroupStart(ColumnGroup.Main);
        var parts = interaction.Message.Append(interaction.Multiplicity).ToArray();
        Require(interaction.MaximumMultiplicity <= 1, MachineFault.GlobalMultiplicity, table.Name,
            $"a multiplicity of {interaction.MaximumMultiplicity} on the global bus {interaction.Bus}");
        Require(parts.All(part => part.Columns.All(column => column < firstMain)), MachineFault.GlobalMainColumn, table.Name,
            $"a main column on the global bus {interaction.Bus}");
        Require(table.Columns.GroupWidth(ColumnGroup.Boundary) > 0, MachineFault.GlobalHeight, table.Name,
            $"a table without boundary columns on the global bus {interaction.Bus}");
        Require(parts.All(part => part.PublicValues.All(value => machine.ChainPublicValues.Contains(machine.PublicValues[value]))),
            MachineFault.GlobalPublicValue, table.Name, $"a public value outside the chain on the global bus {interaction.Bus}");
    }

    private static void CheckColumns(IAirTable table, ImmutableArray<Polynomial> constraints, ImmutableArray<Interaction> interactions)
    {
        var names = table.Columns.Names;
        Require(names.Distinct(StringComparer.Ordinal).Count() == names.Count, MachineFault.DuplicateColumn, table.Name, "two columns of one name");
        var used = constraints.Concat(interactions.SelectMany(interaction => interaction.Message.Append(interaction.Multiplicity)))
            .SelectMany(polynomial => polynomial.Columns).ToHashSet();
        var unused = names.Where((_, column) => !used.Contains(column)).ToArray();
        Require(unused.Length == 0, MachineFault.UnusedColumn, table.Name, $"nothing reads column {string.Join(", ", unused)}");
    }
}
