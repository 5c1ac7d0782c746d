// SPDX-License-Identifier: MIT OR Apache-2.0

using PicoEngine.RiscV;

namespace PicoEngine.Executor.Profiling;

/// <summary>Cycles by function without calls, from the counts that every run has.</summary>
public static class FlatProfile
{
    /// <summary>Name of the row for code that lies in no function of the symbol table.</summary>
    public const string NoSymbol = "(no symbol)";

    /// <summary>Functions that were executed, the costliest first, equal ones by address. The cycles add up to those of the run.</summary>
    /// <param name="image">The program.</param>
    /// <param name="counts">Executions of each instruction, indexed as the program.</param>
    public static IReadOnlyList<FunctionCycles> ByFunction(ProgramImage image, IReadOnlyList<ulong> counts)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(counts.Count, image.Instructions.Length);
        var cycles = new Dictionary<uint, (string Name, ulong Cycles, ulong Entries)>();
        ulong unnamed = 0;
        for (int i = 0; i < counts.Count; i++)
        {
            if (counts[i] == 0)
            {
                continue;
            }

            uint address = image.TextBase + 4 * (uint)i;
            if (image.Symbols.Find(address) is not { } function)
            {
                unnamed += counts[i];
                continue;
            }

            (_, ulong total, ulong entries) = cycles.GetValueOrDefault(function.Address);
            cycles[function.Address] = (function.Name, total + counts[i], entries + (address == function.Address ? counts[i] : 0));
        }

        IEnumerable<FunctionCycles> named = cycles.OrderByDescending(entry => entry.Value.Cycles).ThenBy(entry => entry.Key)
            .Select(entry => new FunctionCycles(entry.Value.Name, entry.Value.Cycles, entry.Value.Entries));
        return unnamed == 0 ? [.. named] : [.. named.Append(new FunctionCycles(NoSymbol, unnamed, 0)).OrderByDescending(row => row.Cycles)];
    }
}
