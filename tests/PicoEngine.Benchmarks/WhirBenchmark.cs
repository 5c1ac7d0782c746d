// SPDX-License-Identifier: MIT OR Apache-2.0

using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using PicoEngine.Backends.Abstractions;
using PicoEngine.Backends.Buffers;
using PicoEngine.Backends.Cpu;
using PicoEngine.Backends.Cpu.Commitments;
using PicoEngine.Fields;
using PicoEngine.Primitives.Challenger;
using PicoEngine.Primitives.MerkleTree;
using PicoEngine.Primitives.Poseidon2;
using PicoEngine.Primitives.Symmetric;
using PicoEngine.Protocol.Parameters;
using PicoEngine.Protocol.Transcripts;
using PicoEngine.Stark.Whir;
using PicoEngine.Verifier.Stark.Whir;

namespace PicoEngine.Benchmarks;

/// <summary>Commits to W stacked columns of 2^m cells with the rates and queries of CORE-128, opens them, and verifies: time by phase, permutations, memory.</summary>
/// <remarks>
/// Small runs come first, until the code is compiled; of two runs at full size the second counts, because the first touches the memory. The limit beside the trees is their number of permutations at the
/// rate of permutations alone, measured in the same process. Processor time is what a busy machine leaves of the figures: shares and limits use it.
/// </remarks>
internal static class WhirBenchmark
{
    /// <summary>Prints the table, then one line of JSON.</summary>
    /// <param name="arguments">Log of the height (21), number of columns (64), threads (1), keep or recompute (keep).</param>
    public static int Run(string[] arguments)
    {
        var numbers = arguments.Take(3).Select(text => int.TryParse(text, CultureInfo.InvariantCulture, out var number) ? number : -1).ToArray();
        var logHeight = numbers.Length > 0 ? numbers[0] : 21;
        var width = numbers.Length > 1 ? numbers[1] : 64;
        var threads = numbers.Length > 2 ? numbers[2] : 1;
        var storage = CodewordStorage.Keep;
        if (logHeight is < 16 or > 21 || width is < 17 or > 256 || threads is < 1 or > 64
            || (arguments.Length > 3 && !Enum.TryParse(arguments[3], ignoreCase: true, out storage)) || arguments.Length > 4)
        {
            Console.Error.WriteLine("usage: whir [log-height 16..21] [columns 17..256] [threads] [keep|recompute]");
            return 2;
        }

        var parameters = Parameters(logHeight, width);
        using CpuBackend backend = new(threads);
        using var columns = new ColumnGroups(parameters, backend.Pool);
        WarmUp(threads, storage);
        OneRun(parameters, columns, backend, storage);
        var run = OneRun(parameters, columns, backend, storage);
        Print(parameters, run, PermutationRate(), threads, backend.Pool.AllocatedBytes);
        return 0;
    }

    private static SystemParameters Parameters(int logHeight, int width)
    {
        var core = SystemParameters.Core128;
        return new SystemParameters(
            $"CORE-128 with {width} columns of 2^{logHeight}", core.LogMaximumHeight, core.LogSkip, core.LogBlockHeights, core.LogPieceHeight, logHeight,
            [8, 8, width - 16], core.LogBlowups, core.FoldedVariables, core.QueryCounts, core.OutOfDomainSamples, core.LogUpGrindingBits,
            core.BatchingGrindingBits, core.FoldingGrindingBits, core.QueryGrindingBits, core.LogCapSize, core.MaximumShards, core.LogMaximumFractions,
            core.MaximumMessageLength, core.InteractionsPerLeaf);
    }

    /// <summary>Small runs for two seconds, and a pause in which tiered compilation ends.</summary>
    private static void WarmUp(int threads, CodewordStorage storage)
    {
        var parameters = Parameters(16, 17);
        using CpuBackend backend = new(threads);
        using var columns = new ColumnGroups(parameters, backend.Pool);
        for (var clock = Stopwatch.StartNew(); clock.ElapsedMilliseconds < 2000;)
        {
            OneRun(parameters, columns, backend, storage);
        }

        Thread.Sleep(TimeSpan.FromMilliseconds(300));
        OneRun(parameters, columns, backend, storage);
    }

