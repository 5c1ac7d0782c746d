// SPDX-License-Identifier: MIT OR Apache-2.0

using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using PicoEngine.Proving;

namespace PicoEngine.Cli.Rendering;

/// <summary>The one JSON object that a command leaves on stdout. Bytes are lower-case hex with 0x, times are seconds.</summary>
internal static class JsonReport
{
    // Relaxed: the object goes to a terminal or a program, not into HTML, and names of functions are full of < and &.
    private static readonly JsonWriterOptions Options = new() { Indented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Writes an object whose members <paramref name="members"/> writes, the engine's version as the first.</summary>
    public static void Write(TextWriter output, Action<Utf8JsonWriter> members)
    {
        using var stream = new MemoryStream();
        using (var writer = new Utf8JsonWriter(stream, Options))
        {
            writer.WriteStartObject();
            writer.WriteString("engineVersion", EngineVersion.Text);
            members(writer);
            writer.WriteEndObject();
        }

        output.WriteLine(Encoding.UTF8.GetString(stream.GetBuffer(), 0, (int)stream.Length));
        output.Flush();
    }

    /// <summary>An object on one line, for streams of them.</summary>
    public static string Line(Action<Utf8JsonWriter> members)
    {
        using var stream = new MemoryStream();
        using (var writer = new Utf8JsonWriter(stream, Options with { Indented = false }))
        {
            writer.WriteStartObject();
            members(writer);
            writer.WriteEndObject();
        }

        return Encoding.UTF8.GetString(stream.GetBuffer(), 0, (int)stream.Length);
    }

    public static void WriteHex(Utf8JsonWriter writer, string name, ReadOnlySpan<byte> bytes) =>
        writer.WriteString(name, "0x" + Convert.ToHexStringLower(bytes));

    /// <summary>The members <c>securityBits</c>, of the weakest round, and in union over a shard and over the run.</summary>
    public static void WriteSecurity(Utf8JsonWriter writer, SecurityBits bits)
    {
        writer.WriteNumber("securityBits", Math.Round(bits.LeastRound, 2));
        writer.WriteNumber("shardUnionBits", Math.Round(bits.ShardUnion, 2));
        writer.WriteNumber("runUnionBits", Math.Round(bits.RunUnion, 2));
    }

    public static void WriteCounts(Utf8JsonWriter writer, string name, IEnumerable<(string Name, ulong Count)> counts)
    {
        writer.WriteStartObject(name);
        foreach ((string key, ulong count) in counts)
        {
            writer.WriteNumber(key, count);
        }

        writer.WriteEndObject();
    }

    /// <summary>Writes a value of an error: a number or truth value as such, everything else as text.</summary>
    public static void WriteValue(Utf8JsonWriter writer, string name, object? value)
    {
        switch (value)
        {
            case null:
                writer.WriteNull(name);
                break;
            case bool truth:
                writer.WriteBoolean(name, truth);
                break;
            case byte or short or ushort or int or uint or long:
                writer.WriteNumber(name, Convert.ToInt64(value, CultureInfo.InvariantCulture));
                break;
            case ulong number:
                writer.WriteNumber(name, number);
                break;
            default:
                writer.WriteString(name, Convert.ToString(value, CultureInfo.InvariantCulture));
                break;
        }
    }
}
