// SPDX-License-Identifier: MIT OR Apache-2.0

using PicoEngine.Air.Builders;
using PicoEngine.Air.Interactions;
using PicoEngine.Fields;

namespace PicoEngine.Air.Machines;

/// <summary>The canonical words of a machine and of a program: what the digest of a verifying key is computed from.</summary>
/// <remarks>
/// Two levels: a recursion circuit holds the digest of the machine words as a constant and hashes only the program's part. Names and the way of writing
/// expressions are not encoded; order is.
/// </remarks>
public static class MachineEncoding
{
    /// <summary>Everything that no program changes: parameters, buses, tables with their constraints and interactions, public interactions.</summary>
    /// <param name="machine">The machine.</param>
    /// <param name="parameterWords">The canonical words of the parameter set.</param>
    public static KoalaBear[] MachineWords(Machine machine, ReadOnlySpan<KoalaBear> parameterWords)
    {
        ArgumentNullException.ThrowIfNull(machine);
        List<KoalaBear> words = [.. parameterWords];
        Append(words, machine.Definition.PublicValues.Length, machine.Buses.Length, machine.Tables.Length);
        foreach (var bus in machine.Buses)
        {
            words.Add(KoalaBear.FromCanonical(bus.Id));
            Append(words, bus.Arity, bus.IsGlobal ? 1 : 0);
        }

        foreach (var table in machine.Tables)
        {
            Append(words, table.LogBlockHeight);
            foreach (var group in Enum.GetValues<ColumnGroup>())
            {
                Append(words, table.Columns.GroupWidth(group));
            }

            Append(words, table.Constraints.Length);
            foreach (var constraint in table.Constraints)
            {
                constraint.AppendWords(words);
            }

            AppendInteractions(words, table.Interactions);
        }

        AppendInteractions(words, machine.PublicInteractions);
        return [.. words];
    }

    /// <summary>The program's part, but for the digest of the preprocessed cap that follows it: preprocessed heights in blocks, then the statement.</summary>
    public static KoalaBear[] ProgramWords(KeyedMachine machine)
    {
        ArgumentNullException.ThrowIfNull(machine);
        return
        [
            .. machine.PreprocessedHeights.Where(height => height.HasValue).Select(height => KoalaBear.FromCanonical((uint)height!.Value)),
            .. machine.Program.Statement,
        ];
    }

    private static void AppendInteractions(List<KoalaBear> words, IReadOnlyCollection<Interaction> interactions)
    {
        Append(words, interactions.Count);
        foreach (var interaction in interactions)
        {
            words.Add(KoalaBear.FromCanonical(interaction.Bus.Id));
            interaction.Multiplicity.AppendWords(words);
            foreach (var element in interaction.Message)
            {
                element.AppendWords(words);
            }
        }
    }

    private static void Append(List<KoalaBear> words, params ReadOnlySpan<int> values)
    {
        foreach (var value in values)
        {
            words.Add(KoalaBear.FromCanonical((uint)value));
        }
    }
}
