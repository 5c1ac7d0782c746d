// SPDX-License-Identifier: MIT OR Apache-2.0

using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using PicoEngine.Air.Machines;
using PicoEngine.Backends.Cpu;
using PicoEngine.Backends.Cpu.LogUp;
using PicoEngine.Backends.Programs;
using PicoEngine.Backends.Tests.Machines;
using PicoEngine.Fields;
using PicoEngine.Primitives.Challenger;
using PicoEngine.Primitives.Symmetric;
using PicoEngine.Stark.Zerocheck;
using PicoEngine.Verifier.Stark.LogUp;

namespace PicoEngine.Benchmarks;

/// <summary>
/// The constraint side of a shard proof on tables like those of instructions: leaf fractions, the global sum, the skip round and the rounds behind it,
/// beside what their base products take at the measured packed rate: <c>zerocheck [LOG_ROWS [THREADS]]</c>.
/// </summary>
/// <remarks>
/// Products are those of 32-bit words, whether reduced or summed up first: of a row five for each column of a form, 25 for an extension product; the skip
/// round has three points for a row, two of them with constraints; each later round half as many pairs of rows, with forms at two points and the rest at four.
/// </remarks>
internal static class ZerocheckBenchmark
{
    private const int LogSkip = 4;
    private const int Tables = 16;
    private const int Degree = KoalaBearExtension5.Degree;
    private const int Extension = Degree * Degree;

    private static readonly TimeSpan Time = TimeSpan.FromSeconds(3);

    /// <summary>Prints a table, then one line of JSON.</summary>
    /// <param name="arguments">Log of the rows of all tables, 20 when there is none; threads, 1 when there are none.</param>
    public static int Run(string[] arguments)
    {
        int[] numbers = [.. arguments.Select(argument => int.TryParse(argument, CultureInfo.InvariantCulture, out var number) ? number : 0)];
        var (logRows, threads) = (numbers.ElementAtOrDefault(0, 20), numbers.ElementAtOrDefault(1, 1));
        if (arguments.Length > 2 || logRows is < 14 or > 24 || threads < 1)
        {
            Console.Error.WriteLine("usage: zerocheck [LOG_ROWS, 14 to 24 [THREADS]]");
            return 2;
        }

        var machine = Machine.Compile(
            new MachineDefinition
            {
                Tables = [.. Enumerable.Range(0, Tables).Select(i => new SyntheticTable(14 + ((8 + (5 * i)) % 17), i, i == 0))],
                Buses = [SyntheticTable.State, SyntheticTable.Program, SyntheticTable.Memory, SyntheticTable.Range, SyntheticTable.Cells],
            },
            new MachineLimits(22, [16, 13, 10], 10, 21, [1, 32, 128], 29, 32, 3));
        var witness = Witness(machine, 1 << logRows);
        var rows = witness.Traces.Sum(trace => (long)trace.Height);
        var rate = PrimitivesBenchmark.ProductRate();
        var products = Products(machine, witness);
        var seconds = Measure(machine, witness, threads);
        Console.WriteLine($"{rows} rows, {witness.Traces.Sum(trace => (long)trace.Height * trace.Width)} cells, {threads} thread(s); {rate / 1e9:F1} G products/s");
        Console.WriteLine($"{"part",-14}{"time",12}{"a row",12}{"CPU a row",12}{"limit",12}{"share",8}");
        foreach (var (part, time) in seconds.Append(("sum", (Wall: seconds.Sum(item => item.Best.Wall), Processor: seconds.Sum(item => item.Best.Processor)))))
        {
            var limit = (part == "sum" ? products.Values.Sum() : products[part]) / rate;
            Console.WriteLine(
                $"{part,-14}{1e3 * time.Wall,9:F1} ms{1e9 * time.Wall / rows,9:F1} ns{1e9 * time.Processor / rows,9:F1} ns{1e9 * limit / rows,9:F1} ns"
                + $"{limit / time.Processor,8:P0}");
        }

        Console.WriteLine(JsonSerializer.Serialize(seconds.Select(item => new
        {
            rows,
            threads,
            item.Part,
            nanosecondsPerRow = Math.Round(1e9 * item.Best.Wall / rows, 2),
            processorNanosecondsPerRow = Math.Round(1e9 * item.Best.Processor / rows, 2),
            limit = Math.Round(1e9 * products[item.Part] / rate / rows, 2),
        })));
        return 0;
    }

    private static int ElementAtOrDefault(this int[] numbers, int index, int value) => index < numbers.Length ? numbers[index] : value;

    /// <summary>The best of some runs for each part, by the clock and by processor time of all threads, which a busy machine falsifies less.</summary>
    private static List<(string Part, (double Wall, double Processor) Best)> Measure(Machine machine, ShardWitness witness, int threads)
    {
        using CpuBackend backend = new(threads);
        var shard = CommittedShards.OnHost(machine, witness, LogSkip);
        var challenge = KoalaBearExtension5.Root + KoalaBear.Generator;
        FingerprintChallenges<KoalaBearExtension5> fingerprints = new(challenge, challenge.Square(), challenge.Pow(3), challenge.Pow(5));
        LeafClaim<KoalaBearExtension5> claim = new(
            [.. Enumerable.Range(7, machine.Limits.LogMaximumHeight + machine.LogLeafGroups).Select(i => challenge.Pow((ulong)i))], new(default, default));
        Dictionary<string, (double Wall, double Processor)> best = [];
        for (var total = Stopwatch.StartNew(); total.Elapsed < Time;)
        {
            Clock clock = new(best);
            LeafWriter.Write(machine, witness, fingerprints, backend.Pool, threads, ILeafKernel.Widest).Dispose();
            clock.Take("leaves");
            backend.LogUp.SumGlobal(shard, challenge, challenge.Square());
            clock.Take("global sum");
            ZerocheckProver.Prove(shard, fingerprints, claim, new(Sponge.Poseidon2Width24, default, clock), backend.Zerocheck);
            clock.Take("other rounds");
        }

        return [.. best.Select(item => (item.Key, item.Value))];
    }

