// SPDX-License-Identifier: MIT OR Apache-2.0

using System.Collections.Immutable;
using PicoEngine.Air.Builders;
using PicoEngine.Air.Interactions;
using PicoEngine.Air.Symbolic;
using PicoEngine.Fields;

namespace PicoEngine.Air.Machines;

/// <summary>The canonical words of tables and machines: what the digest of a verifying key is computed from.</summary>
/// <remarks>
/// <para>
/// A table is encoded as the straight-line program that verifiers run, not as expanded polynomials. The key then binds what is executed; and it stays
/// small: one round of a Poseidon2 of width 24 in expanded form, cubes of sums of 24 columns, is 24 * 2,600 terms of five words each, as a program it is
/// some hundred instructions. The price: writing the same constraint in another way changes the key. Names are not encoded; order is.
/// </para>
/// <para>The encoding is injective: every list stands behind its length, and an instruction's kind says how many words follow.</para>
/// </remarks>
public static class MachineEncoding
{
    /// <summary>A table: blocks, widths, and the program of its constraints and interactions. Independent of the shape that the table is in.</summary>
    public static KoalaBear[] TableWords(TableDefinition table)
    {
        ArgumentNullException.ThrowIfNull(table);
        List<KoalaBear> words = [];
        Append(words, table.Source.LogBlockHeight);
        foreach (var group in Enum.GetValues<ColumnGroup>())
        {
            Append(words, table.Columns.GroupWidth(group));
        }

        var program = table.Program;
        Append(words, program.Instructions.Length);
        foreach (var instruction in program.Instructions)
        {
            AppendInstruction(words, instruction);
        }

        AppendList(words, program.Constraints);
        Append(words, program.Interactions.Length);
        foreach (var (interaction, registers) in table.Interactions.Zip(program.Interactions))
        {
            words.Add(KoalaBear.FromCanonical(interaction.Bus.Id));
            AppendList(words, registers.Message);
            Append(words, registers.Multiplicity);
        }

        return [.. words];
    }

    /// <summary>
    /// Everything else that no program changes: public values and what they send, buses, the widths of the preprocessed group, the shapes, the roles in a
    /// run. The tables themselves are hashed apart, each once; shapes refer to them by number.
    /// </summary>
    /// <param name="machine">The machine with all tables, as compiled.</param>
    public static KoalaBear[] MachineWords(Machine machine)
    {
        ArgumentNullException.ThrowIfNull(machine);
        List<KoalaBear> words = [];
        Append(words, machine.Definition.PublicValues.Length);
        AppendInteractions(words, machine.PublicInteractions);
        Append(words, machine.Buses.Length);
        foreach (var bus in machine.Buses)
        {
            words.Add(KoalaBear.FromCanonical(bus.Id));
            Append(words, bus.Arity, bus.IsGlobal ? 1 : 0);
        }

        AppendList(words, machine.PreprocessedWidths);
        Append(words, machine.Shapes.Length);
        foreach (var shape in machine.Shapes)
        {
            Append(words, shape.BoundaryWidth, shape.MainWidth, (int)shape.Blocks);
            AppendList(words, [.. machine.Tables.Where(table => shape.Tables.IsDefault || shape.Tables.Contains(table.Name)).Select(table => table.Index)]);
        }

        var image = machine.Tables.FirstOrDefault(table => table.Name == machine.Definition.RunRoles?.ImageTable);
        AppendList(words, image is null ? [] : [image.Index]);
        return [.. words];
    }

    private static void AppendInstruction(List<KoalaBear> words, ExpressionNode node)
    {
        Append(words, (int)node.Kind);
        switch (node.Kind)
        {
            case ExpressionKind.Constant:
                words.Add(node.Value);
                break;
            case ExpressionKind.Column or ExpressionKind.PublicValue or ExpressionKind.Negate:
                Append(words, node.Left);
                break;
            case ExpressionKind.Add or ExpressionKind.Subtract or ExpressionKind.Multiply:
                Append(words, node.Left, node.Right);
                break;
            case ExpressionKind.RealRow:
                break;
            default:
                throw new InvalidOperationException($"Unknown instruction {node.Kind}.");
        }
    }

    private static void AppendInteractions(List<KoalaBear> words, ImmutableArray<Interaction> interactions)
    {
        Append(words, interactions.Length);
        foreach (var interaction in interactions)
        {
            words.Add(KoalaBear.FromCanonical(interaction.Bus.Id));
            interaction.Multiplicity.AppendWords(words);
            Append(words, interaction.Message.Length);
            foreach (var element in interaction.Message)
            {
                element.AppendWords(words);
            }
        }
    }

    private static void AppendList(List<KoalaBear> words, ImmutableArray<int> values)
    {
        Append(words, values.Length);
        Append(words, values.AsSpan());
    }

    private static void Append(List<KoalaBear> words, params ReadOnlySpan<int> values)
    {
        foreach (var value in values)
        {
            words.Add(KoalaBear.FromCanonical((uint)value));
        }
    }
}
