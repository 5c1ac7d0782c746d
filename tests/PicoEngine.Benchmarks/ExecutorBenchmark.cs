// SPDX-License-Identifier: MIT OR Apache-2.0

using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using PicoEngine.Executor;
using PicoEngine.Executor.Recording;
using PicoEngine.Executor.Sharding;

namespace PicoEngine.Benchmarks;

/// <summary>
/// Times the executor on one guest: <c>execute ELF [INPUT…] [--json FILE]</c>, each input a file or 0xHEX. Modes: plain (cycles and outputs),
/// metered (shards and checkpoints), records (all shards replayed on one thread). One warm-up, then the median of five.
/// </summary>
internal static class ExecutorBenchmark
{
    private const int Runs = 5;

    public static int Run(string[] arguments)
    {
        string? json = null;
        int jsonAt = Array.IndexOf(arguments, "--json");
        if (jsonAt >= 0)
        {
            json = arguments[jsonAt + 1];
            arguments = [.. arguments[..jsonAt], .. arguments[(jsonAt + 2)..]];
        }

        if (arguments.Length == 0)
        {
            Console.Error.WriteLine("usage: execute ELF [INPUT...] [--json FILE]");
            return 2;
        }

        using GuestProgram program = GuestProgram.Load(File.ReadAllBytes(arguments[0]));
        var input = new GuestInput();
        foreach (string argument in arguments[1..])
        {
            input.Add(argument.StartsWith("0x", StringComparison.Ordinal) ? Convert.FromHexString(argument[2..]) : File.ReadAllBytes(argument));
        }

        ExecutionReport metered = GuestExecutor.Execute(program, input);
        using var replayer = new ShardReplayer(program);
        ShardRecords? records = null;
        var rows = new List<(string Mode, double Seconds)>
        {
            ("plain", Median(() => GuestExecutor.Execute(program, input, new ExecutionOptions { Shards = null }).Duration.TotalSeconds)),
            ("metered", Median(() => GuestExecutor.Execute(program, input).Duration.TotalSeconds)),
            ("records", Median(() => Replay(replayer, metered, ref records))),
        };
        long checkpointBytes = metered.Shards.Sum(shard => shard.Memory.ByteCount);
        Console.WriteLine($"{Path.GetFileName(arguments[0])}: {metered.Cycles:N0} cycles, {metered.Shards.Count} shards, {metered.TouchedWords:N0} words touched, {checkpointBytes >> 20} MiB of checkpoints");
        foreach ((string mode, double seconds) in rows)
        {
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{mode,-8} {seconds,9:F4} s  {metered.Cycles / seconds / 1e6,8:F1} M instructions/s"));
        }

        if (json is not null)
        {
            File.WriteAllText(json, JsonSerializer.Serialize(new
            {
                program = Path.GetFileName(arguments[0]),
                sha256 = program.Image.Sha256,
                cycles = metered.Cycles,
                shards = metered.Shards.Count,
                checkpointBytes,
                modes = rows.ToDictionary(row => row.Mode, row => new { seconds = row.Seconds, instructionsPerSecond = metered.Cycles / row.Seconds }),
            }));
        }

        return 0;
    }

    private static double Replay(ShardReplayer replayer, ExecutionReport report, ref ShardRecords? records)
    {
        long started = Stopwatch.GetTimestamp();
        foreach (ShardCheckpoint shard in report.Shards)
        {
            records = replayer.Replay(shard, records);
        }

        return Stopwatch.GetElapsedTime(started).TotalSeconds;
    }

    private static double Median(Func<double> seconds)
    {
        seconds();
        double[] times = [.. Enumerable.Range(0, Runs).Select(_ => seconds()).Order()];
        return times[Runs / 2];
    }
}