    private static Dictionary<string, double> Products(Machine machine, ShardWitness witness)
    {
        Dictionary<string, double> products = new() { ["leaves"] = 0, ["global sum"] = 0, ["skip round"] = 0, ["other rounds"] = 0 };
        foreach (var table in machine.Tables)
        {
            var rows = (double)witness.Traces[table.Index].Height;
            var program = RowProgram.Compile(table, [], realRowIsOne: true, withConstraints: true, []);
            var multiplications = program.Operations.Count(operation => operation.Kind is RowOperationKind.Multiply or RowOperationKind.MultiplyConstant);
            var leaves = machine.LeafGroups.Where(leaf => leaf.Table == table.Index).Select(leaf => leaf.Interactions).ToArray();
            var fingerprints = leaves.Sum(leaf => leaf.Sum(Columns));
            var forms = leaves.Sum(leaf => leaf.Sum(Columns));
            var merges = leaves.Sum(leaf => leaf.Length == 1 ? 0 : (2 * Degree) + Extension + ((leaf.Length - 2) * (Degree + (2 * Extension))));
            var weighted = leaves.Sum(leaf => (leaf.Length - 1) * Extension) + Degree + (Degree * table.Columns.Width);
            var width = table.Columns.Width;
            products["leaves"] += rows * ((Degree * fingerprints) + merges);
            products["global sum"] += rows * leaves.Where(leaf => table.Interactions[leaf[0]].Bus.IsGlobal)
                .Sum(leaf => (Degree * leaf.Sum(Columns)) + (2 * Degree) + Extension + (3 * Extension));

            // Transforms: 17 twiddles and, for two cosets, 16 factors and 17 twiddles for 16 rows of a column.
            products["skip round"] += rows * (((17 + (2 * (16 + 17))) / 16.0 * width)
                + (3 * ((Degree * forms) + weighted + Extension)) + (2 * (multiplications + (Degree * table.Constraints.Length) + Extension)));
            products["other rounds"] += rows * ((Degree + (Extension / 16.0)) * width)
                + (rows / 16 * ((2 * Extension * forms) + (4 * (leaves.Sum(leaf => leaf.Length - 1) + 2) * Extension) + (4 * Extension * (multiplications + table.Constraints.Length + 2))));

            int Columns(int interaction) => table.Interactions[interaction].Message.Append(table.Interactions[interaction].Multiplicity)
                .SelectMany(polynomial => polynomial.Columns).Distinct().Count();
        }

        return products;
    }

    /// <summary>Random cells; the constraints do not hold, which costs the same.</summary>
    private static ShardWitness Witness(Machine machine, int rows)
    {
        var state = 1u;
        List<TraceMatrix> traces = [];
        var left = rows >> 10;
        for (var i = 0; i < machine.Tables.Length; i++)
        {
            // Each table takes a third of what is left, as the tables of a shard differ in height.
            var blocks = i == machine.Tables.Length - 1 ? left : Math.Max(left / 3, Math.Min(left, 1));
            left -= blocks;
            TraceMatrix trace = new(machine.Tables[i].Columns.Width, blocks << 10);
            for (var column = 0; column < trace.Width; column++)
            {
                foreach (ref var cell in trace.Column(column))
                {
                    state = (state * 1664525) + 1013904223;
                    cell = KoalaBear.FromMontgomery((state >> 1) % KoalaBear.Modulus);
                }
            }

            traces.Add(trace);
        }

        return new([], [.. traces]);
    }

    /// <summary>Measures the parts; the skip round ends when its message is absorbed.</summary>
    private sealed class Clock(Dictionary<string, (double Wall, double Processor)> best) : ITranscriptLedger
    {
        private long _wall = Stopwatch.GetTimestamp();
        private TimeSpan _processor = Environment.CpuUsage.TotalTime;

        public void Take(string part)
        {
            var (wall, processor) = (Stopwatch.GetTimestamp(), Environment.CpuUsage.TotalTime);
            var known = best.GetValueOrDefault(part, (Wall: double.MaxValue, Processor: double.MaxValue));
            best[part] = (
                Math.Min(known.Wall, Stopwatch.GetElapsedTime(_wall, wall).TotalSeconds),
                Math.Min(known.Processor, (processor - _processor).TotalSeconds));
            (_wall, _processor) = (wall, processor);
        }

        public void Observed(MessageKind kind, ReadOnlySpan<KoalaBear> words)
        {
            if (kind == MessageKind.Skip)
            {
                Take("skip round");
            }
        }

        public void Sampled(ReadOnlySpan<KoalaBear> words)
        {
        }
    }
}