    private static Measurement OneRun(SystemParameters parameters, ColumnGroups columns, CpuBackend backend, CodewordStorage storage)
    {
        // A group owns its columns.
        var copies = Array.ConvertAll(columns.Groups, group =>
        {
            var copy = backend.Pool.Rent(group.Length);
            group.Span.CopyTo(copy.Span);
            return copy;
        });
        var run = new Measurement();
        var clock = Stopwatch.StartNew();
        CpuCommittedGroup[] groups =
        [
            .. copies.Select((group, index) => CpuCommittedGroup.Commit(
                parameters, index, group, storage, backend.Pool, backend.DegreeOfParallelism, (step, elapsed) => run.Add("commit", step.ToString(), elapsed))),
        ];
        run.Add("commit", "all", clock.Elapsed);
        try
        {
            var point = columns.Point;
            clock.Restart();
            using var session = backend.Opening.BeginIndex(parameters, groups, point, new KoalaBearExtension5[1 << parameters.IndexVariables]);
            var claims = session.EvaluateColumns(point.Row);
            run.Add("values", "pieces and columns at the point", clock.Elapsed);

            clock.Restart();
            var proof = new WhirProver(parameters, backend, run).Prove(Challenger(parameters, claims), groups, point);
            run.Add("open", "all", clock.Elapsed);
            var words = WhirProofCodec.ToWords(proof, parameters);
            run.ProofBytes = sizeof(uint) * (long)words.Length;

            clock.Restart();
            var statement = new WhirStatement<KoalaBearExtension5, Digest>([.. groups.Select(group => group.Cap)], claims, point);
            var rejection = WhirVerifier.Verify(parameters, Challenger(parameters, claims), statement, words);
            run.Add("verify", "all", clock.Elapsed);
            return rejection is null ? run : throw new InvalidOperationException($"The verifier refused the opening: {rejection}.");
        }
        finally
        {
            Array.ForEach(groups, group => group.Dispose());
        }
    }

    private static DuplexChallenger Challenger(SystemParameters parameters, KoalaBearExtension5[] claims)
    {
        var challenger = TranscriptStart.Begin(ProtocolId.Shard, parameters, default);
        challenger.Observe(MessageKind.StackClaims, claims);
        return challenger;
    }

    private static double PermutationRate()
    {
        var states = new KoalaBear[Sponge.Width * IPermutation.BatchSize];
        var best = 0.0;
        for (var clock = Stopwatch.StartNew(); clock.ElapsedMilliseconds < 500;)
        {
            var start = Stopwatch.GetTimestamp();
            for (var i = 0; i < 1000; i++)
            {
                Poseidon2Permutation.Width24.PermuteBatch(states);
            }

            best = Math.Max(best, 1000 * IPermutation.BatchSize / Stopwatch.GetElapsedTime(start).TotalSeconds);
        }

        return best;
    }

    private static double Permutations(LeafLayout layout) =>
        (double)(1 << layout.LogLeafCount) * (((layout.LeafWords + Sponge.Rate - 1) / Sponge.Rate) + 1);

    private static void Print(SystemParameters parameters, Measurement run, double permutationRate, int threads, long bufferBytes)
    {
        var groups = Enumerable.Range(0, SystemParameters.GroupCount).Sum(group => Permutations(WhirShape.GroupLayout(parameters, group)));
        var folded = Enumerable.Range(1, parameters.Rounds - 1).Sum(round => Permutations(WhirShape.RoundLayout(parameters, round)));
        Console.WriteLine($"{parameters}, {threads} thread(s)");
        foreach (var row in run.Rows)
        {
            Console.WriteLine($"{row.Stage,-10}{row.Phase,-36}{row.Elapsed.TotalMilliseconds,10:F1} ms{row.Processor.TotalMilliseconds,10:F1} ms of processor");
        }

        var (commit, open) = (run.Processor("commit", "all"), run.Processor("open", "all"));
        Console.WriteLine($"permutations: {groups / 1e6:F1} M in the commitment, {folded / 1e6:F2} M in the opening; alone {permutationRate / 1e6:F2} M/s");
        Console.WriteLine($"trees against that limit: {groups / permutationRate / run.Processor("commit", "Tree").TotalSeconds:P0} in the commitment");
        Console.WriteLine($"shares: hashing {run.Share("Tree", commit + open):P0}, codewords {run.Share("Encode", commit + open):P0} of commitment and opening");
        var cells = (double)parameters.StackedWidth * (1 << parameters.LogStackedHeight);
        Console.WriteLine($"cells: {cells / 1e6:F0} M, {(commit + open).TotalNanoseconds / cells:F2} ns of processor each; proof {run.ProofBytes / 1024.0:F0} KiB");
        var peak = Process.GetCurrentProcess().PeakWorkingSet64;
        Console.WriteLine($"memory: buffers {bufferBytes >> 20} MiB with columns, peak of the process {peak >> 20} MiB");
        Console.WriteLine(JsonSerializer.Serialize(new
        {
            log_height = parameters.LogStackedHeight,
            columns = parameters.StackedWidth,
            threads,
            milliseconds = run.Rows.ToDictionary(row => $"{row.Stage}: {row.Phase}", row => Math.Round(row.Elapsed.TotalMilliseconds, 1)),
            processor_milliseconds = run.Rows.ToDictionary(row => $"{row.Stage}: {row.Phase}", row => Math.Round(row.Processor.TotalMilliseconds, 1)),
            proof_bytes = run.ProofBytes,
            buffer_bytes = bufferBytes,
            peak_bytes = peak,
        }));
    }

