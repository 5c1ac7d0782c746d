// SPDX-License-Identifier: MIT OR Apache-2.0

using System.IO.Compression;

namespace PicoEngine.Executor.Profiling;

/// <summary>
/// Writes a profile for pprof: gzip of a perftools.profiles.Profile. Field numbers are those of google/pprof,
/// proto/profile.proto (commit 00fe71aa). Nothing in it depends on time or place.
/// </summary>
public static class PprofWriter
{
    // Message Profile.
    private const uint SampleType = 1;
    private const uint Sample = 2;
    private const uint Mapping = 3;
    private const uint Location = 4;
    private const uint Function = 5;
    private const uint StringTable = 6;
    private const uint PeriodType = 11;
    private const uint Period = 12;
    private const uint DefaultSampleType = 14;

    private const ulong OnlyMapping = 1;

    /// <summary>Writes <paramref name="profile"/> to <paramref name="output"/>, which stays open.</summary>
    /// <param name="profile">One sample is written for each path that has cycles of its own, one location for each function.</param>
    /// <param name="programName">What to call the program.</param>
    /// <param name="output">Where to.</param>
    public static void Write(CallProfile profile, string programName, Stream output)
    {
        using var gzip = new GZipStream(output, CompressionLevel.Optimal, leaveOpen: true);
        var strings = new Dictionary<string, ulong> { [""] = 0 };
        var ordered = new List<string> { "" };
        var message = new ProtobufWriter();
        var inner = new ProtobufWriter();
        var deepest = new ProtobufWriter();

        ValueType(SampleType);
        ValueType(PeriodType);
        Flush(() =>
        {
            message.Field(Period, 1);
            message.Field(DefaultSampleType, Text("cycles"));
        });
        WriteMapping();
        for (int i = 0; i < profile.Functions.Count; i++)
        {
            WriteFunction(i);
        }

        foreach (CallNode node in profile.Nodes)
        {
            if (node.Cycles > 0)
            {
                WriteSample(node);
            }
        }

        foreach (string text in ordered)
        {
            Flush(() => message.Field(StringTable, text));
        }

        ulong Text(string text)
        {
            if (!strings.TryGetValue(text, out ulong index))
            {
                index = (ulong)ordered.Count;
                strings.Add(text, index);
                ordered.Add(text);
            }

            return index;
        }

        void Flush(Action write)
        {
            message.Clear();
            write();
            gzip.Write(message.Written);
        }

        void Record(uint field)
        {
            Flush(() => message.Field(field, inner.Written));
            inner.Clear();
        }

        void ValueType(uint field)
        {
            inner.Field(1, Text("cycles")); // type
            inner.Field(2, Text("count")); // unit
            Record(field);
        }

        void WriteMapping()
        {
            inner.Field(1, OnlyMapping); // id
            inner.Field(2, profile.Program.TextBase); // memory_start
            inner.Field(3, profile.Program.TextEnd); // memory_limit
            inner.Field(5, Text(programName)); // filename
            inner.Field(6, Text(profile.Program.Sha256)); // build_id
            inner.Field(7, 1); // has_functions
            Record(Mapping);
        }

        void WriteFunction(int index)
        {
            ulong id = (ulong)index + 1;
            ulong name = Text(profile.Functions[index].Name);
            inner.Field(1, id); // id
            inner.Field(2, name); // name
            inner.Field(3, name); // system_name
            Record(Function);

            deepest.Clear();
            deepest.Field(1, id); // Line.function_id
            inner.Field(1, id); // id
            inner.Field(2, OnlyMapping); // mapping_id
            inner.Field(3, profile.Functions[index].Address); // address
            inner.Field(4, deepest.Written); // line
            Record(Location);
        }

        void WriteSample(CallNode node)
        {
            deepest.Clear();
            deepest.Varint((ulong)node.Function + 1);
            for (int parent = node.Parent; parent >= 0; parent = profile.Nodes[parent].Parent)
            {
                deepest.Varint((ulong)profile.Nodes[parent].Function + 1);
            }

            inner.Field(1, deepest.Written); // location_id, packed, leaf first
            deepest.Clear();
            deepest.Varint(node.Cycles);
            inner.Field(2, deepest.Written); // value, packed
            Record(Sample);
        }
    }
}
