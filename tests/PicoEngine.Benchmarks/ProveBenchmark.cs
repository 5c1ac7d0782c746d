// SPDX-License-Identifier: MIT OR Apache-2.0

using System.Globalization;
using System.Text.Json;
using PicoEngine.Executor;
using PicoEngine.Proving;

namespace PicoEngine.Benchmarks;

/// <summary>
/// Proves one guest and compares with the estimate: <c>prove ELF [INPUT…] [--width COLUMNS] [--threads N] [--memory MIB]</c>, each input a file or 0xHEX.
/// Time by phase and peak memory of the process, measured and estimated; then one line of JSON.
/// </summary>
internal static class ProveBenchmark
{
    public static int Run(string[] arguments)
    {
        List<string> inputs = [.. arguments];
        int? width = Take(inputs, "--width");
        int? threads = Take(inputs, "--threads");
        int? memory = Take(inputs, "--memory");
        if (inputs.Count == 0)
        {
            Console.Error.WriteLine("usage: prove ELF [INPUT...] [--width COLUMNS] [--threads N] [--memory MIB]");
            return 2;
        }

        using GuestProgram program = GuestProgram.Load(File.ReadAllBytes(inputs[0]));
        var input = new GuestInput();
        foreach (string argument in inputs.Skip(1))
        {
            input.Add(argument.StartsWith("0x", StringComparison.Ordinal) ? Convert.FromHexString(argument[2..]) : File.ReadAllBytes(argument));
        }

        using PicoProver prover = PicoProver.Create(new ProverOptions
        {
            MaximumMainWidth = width,
            DegreeOfParallelism = threads ?? Environment.ProcessorCount,
            MemoryLimitBytes = (long?)memory << 20,
        });
        using ProgramKey key = prover.Setup(program);
        ProofEstimate estimate = prover.Estimate(key, input);
        ProvenRun run = prover.Prove(key, input);
        Print(run, estimate, prover.Options.DegreeOfParallelism);
        return 0;
    }

    private static void Print(ProvenRun run, ProofEstimate estimate, int threads)
    {
        double seconds = run.Duration.TotalSeconds;
        string shapes = string.Join(' ', run.Shards.Select(shard => shard.Shape));
        Console.WriteLine($"{run.Cycles} cycles, {run.Shards.Count} shard(s) of shapes {shapes}, {run.Shards.Sum(shard => shard.Cells)} cells, {run.Shards.Sum(shard => shard.Interactions)} interactions");
        Console.WriteLine($"{"phase",-16}{"seconds",10}{"estimate",10}");
        foreach (ProvingPhase phase in run.StageSeconds.Keys.Union(estimate.StageSeconds.Keys).Order())
        {
            Console.WriteLine($"{phase,-16}{run.StageSeconds.GetValueOrDefault(phase),10:F2}{estimate.StageSeconds.GetValueOrDefault(phase),10:F2}");
        }

        Console.WriteLine($"{"all",-16}{seconds,10:F2}{estimate.Seconds,10:F2}   {run.Cycles / seconds / 1e3:F0} kHz on {threads} thread(s)");
        Console.WriteLine($"{"peak MiB",-16}{run.PeakMemoryBytes >> 20,10}{estimate.PeakMemoryBytes >> 20,10}");
        Console.WriteLine($"{"proof bytes",-16}{run.ProofBytes.Length,10}{estimate.ProofBytes,10}");
        Console.WriteLine(JsonSerializer.Serialize(new
        {
            cycles = run.Cycles,
            shards = run.Shards.Count,
            seconds,
            estimatedSeconds = estimate.Seconds,
            peakMemoryBytes = run.PeakMemoryBytes,
            estimatedMemoryBytes = estimate.PeakMemoryBytes,
            proofBytes = run.ProofBytes.Length,
            threads,
        }));
    }

    /// <summary>Takes a number behind a name out of the arguments.</summary>
    private static int? Take(List<string> arguments, string name)
    {
        int at = arguments.IndexOf(name);
        if (at < 0)
        {
            return null;
        }

        int value = int.Parse(arguments[at + 1], CultureInfo.InvariantCulture);
        arguments.RemoveRange(at, 2);
        return value;
    }
}
