// SPDX-License-Identifier: MIT OR Apache-2.0

using System.Globalization;
using System.Text.Json;
using PicoEngine.Proving;

namespace PicoEngine.Cli.Rendering;

/// <summary>When which phase of which shard was worked on, as a trace for ui.perfetto.dev and chrome://tracing.</summary>
/// <remarks>The Trace Event Format, complete events: one track of phases, one of shards, and those of devices. Times are microseconds since the command began to prove.</remarks>
internal sealed class ProofTimeline(TimeProvider clock)
{
    private const int Process = 1;
    private const int PhaseTrack = 1;
    private const int ShardTrack = 2;

    private readonly long _start = clock.GetTimestamp();
    private readonly List<Span> _phases = [];
    private readonly List<Span> _shards = [];
    private readonly List<(string Name, (string Name, TimeSpan From, TimeSpan Duration)[] Events)> _tracks = [];

    public ProofTimeline()
        : this(TimeProvider.System)
    {
    }

    /// <summary>The time of the timeline.</summary>
    public TimeSpan Now => clock.GetElapsedTime(_start);

    /// <summary>Adds what was measured elsewhere, in its own track.</summary>
    public void AddTrack(string name, IEnumerable<(string Name, TimeSpan From, TimeSpan Duration)> events) => _tracks.Add((name, [.. events]));

    /// <summary>Notes what is being done from now on.</summary>
    public void Report(ProofProgress value)
    {
        TimeSpan now = clock.GetElapsedTime(_start);
        Continue(_phases, PhaseNames.InText(value.Phase), value.Shard, now);
        Continue(_shards, value.Shard == 0 ? "" : "shard " + value.Shard.ToString(CultureInfo.InvariantCulture), value.Shard, now);
    }

    /// <summary>Ends what is being done, and writes all of it.</summary>
    public byte[] ToJson()
    {
        TimeSpan end = clock.GetElapsedTime(_start);
        using var stream = new MemoryStream();
        using (var writer = new Utf8JsonWriter(stream))
        {
            writer.WriteStartObject();
            writer.WriteString("displayTimeUnit", "ms");
            writer.WriteStartArray("traceEvents");
            WriteName(writer, "process_name", 0, "pico prove");
            WriteName(writer, "thread_name", PhaseTrack, "phases");
            WriteName(writer, "thread_name", ShardTrack, "shards");
            Write(writer, _phases, PhaseTrack, "phase", end);
            Write(writer, _shards, ShardTrack, "shard", end);
            for (int i = 0; i < _tracks.Count; i++)
            {
                int track = ShardTrack + 1 + i;
                WriteName(writer, "thread_name", track, _tracks[i].Name);
                foreach ((string name, TimeSpan from, TimeSpan duration) in _tracks[i].Events)
                {
                    WriteStart(writer, name, "device", from, duration, track);
                    writer.WriteEndObject();
                }
            }

            writer.WriteEndArray();
            writer.WriteEndObject();
        }

        return stream.ToArray();
    }

    private static void Continue(List<Span> spans, string name, int shard, TimeSpan now)
    {
        if (spans.Count == 0 || spans[^1].Name != name || spans[^1].Shard != shard)
        {
            spans.Add(new Span(name, shard, now));
        }
    }

    private static void Write(Utf8JsonWriter writer, List<Span> spans, int track, string category, TimeSpan end)
    {
        for (int i = 0; i < spans.Count; i++)
        {
            if (spans[i].Name.Length == 0)
            {
                continue;
            }

            TimeSpan until = i + 1 < spans.Count ? spans[i + 1].From : end;
            WriteStart(writer, spans[i].Name, category, spans[i].From, until - spans[i].From, track);
            writer.WriteStartObject("args");
            writer.WriteNumber("shard", spans[i].Shard);
            writer.WriteEndObject();
            writer.WriteEndObject();
        }
    }

    private static void WriteStart(Utf8JsonWriter writer, string name, string category, TimeSpan from, TimeSpan duration, int track)
    {
        writer.WriteStartObject();
        writer.WriteString("name", name);
        writer.WriteString("cat", category);
        writer.WriteString("ph", "X");
        writer.WriteNumber("ts", from.TotalMicroseconds);
        writer.WriteNumber("dur", duration.TotalMicroseconds);
        writer.WriteNumber("pid", Process);
        writer.WriteNumber("tid", track);
    }

    private static void WriteName(Utf8JsonWriter writer, string what, int track, string name)
    {
        writer.WriteStartObject();
        writer.WriteString("name", what);
        writer.WriteString("ph", "M");
        writer.WriteNumber("pid", Process);
        writer.WriteNumber("tid", track);
        writer.WriteStartObject("args");
        writer.WriteString("name", name);
        writer.WriteEndObject();
        writer.WriteEndObject();
    }

    /// <summary>Work that lasts until the next span of its track begins; without a name, nothing is worked on.</summary>
    private readonly record struct Span(string Name, int Shard, TimeSpan From);
}
