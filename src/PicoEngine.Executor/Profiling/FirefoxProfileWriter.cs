// SPDX-License-Identifier: MIT OR Apache-2.0

using System.Text.Encodings.Web;
using System.Text.Json;

namespace PicoEngine.Executor.Profiling;

/// <summary>
/// Writes a profile for profiler.firefox.com: its processed format, version 48 (firefox-devtools/profiler, src/types/profile.js
/// and docs-developer/CHANGELOG-formats.md; later versions of the site upgrade it). A cycle is shown as a sample; the time axis counts
/// a million cycles as a millisecond and has each path once, by first entry. Nothing in it depends on time or place.
/// </summary>
public static class FirefoxProfileWriter
{
    private const int ProcessedVersion = 48;
    private const int GeckoVersion = 29;
    private const double CyclesPerMillisecond = 1e6;

    /// <summary>Writes <paramref name="profile"/> to <paramref name="output"/>, which stays open.</summary>
    public static void Write(CallProfile profile, string programName, Stream output)
    {
        using var writer = new Utf8JsonWriter(output, new JsonWriterOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping });
        writer.WriteStartObject();
        WriteMeta(writer, profile, programName);
        writer.WriteStartArray("libs");
        writer.WriteEndArray();
        writer.WriteStartArray("threads");
        WriteThread(writer, profile, programName);
        writer.WriteEndArray();
        writer.WriteEndObject();
    }

    private static void WriteMeta(Utf8JsonWriter writer, CallProfile profile, string programName)
    {
        writer.WriteStartObject("meta");
        writer.WriteNumber("version", GeckoVersion);
        writer.WriteNumber("preprocessedProfileVersion", ProcessedVersion);
        writer.WriteNumber("interval", 1 / CyclesPerMillisecond);
        writer.WriteNumber("startTime", 0);
        writer.WriteNumber("processType", 0);
        writer.WriteNumber("stackwalk", 0);
        writer.WriteBoolean("symbolicated", true);
        writer.WriteString("product", programName);
        writer.WriteString("importedFrom", "PicoEngine, program SHA-256 " + profile.Program.Sha256);
        writer.WriteStartArray("categories");
        writer.WriteStartObject();
        writer.WriteString("name", "Guest");
        writer.WriteString("color", "blue");
        writer.WriteStartArray("subcategories");
        writer.WriteStringValue("Other");
        writer.WriteEndArray();
        writer.WriteEndObject();
        writer.WriteEndArray();
        writer.WriteStartArray("markerSchema");
        writer.WriteEndArray();
        writer.WriteEndObject();
    }

    private static void WriteThread(Utf8JsonWriter writer, CallProfile profile, string programName)
    {
        writer.WriteStartObject();
        writer.WriteString("name", programName);
        writer.WriteString("processType", "default");
        writer.WriteNumber("processStartupTime", 0);
        writer.WriteNull("processShutdownTime");
        writer.WriteNumber("registerTime", 0);
        writer.WriteNull("unregisterTime");
        writer.WriteBoolean("isMainThread", true);
        writer.WriteString("pid", "0");
        writer.WriteNumber("tid", 0);
        writer.WriteStartArray("pausedRanges");
        writer.WriteEndArray();
        WriteSamples(writer, profile);
        WriteStacks(writer, profile);
        WriteFunctions(writer, profile);
        WriteEmptyTable(writer, "markers", "data", "name", "startTime", "endTime", "phase", "category");
        WriteEmptyTable(writer, "resourceTable", "lib", "name", "host", "type");
        WriteEmptyTable(writer, "nativeSymbols", "libIndex", "address", "name", "functionSize");
        Column(writer, "stringArray", profile.Functions, function => writer.WriteStringValue(function.Name));
        writer.WriteEndObject();
    }

    private static void WriteSamples(Utf8JsonWriter writer, CallProfile profile)
    {
        int[] sampled = [.. Enumerable.Range(0, profile.Nodes.Count).Where(node => profile.Nodes[node].Cycles > 0)];
        ulong before = 0;
        writer.WriteStartObject("samples");
        writer.WriteNumber("length", sampled.Length);
        writer.WriteString("weightType", "samples");
        Column(writer, "stack", sampled, writer.WriteNumberValue);
        Column(writer, "weight", sampled, node => writer.WriteNumberValue(profile.Nodes[node].Cycles));
        Column(writer, "time", sampled, node =>
        {
            writer.WriteNumberValue(before / CyclesPerMillisecond);
            before += profile.Nodes[node].Cycles;
        });
        writer.WriteEndObject();
    }

    private static void WriteStacks(Utf8JsonWriter writer, CallProfile profile)
    {
        writer.WriteStartObject("stackTable");
        writer.WriteNumber("length", profile.Nodes.Count);
        Column(writer, "frame", profile.Nodes, node => writer.WriteNumberValue(node.Function));
        Column(writer, "prefix", profile.Nodes, node =>
        {
            if (node.Parent < 0)
            {
                writer.WriteNullValue();
            }
            else
            {
                writer.WriteNumberValue(node.Parent);
            }
        });
        Column(writer, "category", profile.Nodes, _ => writer.WriteNumberValue(0));
        Column(writer, "subcategory", profile.Nodes, _ => writer.WriteNumberValue(0));
        writer.WriteEndObject();
    }

    /// <summary>One frame, one function and one string for each function, under the same index.</summary>
    private static void WriteFunctions(Utf8JsonWriter writer, CallProfile profile)
    {
        IReadOnlyList<ProfiledFunction> functions = profile.Functions;
        writer.WriteStartObject("frameTable");
        writer.WriteNumber("length", functions.Count);
        Column(writer, "func", Enumerable.Range(0, functions.Count), writer.WriteNumberValue);
        Column(writer, "address", functions, function => writer.WriteNumberValue(function.Address));
        Constant("inlineDepth", () => writer.WriteNumberValue(0));
        Constant("category", () => writer.WriteNumberValue(0));
        Constant("subcategory", () => writer.WriteNumberValue(0));
        foreach (string unknown in (ReadOnlySpan<string>)["nativeSymbol", "innerWindowID", "implementation", "line", "column"])
        {
            Constant(unknown, writer.WriteNullValue);
        }

        writer.WriteEndObject();

        writer.WriteStartObject("funcTable");
        writer.WriteNumber("length", functions.Count);
        Column(writer, "name", Enumerable.Range(0, functions.Count), writer.WriteNumberValue);
        Constant("isJS", () => writer.WriteBooleanValue(false));
        Constant("relevantForJS", () => writer.WriteBooleanValue(false));
        Constant("resource", () => writer.WriteNumberValue(-1));
        foreach (string unknown in (ReadOnlySpan<string>)["fileName", "lineNumber", "columnNumber"])
        {
            Constant(unknown, writer.WriteNullValue);
        }

        writer.WriteEndObject();

        void Constant(string name, Action write) => Column(writer, name, functions, _ => write());
    }

    private static void WriteEmptyTable(Utf8JsonWriter writer, string name, params ReadOnlySpan<string> columns)
    {
        writer.WriteStartObject(name);
        writer.WriteNumber("length", 0);
        foreach (string column in columns)
        {
            writer.WriteStartArray(column);
            writer.WriteEndArray();
        }

        writer.WriteEndObject();
    }

    private static void Column<T>(Utf8JsonWriter writer, string name, IEnumerable<T> rows, Action<T> write)
    {
        writer.WriteStartArray(name);
        foreach (T row in rows)
        {
            write(row);
        }

        writer.WriteEndArray();
    }
}
