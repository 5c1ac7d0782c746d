// SPDX-License-Identifier: MIT OR Apache-2.0

using PicoEngine.Air.Builders;
using PicoEngine.Air.Interactions;
using PicoEngine.Air.Machines;
using PicoEngine.Fields;

namespace PicoEngine.Air.Tests.Machines;

/// <summary>
/// Machines and programs in the words of the executable reference: constraints as expanded polynomials. Our keys are encoded in another way, see
/// <see cref="MachineEncoding"/>; that these words are the reference's shows that the compiled polynomials are.
/// </summary>
internal static class ReferenceMachineWords
{
    public static KoalaBear[] OfMachine(Machine machine, ReadOnlySpan<KoalaBear> parameterWords)
    {
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

    public static KoalaBear[] OfProgram(KeyedMachine machine)
    {
        return
        [
            .. machine.PreprocessedHeights.Where(height => height.HasValue).Select(height => KoalaBear.FromCanonical((uint)height!.Value)),
            .. machine.Statement,
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
