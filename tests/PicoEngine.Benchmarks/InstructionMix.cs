// SPDX-License-Identifier: MIT OR Apache-2.0

using System.Globalization;
using System.Text.Json;
using PicoEngine.Air.Builders;
using PicoEngine.Air.Machines;
using PicoEngine.Executor;
using PicoEngine.RiscV.Events;
using PicoEngine.Verifier.Keys;

namespace PicoEngine.Benchmarks;

/// <summary>
/// Cells and interactions of the RISC-V machine on the instruction mix of a real program: <c>mix</c> for the committed mix of Pico's reth guest,
/// <c>mix ELF [INPUT…] [--json FILE]</c> for another run. The tables of instructions are the number to compare; what shards cost beside them stands apart.
/// </summary>
internal static class InstructionMix
{
    /// <summary>The committed mix: rows by table and shard, measured by executing the guest.</summary>
    private const string Committed = "reth-17106222-mix.json";

    // The design's targets for this mix (cells and interactions of the instruction tables a cycle).
    private const double TargetCells = 24;
    private const double TargetInteractions = 15;

    public static int Run(string[] arguments)
    {
        List<string> inputs = [.. arguments];
        string? json = null;
        if (inputs.IndexOf("--json") is >= 0 and var at)
        {
            json = inputs[at + 1];
            inputs.RemoveRange(at, 2);
        }

        Mix mix = inputs.Count > 0 ? Measure(inputs) : JsonSerializer.Deserialize<Mix>(File.ReadAllBytes(Path.Combine(AppContext.BaseDirectory, Committed)))!;
        Print(mix, RiscVFamily.At(SecurityLevel.Bits128).Machine);
        if (json is not null)
        {
            File.WriteAllText(json, JsonSerializer.Serialize(mix).Replace("[[", "[\n[", StringComparison.Ordinal).Replace("],[", "],\n[", StringComparison.Ordinal) + "\n");
        }

        return 0;
    }

    private static Mix Measure(List<string> arguments)
    {
        using GuestProgram program = GuestProgram.Load(File.ReadAllBytes(arguments[0]));
        var input = new GuestInput();
        foreach (string argument in arguments.Skip(1))
        {
            input.Add(argument.StartsWith("0x", StringComparison.Ordinal) ? Convert.FromHexString(argument[2..]) : File.ReadAllBytes(argument));
        }

        ExecutionReport report = GuestExecutor.Execute(program, input);
        return new Mix(
            Path.GetFileName(arguments[0]),
            program.Image.Sha256,
            report.Cycles,
            report.TouchedWords,
            program.Image.Instructions.Length,
            report.CountOpcodes(program.Image.Instructions.Span).ToDictionary(count => count.Key.ToString(), count => count.Value),
            report.Syscalls.ToDictionary(call => call.Key.ToString(), call => call.Value),
            [.. report.Shards.Select(shard => (long[])[.. shard.Rows, shard.Memory.Count, shard.HintWords])]);
    }

    private static void Print(Mix mix, Machine machine)
    {
        InstructionTable[] tables = Enum.GetValues<InstructionTable>();
        TableDefinition[] definitions = [.. tables.Select(table => machine.Tables.Single(
            definition => string.Equals(definition.Name.Replace("_", "", StringComparison.Ordinal), table.ToString(), StringComparison.OrdinalIgnoreCase)))];
        double cycles = mix.Cycles;
        (double cells, double interactions, double padding) = (0, 0, 0);
        Console.WriteLine(FormattableString.Invariant($"{mix.Program}: {mix.Cycles:N0} cycles in {mix.Shards.Length} shards"));
        Console.WriteLine($"{"table",-16}{"of cycles",10}{"cells",8}{"interactions",14}");
        for (int i = 0; i < tables.Length; i++)
        {
            TableDefinition table = definitions[i];
            long rows = mix.Shards.Sum(shard => shard[i]);
            long inBlocks = mix.Shards.Sum(shard => Blocks(shard[i], table));
            Console.WriteLine(FormattableString.Invariant($"{table.Name,-16}{rows / cycles,10:P2}{MainWidth(table),8}{table.Interactions.Length,14}"));
            cells += rows * (double)MainWidth(table);
            interactions += rows * (double)table.Interactions.Length;
            padding += (inBlocks - rows) * (double)MainWidth(table);
        }

        Console.WriteLine(FormattableString.Invariant(
            $"instruction tables: {cells / cycles:F2} cells (target {TargetCells}), {interactions / cycles:F2} interactions (target {TargetInteractions}) a cycle"));
        Console.WriteLine($"{"beside them, a cycle",-46}{"cells",8}{"boundary cells",16}{"interactions",14}");
        Line("padding of instruction tables to whole blocks", padding, 0, 0);
        TableDefinition boundary = Table("boundary");
        Rows("boundary: register cells and words of a shard", boundary, mix.Shards.Sum(shard => shard[tables.Length] + RegisterNumbers.Count));
        Rows("memory: first and last value of words", Table("memory"), mix.TouchedWords);
        Rows("hint: words that HINT_READ writes", Table("hint"), mix.Shards.Sum(shard => shard[tables.Length + 1]));
        double lookups = new[] { "range16", "range14", "byte" }.Sum(name => Entries(name) * (double)MainWidth(Table(name)));
        Line("multiplicities of lookup tables and program", mix.Shards.Length * (lookups + (mix.ProgramWords * (double)MainWidth(Table("program")))), 0,
            mix.Shards.Length * (Entries("range16") + Entries("range14") + (4.0 * Entries("byte")) + mix.ProgramWords));
        Console.WriteLine();
        Console.WriteLine(FormattableString.Invariant(
            $"| instruction mix of {mix.Program}, {mix.Cycles:N0} cycles | {cells / cycles:F2} cells | {interactions / cycles:F2} interactions | `./build.sh bench mix` |"));

        TableDefinition Table(string name) => machine.Tables.Single(table => table.Name == name);

        void Rows(string label, TableDefinition table, long rows) => Line(
            label, rows * (double)MainWidth(table), rows * (double)table.Columns.GroupWidth(ColumnGroup.Boundary), rows * (double)table.Interactions.Length);

        void Line(string label, double main, double boundaryCells, double messages) => Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture, $"{label,-46}{main / cycles,8:F3}{boundaryCells / cycles,16:F3}{messages / cycles,14:F3}"));
    }

    private static int MainWidth(TableDefinition table) => table.Columns.GroupWidth(ColumnGroup.Main);

    private static long Blocks(long rows, TableDefinition table) => (rows + (1L << table.LogBlockHeight) - 1) >> table.LogBlockHeight << table.LogBlockHeight;

    private static double Entries(string table) => table == "range14" ? 1 << 14 : 1 << 16;

    /// <summary>A run by what it leaves in the tables.</summary>
    /// <param name="Program">The ELF's file name.</param>
    /// <param name="Sha256">Its SHA-256.</param>
    /// <param name="Cycles">Executed instructions.</param>
    /// <param name="TouchedWords">Different memory words, those of the image among them.</param>
    /// <param name="ProgramWords">Instructions of the program.</param>
    /// <param name="Opcodes">Executions by opcode.</param>
    /// <param name="Calls">System calls by name.</param>
    /// <param name="Shards">Of each shard the rows of the instruction tables in the order of <see cref="InstructionTable"/>, touched words, hint words.</param>
    private sealed record Mix(
        string Program,
        string Sha256,
        ulong Cycles,
        long TouchedWords,
        long ProgramWords,
        Dictionary<string, ulong> Opcodes,
        Dictionary<string, ulong> Calls,
        long[][] Shards);
}
