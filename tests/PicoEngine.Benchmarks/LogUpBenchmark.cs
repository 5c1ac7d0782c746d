// SPDX-License-Identifier: MIT OR Apache-2.0

using System.Diagnostics;
using System.Text.Json;
using PicoEngine.Backends.Buffers;
using PicoEngine.Backends.Cpu.LogUp;
using PicoEngine.Fields;
using PicoEngine.Fields.Packed;
using PicoEngine.Primitives.Challenger;
using PicoEngine.Primitives.Symmetric;
using PicoEngine.Stark.LogUp;

namespace PicoEngine.Benchmarks;

/// <summary>Nanoseconds per real leaf of the fractional-sum prover, by part, beside what its extension multiplications take at the measured packed rate.</summary>
/// <remarks>
/// Of a layer of N nodes: tree 3/2 N products and 60 bytes per node (read 40, write 20); first round N and 40; first fold with the second message 2 N and 60;
/// the other folds 7/4 N and 60. All layers together are twice the leaves. Bytes count what passes read and write, not the reading of lines before they are written.
/// </remarks>
internal static unsafe class LogUpBenchmark
{
    private const int LogRows = 22;

    private static readonly TimeSpan TimePerRow = TimeSpan.FromSeconds(2);

    private static readonly (string Name, double Products, double Bytes)[] Parts =
    [
        ("tree", 3, 120),
        ("leaf layer, first round", 1, 40),
        ("leaf layer, first fold", 2, 60),
        ("leaf layer, other folds", 1.75, 60),
        ("next layer", 4.75 / 2, 80),
        ("layers above", 4.75 / 2, 80),
        ("sum", 12.5, 440),
    ];

    /// <summary>Prints a table per size, then one line of JSON.</summary>
    /// <param name="arguments">Logarithms of the numbers of leaves; 22 and 24 when there are none.</param>
    public static int Run(string[] arguments)
    {
        var sizes = new List<int>();
        foreach (var argument in arguments.DefaultIfEmpty("22").Concat(arguments.Length == 0 ? ["24"] : []))
        {
            if (!int.TryParse(argument, out var size) || size is < 14 or > 26)
            {
                Console.Error.WriteLine("usage: logup [LOG_LEAVES, 14 to 26] ..");
                return 2;
            }

            sizes.Add(size);
        }

        using ElementBufferPool pool = new();
        var rate = ProductRate();
        Console.WriteLine($"packed products in the extension, one thread: {rate / 1e9:F3} G/s");
        var results = new List<object>();
        foreach (var size in sizes)
        {
            using var leaves = Leaves(size, pool);
            var columns = new[] { 1, 2 }.Select(threads => (Threads: threads, Nanoseconds: Measure(leaves, threads))).ToArray();
            Console.WriteLine(
                $"{$"2^{size} leaves, {leaves.Layout.Heights.Count} groups",-28}{"products",9}{"bytes",7}{"limit",8}"
                + $"{"1 thread",10}{"CPU",8}{"share",7}{"GB/s",7}{"2 threads",11}{"CPU",8}{"share",7}{"GB/s",7}");
            for (var part = 0; part < Parts.Length; part++)
            {
                var (name, products, bytes) = Parts[part];
                var limit = products * 1e9 / rate;
                var cells = columns.Select(column =>
                {
                    var (wall, cpu) = column.Nanoseconds[part];
                    return $"{wall,10:F2}{cpu,8:F2}{limit / cpu,7:P0}{bytes / wall,7:F1}";
                });
                Console.WriteLine($"{name,-28}{products,9:F2}{bytes,7:F0}{limit,8:F2}{string.Join(' ', cells)}");
                results.AddRange(columns.Select(column => new
                {
                    leaves = 1L << size,
                    part = name,
                    threads = column.Threads,
                    nanosecondsPerLeaf = Math.Round(column.Nanoseconds[part].Wall, 3),
                    processorNanosecondsPerLeaf = Math.Round(column.Nanoseconds[part].Processor, 3),
                    limit = Math.Round(limit, 3),
                }));
            }
        }

        Console.WriteLine(JsonSerializer.Serialize(results));
        return 0;
    }

