// SPDX-License-Identifier: MIT OR Apache-2.0

using PicoEngine.Air.Builders;
using PicoEngine.Air.Interactions;
using PicoEngine.Air.Symbolic;
using PicoEngine.Fields;

namespace PicoEngine.Air.Machines;

/// <summary>
/// A multiplicity is a selector: boolean columns, at most one of them 1, times constants. Otherwise sums of multiplicities could reach p, and "balanced
/// modulo p" would not mean balanced.
/// </summary>
internal static class SelectorRule
{
    /// <summary>Checks every interaction but the table side of a lookup.</summary>
    /// <param name="table">The table.</param>
    /// <param name="isPreprocessedFlag">Whether a preprocessed column holds only 0 and 1.</param>
    public static void Check(TableDefinition table, Func<int, bool> isPreprocessedFlag)
    {
        var preprocessed = table.Columns.GroupWidth(ColumnGroup.Preprocessed);
        HashSet<Polynomial> constraints = [.. table.Constraints];
        foreach (var interaction in table.Interactions)
        {
            var columns = interaction.Multiplicity.Columns;
            if (preprocessed > 0 && !interaction.Bus.IsGlobal && columns.Any(column => column >= preprocessed))
            {
                // The table side of a lookup, or guarded by a preprocessed flag: CheckPadding.
                continue;
            }

            var ok = columns.All(column => column < preprocessed ? isPreprocessedFlag(column) : IsBoolean(Polynomial.Variable(column)))
                && (columns.Count <= 1 || IsBoolean(Sum(columns)));
            if (!ok)
            {
                throw new MachineDefinitionException(MachineFault.MultiplicityNotBoolean, table.Name,
                    $"the multiplicity on bus {interaction.Bus} ({Names(table, columns)}) is not forced to be a selector");
            }
        }

        bool IsBoolean(Polynomial selector)
        {
            var rule = (selector * selector) - selector;
            return constraints.Contains(rule) || constraints.Contains(-rule);
        }
    }

    /// <summary>
    /// The all-zero rows of a preprocessed table are no entries of a bus: the multiplicity is a multiple of a preprocessed 0/1 column, or a constraint says
    /// that it vanishes where that column does.
    /// </summary>
    public static void CheckPadding(TableDefinition table, Func<int, bool> isPreprocessedFlag)
    {
        if (table.Source.Padding == PaddingRows.ValidEntry)
        {
            return;
        }

        var flags = Enumerable.Range(0, table.Columns.GroupWidth(ColumnGroup.Preprocessed)).Where(isPreprocessedFlag).ToArray();
        HashSet<Polynomial> constraints = [.. table.Constraints];
        foreach (var interaction in table.Interactions)
        {
            if (!flags.Any(flag => Guards(interaction, flag)))
            {
                throw new MachineDefinitionException(MachineFault.PaddingLookup, table.Name, $"the all-zero rows can be looked up on bus {interaction.Bus}");
            }
        }

        bool Guards(Interaction interaction, int flag)
        {
            var multiplicity = interaction.Multiplicity;
            var guard = multiplicity - (multiplicity * Polynomial.Variable(flag));
            return (multiplicity.Terms.Length == 1 && multiplicity.Terms[0].Variables.AsSpan().SequenceEqual([flag]))
                || constraints.Contains(guard) || constraints.Contains(-guard);
        }
    }

    private static Polynomial Sum(IEnumerable<int> columns) =>
        columns.Aggregate(Polynomial.Constant(KoalaBear.Zero), (sum, column) => sum + Polynomial.Variable(column));

    private static string Names(TableDefinition table, IEnumerable<int> columns) =>
        string.Join(", ", columns.Select(column => table.Columns.Names[column]));
}
