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
        new Encoder(profile, gzip).Write(programName);
    }

    /// <summary>Writes record by record, so that no profile is held twice.</summary>
    private sealed class Encoder(CallProfile profile, Stream output)
    {
        private readonly Dictionary<string, ulong> _strings = new() { [""] = 0 };
        private readonly List<string> _orderedStrings = [""];

        // A field of the profile, a message in it, and a message or packed list in that.
        private readonly ProtobufWriter _field = new();
        private readonly ProtobufWriter _message = new();
        private readonly ProtobufWriter _inner = new();

        public void Write(string programName)
        {
            WriteValueType(SampleType);
            WriteValueType(PeriodType);
            _field.Field(Period, 1);
            _field.Field(DefaultSampleType, Text("cycles"));
            Flush();
            WriteMapping(programName);
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

            foreach (string text in _orderedStrings)
            {
                _field.Field(StringTable, text);
                Flush();
            }
        }

        private void WriteValueType(uint field)
        {
            _message.Field(1, Text("cycles")); // type
            _message.Field(2, Text("count")); // unit
            WriteMessage(field);
        }

        private void WriteMapping(string programName)
        {
            _message.Field(1, OnlyMapping); // id
            _message.Field(2, profile.Program.TextBase); // memory_start
            _message.Field(3, profile.Program.TextEnd); // memory_limit
            _message.Field(5, Text(programName)); // filename
            _message.Field(6, Text(profile.Program.Sha256)); // build_id
            _message.Field(7, 1); // has_functions
            WriteMessage(Mapping);
        }

        private void WriteFunction(int index)
        {
            ulong id = (ulong)index + 1;
            ulong name = Text(profile.Functions[index].Name);
            _message.Field(1, id); // id
            _message.Field(2, name); // name
            _message.Field(3, name); // system_name
            WriteMessage(Function);

            _inner.Field(1, id); // Line.function_id
            _message.Field(1, id); // id
            _message.Field(2, OnlyMapping); // mapping_id
            _message.Field(3, profile.Functions[index].Address); // address
            WriteInner(4); // line
            WriteMessage(Location);
        }

        private void WriteSample(CallNode node)
        {
            _inner.Varint((ulong)node.Function + 1);
            for (int parent = node.Parent; parent >= 0; parent = profile.Nodes[parent].Parent)
            {
                _inner.Varint((ulong)profile.Nodes[parent].Function + 1);
            }

            WriteInner(1); // location_id, packed, leaf first
            _inner.Varint(node.Cycles);
            WriteInner(2); // value, packed
            WriteMessage(Sample);
        }

        private ulong Text(string text)
        {
            if (!_strings.TryGetValue(text, out ulong index))
            {
                index = (ulong)_orderedStrings.Count;
                _strings.Add(text, index);
                _orderedStrings.Add(text);
            }

            return index;
        }

        private void WriteInner(uint field)
        {
            _message.Field(field, _inner.Written);
            _inner.Clear();
        }

        private void WriteMessage(uint field)
        {
            _field.Field(field, _message.Written);
            _message.Clear();
            Flush();
        }

        private void Flush()
        {
            output.Write(_field.Written);
            _field.Clear();
        }
    }
}
