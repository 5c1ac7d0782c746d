// SPDX-License-Identifier: MIT OR Apache-2.0

using System.Globalization;
using System.Text;
using PicoEngine.Air.Builders;
using PicoEngine.Air.Interactions;
using PicoEngine.Air.Machines;
using PicoEngine.Primitives.Symmetric;
using PicoEngine.Verifier.Keys;

namespace PicoEngine.Chips.Tests.Manifest;

/// <summary>
/// The RISC-V machine as compiled, in lines that a reviewer can compare: what verifying keys are made of, counted from the compiled tables and not from
/// what somebody meant to write.
/// </summary>
internal static class MachineManifest
{
    /// <summary>Where the agreed manifest stands in the repository.</summary>
    public const string File = "tests/PicoEngine.Chips.Tests/Manifest/rv32im.txt";

    /// <summary>The command that writes it anew.</summary>
    public const string Command = "./build.sh bench manifest";

    /// <summary>The whole manifest.</summary>
    public static string Write()
    {
        var family = RiscVFamily.At(SecurityLevel.Bits128);
        Text text = new();
        text.Line($"# The RISC-V machine as compiled. A change here is a change of every verifying key. Written by {Command}");
        text.Line($"machine {family.Machine.Definition.Id}");
        text.Line($"{family.Machine.Tables.Length} tables, {Counts(family.Machine)}");
        text.Line($"preprocessed widths {string.Join(", ", family.Machine.PreprocessedWidths)}");
        foreach (var level in Enum.GetValues<SecurityLevel>().OrderDescending())
        {
            text.Line($"digest {RiscVFamily.At(level).Parameters.Name} {RiscVFamily.At(level).Digest}");
        }

        WriteBuses(text, family.Machine);
        WriteTables(text, family.Machine);
        WritePublicValues(text, family.Machine);
        WriteShapes(text, family.Machine);
        foreach (var level in Enum.GetValues<SecurityLevel>().OrderDescending())
        {
            WriteSoundness(text, RiscVFamily.At(level));
        }

        return text.ToString();
    }

    /// <summary>The numbers that the README quotes.</summary>
    public static string Counts(Machine machine) => string.Create(CultureInfo.InvariantCulture,
        $"{machine.ColumnCount:N0} columns, {machine.ConstraintCount:N0} constraints, {machine.Definition.PublicValues.Length} public values");

    private static void WriteBuses(Text text, Machine machine)
    {
        text.Heading("bus, number, arity, scope");
        foreach (var bus in machine.Buses)
        {
            text.Line($"{bus.Name,-18} {bus.Id,2} {bus.Arity,2} {(bus.IsGlobal ? "global" : "local")}");
        }
    }

    private static void WriteTables(Text text, Machine machine)
    {
        text.Heading("table, log of block height, preprocessed + boundary + main columns, constraints and their degree, interactions by bus");
        foreach (var table in machine.Tables)
        {
            var groups = Enum.GetValues<ColumnGroup>().Select(table.Columns.GroupWidth).ToArray();
            var degree = table.Constraints.Select(constraint => constraint.Degree).DefaultIfEmpty(0).Max();
            text.Line($"{table.Name,-18} 2^{table.Source.LogBlockHeight,-2} {groups[0],2} + {groups[1],2} + {groups[2],3}  {table.Constraints.Length,3} of degree {degree}  {Interactions(table.Interactions)}");
        }

        text.Heading("table, digest of its program of constraints and interactions");
        foreach (var table in machine.Tables)
        {
            text.Line($"{table.Name,-18} {Sponge.Poseidon2Width24.Hash(DomainTag.Table, MachineEncoding.TableWords(table))}");
        }
    }

    private static string Interactions(IEnumerable<Interaction> interactions) => string.Join(
        ' ', interactions.GroupBy(interaction => interaction.Bus).OrderBy(group => group.Key.Id).Select(group => $"{group.Key.Name} {group.Count()}"));

    private static void WritePublicValues(Text text, Machine machine)
    {
        text.Heading("public values of a shard, and what they send and receive");
        foreach (var line in machine.Definition.PublicValues.Chunk(16))
        {
            text.Line($"{line[0].Index,2}: {string.Join(' ', line.Select(value => value.Name))}");
        }

        text.Line($"{Interactions(machine.PublicInteractions)}");
    }

    private static void WriteShapes(Text text, Machine machine)
    {
        text.Heading("shape, boundary and main stacked columns, blocks, tables");
        foreach (var (shape, number) in machine.Shapes.Select((shape, number) => (shape, number)))
        {
            var names = shape.Tables.IsDefault ? [.. machine.Tables.Select(table => table.Name)] : shape.Tables;
            var missing = machine.Tables.Select(table => table.Name).Except(names).ToArray();
            text.Line($"{number,2} {shape.BoundaryWidth,3} {shape.MainWidth,3} {shape.Blocks,-5} {(missing.Length == 0 ? "all" : $"all but {string.Join(' ', missing)}")}");
        }
    }

    private static void WriteSoundness(Text text, MachineFamily family)
    {
        var report = family.Soundness;
        text.Heading($"{family.Parameters.Name}: challenge, how many in a shard, bits of each");
        foreach (var round in report.Rounds.Append(report.GlobalChallenge))
        {
            text.Line($"{round.Name,-20} {round.Count,4} {round.Bits,6:F1}");
        }

        text.Line($"least round {report.SecurityBits:F1}, union over a shard {report.UnionBits:F1}, hash collision {report.HashCollisionBits:F1}");
    }

    private sealed class Text
    {
        private readonly StringBuilder _lines = new();

        public void Line(FormattableString line) => _lines.Append(line.ToString(CultureInfo.InvariantCulture).TrimEnd()).Append('\n');

        public void Heading(string heading) => _lines.Append("\n# ").Append(heading).Append('\n');

        public override string ToString() => _lines.ToString();
    }
}
