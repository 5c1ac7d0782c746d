// SPDX-License-Identifier: MIT OR Apache-2.0

using System.Text.Json;
using PicoEngine.Air.Builders;
using PicoEngine.Air.Layout;
using PicoEngine.Air.Machines;
using PicoEngine.Executor;
using PicoEngine.Protocol.Parameters;
using PicoEngine.RiscV.Events;
using PicoEngine.Verifier.Keys;

namespace PicoEngine.Benchmarks;

/// <summary>A shard that a program fills: the rows of its run, scaled until the main columns of a shape are full.</summary>
/// <param name="Name">The program.</param>
/// <param name="Parameters">The parameter set of the shape.</param>
/// <param name="Machine">The tables of the shape.</param>
/// <param name="Heights">Per table its height in blocks.</param>
/// <param name="Cycles">Instructions of the shard.</param>
internal sealed record ShardMix(string Name, SystemParameters Parameters, Machine Machine, int[] Heights, double Cycles)
{
    private const string RethMix = "reth-17106222-mix.json";

    // A call of each is one row, and 24 of the rounds' table.
    private const int KeccakRounds = 24;

    /// <summary>Main cells in whole blocks.</summary>
    public long Cells => Heights.Zip(Machine.Tables).Sum(pair => ((long)pair.First << pair.Second.LogBlockHeight) * pair.Second.Columns.GroupWidth(ColumnGroup.Main));

    /// <summary>A shard of the fibonacci guest.</summary>
    public static ShardMix Fibonacci(int width, string elf)
    {
        using var program = GuestProgram.Load(File.ReadAllBytes(elf));
        var report = GuestExecutor.Execute(program, GuestInput.From(BitConverter.GetBytes(300_000)));
        Dictionary<string, double> rows = new() { ["boundary"] = report.Shards.Sum(shard => shard.Memory.Count), ["memory"] = report.TouchedWords };
        Add(rows, [.. Enumerable.Range(0, Enum.GetValues<InstructionTable>().Length).Select(table => (double)report.Shards.Sum(shard => (long)shard.Rows[table]))]);
        return Fill("fibonacci", width, 0, rows, report.Cycles, program.Image.Instructions.Length);
    }

    /// <summary>A shard of Pico's reth guest on block 17106222, from the committed mix of its run.</summary>
    public static ShardMix Reth(int width)
    {
        using var mix = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(AppContext.BaseDirectory, RethMix)));
        var (root, tables) = (mix.RootElement, Enum.GetValues<InstructionTable>().Length);
        var shards = root.GetProperty("Shards").EnumerateArray().Select(shard => shard.EnumerateArray().Select(rows => rows.GetDouble()).ToArray()).ToArray();
        double Sum(int index) => shards.Sum(shard => shard[index]);
        double Calls(string name) => root.GetProperty("Calls").GetProperty(name).GetDouble();
        Dictionary<string, double> rows = new()
        {
            ["boundary"] = Sum(tables),
            ["hint"] = Sum(tables + 1),
            ["memory"] = root.GetProperty("TouchedWords").GetDouble(),
            ["keccak_permute"] = Calls("KeccakPermute"),
            ["keccak_round"] = KeccakRounds * Calls("KeccakPermute"),
            ["weierstrass256_add"] = Calls("Secp256k1Add"),
            ["weierstrass256_double"] = Calls("Secp256k1Double"),
        };
        Add(rows, [.. Enumerable.Range(0, tables).Select(Sum)]);
        return Fill("reth", width, 2, rows, root.GetProperty(nameof(Cycles)).GetDouble(), root.GetProperty("ProgramWords").GetInt64());
    }

    private static void Add(Dictionary<string, double> rows, double[] instructions)
    {
        foreach (var table in Enum.GetValues<InstructionTable>())
        {
            rows[table.ToString().ToLowerInvariant()] = instructions[(int)table];
        }
    }

    /// <summary>The largest multiple of the rows that fits.</summary>
    private static ShardMix Fill(string name, int width, int chips, Dictionary<string, double> rows, double cycles, long programWords)
    {
        var family = RiscVFamily.At(SecurityLevel.Bits128);
        var shape = family.Shapes.Where(shape => shape.MainWidth == width && shape.Blocks == BlockClass.Large)
            .OrderBy(shape => shape.Tables.IsDefault ? int.MaxValue : shape.Tables.Length).ElementAt(chips);
        var machine = family.Machine.InShape(shape, 1);
        var capacity = HeightCheck.Capacity(machine.Limits, ColumnGroup.Main);
        var (low, high) = (0.0, 1e3 * capacity / rows.Values.Sum());
        for (var step = 0; step < 60; step++)
        {
            var middle = (low + high) / 2;
            (low, high) = Fits(Scale(machine, rows, middle, programWords)) ? (middle, high) : (low, middle);
        }

        return new(name, family.ParametersOf(shape, 1), machine, Scale(machine, rows, low, programWords), low * cycles);

        bool Fits(int[] heights) => heights.Zip(machine.Tables).All(pair => (long)pair.First << pair.Second.LogBlockHeight <= 1L << machine.Limits.LogMaximumHeight)
            && heights.Zip(machine.Tables).Sum(pair => ((long)pair.First << pair.Second.LogBlockHeight) * pair.Second.Columns.GroupWidth(ColumnGroup.Main)) <= capacity;
    }

    private static int[] Scale(Machine machine, Dictionary<string, double> rows, double scale, long programWords) => [.. machine.Tables.Select(table =>
    {
        var own = table.Name switch
        {
            "program" => programWords,
            "range16" or "byte" or "keccak_lookup" => 1 << 16,
            "range14" => 1 << 14,
            _ => scale * rows.GetValueOrDefault(table.Name, rows.GetValueOrDefault(table.Name.Replace("_", "", StringComparison.Ordinal))),
        };
        return (int)Math.Ceiling(own / (1 << table.LogBlockHeight));
    })];
}
