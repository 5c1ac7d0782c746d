// SPDX-License-Identifier: MIT OR Apache-2.0

using System.Diagnostics;
using PicoEngine.Executor;

namespace PicoEngine.Cli.Rendering;

/// <summary>Standard error during a run: the guest's lines, warnings, and progress between them.</summary>
internal sealed class RunDisplay(CommandContext context, ProgressStyle style) : IProgress<ExecutionProgress>, IProgress<int>, IDisposable
{
    private static readonly TimeSpan PlainInterval = TimeSpan.FromSeconds(10);

    private readonly StatusLine _line = new(context, style);
    private long _started = Stopwatch.GetTimestamp();
    private string _note = "";
    private ulong _nextPlainCycles;
    private TimeSpan _nextPlainTime;

    /// <summary>What stands before each line of progress, for commands with more than one run.</summary>
    public string Subject { get; init; } = "";

    /// <summary>Runs <paramref name="body"/>, with a line of progress below what is written if the style has one.</summary>
    public T Run<T>(Func<T> body) => _line.Run("executing", body);

    public void WriteLine(string line) => _line.WriteLine(line);

    public void Warn(string warning) => WriteLine($"warning: {warning}");

    /// <summary>Says what is done from now on.</summary>
    public void Note(string text)
    {
        (_note, _started, _nextPlainTime) = (text, Stopwatch.GetTimestamp(), TimeSpan.Zero);
        _line.Note(Subject + text);
    }

    /// <summary>Says how many shards are done with what was noted last.</summary>
    public void Report(int value) => _line.Show($"{Subject}{_note}, shard {value}");

    public void Report(ExecutionProgress value)
    {
        TimeSpan elapsed = Stopwatch.GetElapsedTime(_started);
        string speed = Format.Speed(value.Cycles / elapsed.TotalSeconds);
        switch (style)
        {
            case ProgressStyle.Terminal:
                _line.Show($"{Subject}{Format.Count(value.Cycles)} cycles, shards {value.Shards}, {speed}, {Format.Seconds(elapsed)}");
                break;
            case ProgressStyle.Plain when value.Cycles >= _nextPlainCycles || elapsed >= _nextPlainTime:
                // The length of a run is not known beforehand: a line each time it has doubled, and every ten seconds.
                _nextPlainCycles = 2 * value.Cycles;
                _nextPlainTime = elapsed + PlainInterval;
                context.Error.WriteLine($"progress: {Subject}{Format.Count(value.Cycles)} cycles, shards {value.Shards}, {speed}");
                break;
            case ProgressStyle.Json:
                context.Error.WriteLine(JsonReport.Line(writer =>
                {
                    writer.WriteString("event", "progress");
                    writer.WriteNumber("cycles", value.Cycles);
                    writer.WriteNumber("shards", value.Shards);
                    writer.WriteNumber("seconds", elapsed.TotalSeconds);
                }));
                break;
            default:
                break;
        }
    }

    public void Dispose() => context.Error.Flush();
}