    /// <summary>Columns of three groups with random cells, and a random point.</summary>
    private sealed class ColumnGroups : IDisposable
    {
        public ColumnGroups(SystemParameters parameters, ElementBufferPool pool)
        {
            var random = new Random(1);
            Groups = [.. parameters.StackedWidths.Select(width => pool.Rent((long)width << parameters.LogStackedHeight))];
            foreach (var group in Groups)
            {
                // A multiplicative walk through the field: quick, and as good as any content, since no pass depends on it.
                var cell = Word(random);
                foreach (ref var element in group.Span)
                {
                    element = cell *= KoalaBear.Generator;
                }
            }

            Point = new(Element(random), Elements(random, parameters.LogPieceHeight - parameters.LogSkip), Elements(random, parameters.LogStackedHeight - parameters.LogPieceHeight));
        }

        public ElementBuffer[] Groups { get; }

        public OpeningPoint<KoalaBearExtension5> Point { get; }

        public void Dispose() => Array.ForEach(Groups, group => group.Dispose());

        private static KoalaBear Word(Random random) => KoalaBear.FromCanonical((uint)random.NextInt64(1, KoalaBear.Modulus));

        private static KoalaBearExtension5 Element(Random random) => new(Word(random), Word(random), Word(random), Word(random), Word(random));

        private static KoalaBearExtension5[] Elements(Random random, int count) => [.. Enumerable.Range(0, count).Select(_ => Element(random))];
    }

    /// <summary>Times by stage and phase, in the order in which they came first.</summary>
    private sealed class Measurement : IWhirObserver
    {
        private readonly List<Row> _rows = [];
        private TimeSpan _processor = Process.GetCurrentProcess().TotalProcessorTime;

        public IReadOnlyList<Row> Rows => _rows;

        public long ProofBytes { get; set; }

        public void PhaseEnded(WhirPhase phase, int round, TimeSpan elapsed) => Add("open", phase.ToString(), elapsed);

        public void Add(string stage, string phase, TimeSpan elapsed)
        {
            // Phases follow each other without a gap; a stage as a whole is the sum of its phases.
            var now = Process.GetCurrentProcess().TotalProcessorTime;
            var processor = phase == "all" && _rows.Exists(row => row.Stage == stage)
                ? TimeSpan.FromTicks(_rows.Where(row => row.Stage == stage).Sum(row => row.Processor.Ticks))
                : now - _processor;
            _processor = now;
            var index = _rows.FindIndex(row => row.Stage == stage && row.Phase == phase);
            if (index < 0)
            {
                _rows.Add(new(stage, phase, elapsed, processor));
            }
            else
            {
                _rows[index] = _rows[index] with { Elapsed = _rows[index].Elapsed + elapsed, Processor = _rows[index].Processor + processor };
            }
        }

        public TimeSpan Processor(string stage, string phase) => _rows.Single(row => row.Stage == stage && row.Phase == phase).Processor;

        public double Share(string phase, TimeSpan whole) => _rows.Where(row => row.Phase == phase).Sum(row => row.Processor.TotalSeconds) / whole.TotalSeconds;
    }

    private sealed record Row(string Stage, string Phase, TimeSpan Elapsed, TimeSpan Processor);
}
