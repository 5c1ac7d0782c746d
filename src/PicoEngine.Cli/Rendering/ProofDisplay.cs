// SPDX-License-Identifier: MIT OR Apache-2.0

using System.Globalization;
using PicoEngine.Proving;
using PicoEngine.Proving.Devices;

namespace PicoEngine.Cli.Rendering;

/// <summary>Standard error while a run is proved: the guest's lines, warnings, and how far the proof is.</summary>
internal sealed class ProofDisplay(CommandContext context, ProgressStyle style, ProofTimeline? timeline) : IProgress<ProofProgress>, IDisposable
{
    private const int BarLength = 20;

    // Plain progress: a line for each tenth of the work, and when nothing was said for so long.
    private const double PlainStep = 0.1;
    private static readonly TimeSpan PlainInterval = TimeSpan.FromSeconds(10);

    private readonly StatusLine _line = new(context, style);
    private ProvingPhase? _plainPhase;
    private double _nextPlainFraction = PlainStep;
    private TimeSpan _nextPlainTime;

    /// <summary>Runs <paramref name="body"/>, with a line of progress below what is written if the style has one.</summary>
    public T Run<T>(Func<T> body) => _line.Run("starting", body);

    /// <summary>Says on which devices the proof will be made, and why.</summary>
    public void Announce(BackendSelection backend)
    {
        switch (style)
        {
            case ProgressStyle.Terminal or ProgressStyle.Plain:
                WriteLine($"backend: {backend.Reason}");
                break;
            case ProgressStyle.Json:
                context.Error.WriteLine(JsonReport.Line(writer =>
                {
                    writer.WriteString("event", "backend");
                    BackendRenderer.WriteChoice(writer, backend);
                }));
                break;
            default:
                break;
        }
    }

    public void WriteLine(string line) => _line.WriteLine(line);

    public void Warn(string warning) => WriteLine($"warning: {warning}");

    /// <summary>Says what is done before there is a run to prove.</summary>
    public void Note(string text) => _line.Note(text);

    public void Report(ProofProgress value)
    {
        timeline?.Report(value);
        switch (style)
        {
            case ProgressStyle.Terminal:
                _line.Show($"{Bar(value.Fraction)} {Text(value)}");
                break;
            case ProgressStyle.Plain when IsDue(value):
                context.Error.WriteLine($"progress: {Text(value)}");
                break;
            case ProgressStyle.Json:
                context.Error.WriteLine(JsonReport.Line(writer =>
                {
                    writer.WriteString("event", "progress");
                    writer.WriteString("stage", PhaseNames.InJson(value.Phase));
                    writer.WriteNumber("shard", value.Shard);
                    writer.WriteNumber("shards", value.Shards);
                    writer.WriteNumber("cycles", value.Cycles);
                    writer.WriteNumber("fraction", value.Fraction);
                    writer.WriteNumber("seconds", value.Elapsed.TotalSeconds);
                    if (value.Remaining is { } remaining)
                    {
                        writer.WriteNumber("remainingSeconds", remaining.TotalSeconds);
                    }
                }));
                break;
            default:
                break;
        }
    }

    public void Dispose() => context.Error.Flush();

    private bool IsDue(ProofProgress value)
    {
        bool begins = _plainPhase is null || (_plainPhase <= ProvingPhase.Setup && value.Phase > ProvingPhase.Setup);
        if (!begins && value.Fraction < _nextPlainFraction && value.Elapsed < _nextPlainTime)
        {
            return false;
        }

        _plainPhase = value.Phase;
        _nextPlainFraction = (Math.Floor(value.Fraction / PlainStep) + 1) * PlainStep;
        _nextPlainTime = value.Elapsed + PlainInterval;
        return true;
    }

    private static string Bar(double fraction)
    {
        int full = (int)(BarLength * Math.Clamp(fraction, 0, 1));
        return new string('▇', full) + new string('▁', BarLength - full);
    }

    private static string Text(ProofProgress value)
    {
        string phase = PhaseNames.InText(value.Phase);
        string place = value.Shard > 0 ? $"shard {value.Shard}/{value.Shards}, {phase}" : phase;
        string share = (100 * value.Fraction).ToString("0", CultureInfo.InvariantCulture);
        string cycles = value.Shard == 0 && value.Cycles > 0 ? $", {Format.Count(value.Cycles)} cycles" : "";
        string left = value.Remaining is { } remaining && value.Fraction < 1 ? $", {Format.Duration(remaining)} left" : "";
        return $"{share} %, {place}{cycles}, {Format.Duration(value.Elapsed)}{left}";
    }
}