    /// <summary>The best of some runs for each part, by the clock and by processor time of all threads, which a busy machine falsifies less.</summary>
    private static (double Wall, double Processor)[] Measure(FractionLeaves leaves, int threads)
    {
        var best = Enumerable.Repeat((Wall: double.MaxValue, Processor: double.MaxValue), Parts.Length).ToArray();
        var layers = leaves.Layout.LayerCount;
        for (var total = Stopwatch.StartNew(); total.Elapsed < TimePerRow;)
        {
            Clock clock = new();
            using CpuFractionTree tree = new(leaves, IFractionKernel.Widest, threads, ownsLeaves: false);
            clock.Mark(0, 0);
            FractionalSumProver.Prove(tree, new DuplexChallenger(Sponge.Poseidon2Width24, default, clock));
            (double Wall, double Processor)[] parts =
            [
                clock.Between((0, -1), (0, 0)),
                clock.Between((layers - 1, -1), (layers, 0)),
                clock.Between((layers, 0), (layers, 1)),
                clock.Between((layers, 1), (layers, -1)),
                clock.Between((layers - 2, -1), (layers - 1, -1)),
                clock.Between((0, 0), (layers - 2, -1)),
                clock.Between((0, -1), (layers, -1)),
            ];
            for (var part = 0; part < best.Length; part++)
            {
                var scale = 1e9 / leaves.Layout.RealLeaves;
                best[part] = (Math.Min(best[part].Wall, scale * parts[part].Wall), Math.Min(best[part].Processor, scale * parts[part].Processor));
            }
        }

        return best;
    }

    /// <summary>Groups of 1, 3, 5, .. blocks, the last one shorter, filled with words of a fixed sequence.</summary>
    private static FractionLeaves Leaves(int logLeaves, ElementBufferPool pool)
    {
        var blocks = 1 << (logLeaves - 10);
        List<int> heights = [];
        for (var height = 1; blocks > 0; height += 2)
        {
            var taken = Math.Min(Math.Min(height, blocks), 1 << (LogRows - 10));
            heights.Add(taken << 10);
            blocks -= taken;
        }

        var leaves = new FractionLeaves(new FractionLayout(LogRows, heights.ToArray()), pool);
        var state = 1u;
        for (var group = 0; group < heights.Count; group++)
        {
            for (var row = 0; row < heights[group]; row += FractionLeaves.TileRows)
            {
                foreach (ref var word in leaves.Tile(group, row))
                {
                    state = (state * 1664525) + 1013904223;
                    word = KoalaBear.FromMontgomery((state >> 1) % KoalaBear.Modulus);
                }
            }
        }

        return leaves;
    }

    private static double ProductRate() =>
        PackedKoalaBear512.IsSupported ? ProductRate<PackedKoalaBear512>()
        : PackedKoalaBear256.IsSupported ? ProductRate<PackedKoalaBear256>()
        : ProductRate<PackedKoalaBear1>();

    /// <summary>Independent products over first-level cache, the best of many short runs.</summary>
    private static double ProductRate<TPacked>()
        where TPacked : unmanaged, IPackedKoalaBear<TPacked>
    {
        const int Vectors = 16;
        const int Rounds = 2000;
        var elements = stackalloc PackedExtension5<TPacked>[Vectors];
        for (var i = 0; i < Vectors; i++)
        {
            elements[i] = PackedExtension5<TPacked>.FromBase(TPacked.Broadcast(KoalaBear.FromCanonical((uint)i + 2)));
        }

        var factor = PackedExtension5<TPacked>.Broadcast(KoalaBearExtension5.Root + KoalaBear.Generator);
        var best = double.MaxValue;
        for (var total = Stopwatch.StartNew(); total.ElapsedMilliseconds < 1000;)
        {
            var start = Stopwatch.GetTimestamp();
            MultiplyAll(elements, Vectors, factor, Rounds);
            best = Math.Min(best, Stopwatch.GetElapsedTime(start).TotalSeconds);
        }

        return (double)Vectors * Rounds * TPacked.Lanes / best;
    }

    private static void MultiplyAll<TPacked>(PackedExtension5<TPacked>* elements, int count, in PackedExtension5<TPacked> factor, int rounds)
        where TPacked : unmanaged, IPackedKoalaBear<TPacked>
    {
        for (var round = 0; round < rounds; round++)
        {
            for (var i = 0; i < count; i++)
            {
                elements[i] *= factor;
            }
        }
    }

    /// <summary>Writes down when each message was absorbed: round 0, 1, .. of a layer, or its claims as -1. Layer 0 is the tree.</summary>
    private sealed class Clock : ITranscriptLedger
    {
        private readonly Dictionary<(int Layer, int Round), (long Wall, TimeSpan Processor)> _times = [];
        private int _layer = 1;
        private int _round;

        public Clock() => Mark(0, -1);

        public void Mark(int layer, int round) => _times[(layer, round)] = (Stopwatch.GetTimestamp(), Environment.CpuUsage.TotalTime);

        public void Observed(MessageKind kind, ReadOnlySpan<KoalaBear> words)
        {
            if (kind == MessageKind.GkrClaims)
            {
                Mark(_layer++, -1);
                _round = 0;
            }
            else
            {
                Mark(_layer, _round++);
            }
        }

        public void Sampled(ReadOnlySpan<KoalaBear> words)
        {
        }

        public (double Wall, double Processor) Between((int Layer, int Round) from, (int Layer, int Round) to) => (
            Stopwatch.GetElapsedTime(_times[from].Wall, _times[to].Wall).TotalSeconds,
            (_times[to].Processor - _times[from].Processor).TotalSeconds);
    }
}
