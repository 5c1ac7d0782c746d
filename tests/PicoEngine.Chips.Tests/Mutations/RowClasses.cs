// SPDX-License-Identifier: MIT OR Apache-2.0

using PicoEngine.Air.Machines;
using PicoEngine.Chips.Tests.Runs;
using PicoEngine.Fields;
using PicoEngine.RiscV.Decoding;

namespace PicoEngine.Chips.Tests.Mutations;

/// <summary>
/// The rows of executions by class: the first and the last of a table, the last before padding, padding, and each kind of row, which is the instruction that
/// it stands for and the pattern of its flags.
/// </summary>
internal static class RowClasses
{
    private const int WideTable = 100;

    /// <summary>A few rows of every class of a table in a run; no row twice.</summary>
    public static IEnumerable<(int Shard, int Row, string Class)> Of(GuestRun run, TableDefinition table, Dictionary<string, int> seen)
    {
        // Several of a class, which have other operands; of a wide table one has many columns already.
        var perClass = table.Columns.Width > WideTable ? 1 : 22;
        int[] flags = [.. table.Columns.Names.Select((name, column) => (name, column)).Where(entry => IsFlag(entry.name)).Select(entry => entry.column)];
        var pc = table.Columns.Names.ToList().IndexOf("pc");
        for (var shard = 0; shard < run.Shards.Length; shard++)
        {
            var trace = run.Shards[shard].Traces[table.Index];
            var used = Enumerable.Range(0, trace.Height).Count(row => !IsPadding(trace, row));
            for (var row = 0; row < trace.Height; row++)
            {
                var name = row == 0 ? "first" : row == trace.Height - 1 ? "last" : row == used - 1 ? "last in use" : IsPadding(trace, row) ? "padding" : Kind(row);
                var count = seen[name] = seen.GetValueOrDefault(name) + 1;
                if (count <= (row == 0 || row >= used - 1 ? 1 : perClass))
                {
                    yield return (shard, row, name);
                }
            }

            string Kind(int row) => string.Join(' ', flags.Select(column => trace[column, row].ToCanonical()).Prepend(pc < 0 ? 0u : (uint)OpcodeAt(run, trace[pc, row])));
        }
    }

    private static Opcode OpcodeAt(GuestRun run, KoalaBear pc)
    {
        var image = run.Encoding.Rows.Image;
        return image.Instructions.Span[(int)((pc.ToCanonical() - image.TextBase) / 4)].Opcode;
    }

    private static bool IsPadding(TraceMatrix trace, int row)
    {
        for (var column = 0; column < trace.Width; column++)
        {
            if (!trace[column, row].IsZero)
            {
                return false;
            }
        }

        return true;
    }

    private static bool IsFlag(string name) =>
        name.StartsWith("is_", StringComparison.Ordinal) || name.StartsWith("tail[", StringComparison.Ordinal) || name is "real" or "on" or "space" or "differs" or "taken";
}
