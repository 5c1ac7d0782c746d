// SPDX-License-Identifier: MIT OR Apache-2.0

using System.IO.Compression;
using System.Text;

namespace PicoEngine.Cli.Tests.Profiles;

/// <summary>
/// Reads a pprof file apart from the engine's writer. Field numbers: google/pprof, proto/profile.proto (commit 00fe71aa). Every
/// reference inside of the file is followed, so a dangling one throws.
/// </summary>
internal sealed class PprofReader
{
    private readonly List<string> _strings = [];

    public PprofReader(byte[] file)
    {
        using var gzip = new GZipStream(new MemoryStream(file), CompressionMode.Decompress);
        using var bytes = new MemoryStream();
        gzip.CopyTo(bytes);
        List<(int Field, object Value)> profile = Message(bytes.ToArray());
        _strings.AddRange(Records(profile, 6).Select(Encoding.UTF8.GetString));
        SampleTypes = [.. Records(profile, 1).Select(Message).Select(type => $"{Text(type, 1)}/{Text(type, 2)}")];
        PeriodType = Message(Records(profile, 11).Single());
        DefaultSampleType = _strings[(int)Number(profile, 14)];

        List<(int, object)> mapping = Message(Records(profile, 3).Single());
        (MappingStart, MappingLimit, MappingFile, BuildId) = (Number(mapping, 2), Number(mapping, 3), Text(mapping, 5), Text(mapping, 6));
        HasFunctions = Number(mapping, 7) == 1;

        Dictionary<ulong, string> functions = Records(profile, 5).Select(Message).ToDictionary(function => Number(function, 1), function => Text(function, 2));
        foreach (List<(int, object)> location in Records(profile, 4).Select(Message))
        {
            List<(int, object)> line = Message(Records(location, 4).Single());
            Locations.Add(Number(location, 1), (functions[Number(line, 1)], Number(location, 3), Number(location, 2) == Number(mapping, 1)));
        }

        foreach (List<(int, object)> sample in Records(profile, 2).Select(Message))
        {
            string[] stack = [.. Packed(Records(sample, 1).Single()).Select(id => Locations[id].Function)];
            Samples.Add((stack, Packed(Records(sample, 2).Single()).Single()));
        }
    }

    public string FirstString => _strings[0];

    public IReadOnlyList<string> SampleTypes { get; }

    public IReadOnlyList<(int Field, object Value)> PeriodType { get; }

    public string DefaultSampleType { get; }

    public ulong MappingStart { get; }

    public ulong MappingLimit { get; }

    public string MappingFile { get; }

    public string BuildId { get; }

    public bool HasFunctions { get; }

    public Dictionary<ulong, (string Function, ulong Address, bool IsMapped)> Locations { get; } = [];

    /// <summary>Functions, the leaf first, and cycles.</summary>
    public List<(string[] Stack, ulong Cycles)> Samples { get; } = [];

    public ulong Total => Samples.Aggregate(0ul, (sum, sample) => sum + sample.Cycles);

    /// <summary>Own cycles by function.</summary>
    public Dictionary<string, ulong> Flat() => Samples.GroupBy(sample => sample.Stack[0])
        .ToDictionary(group => group.Key, group => group.Aggregate(0ul, (sum, sample) => sum + sample.Cycles));

    private static IEnumerable<byte[]> Records(List<(int Field, object Value)> message, int field) =>
        message.Where(entry => entry.Field == field).Select(entry => (byte[])entry.Value);

    private static ulong Number(List<(int Field, object Value)> message, int field) =>
        (ulong)message.Single(entry => entry.Field == field).Value;

    private static List<(int Field, object Value)> Message(byte[] bytes)
    {
        var fields = new List<(int, object)>();
        int at = 0;
        while (at < bytes.Length)
        {
            ulong key = Varint(bytes, ref at);
            switch (key & 7)
            {
                case 0:
                    fields.Add(((int)(key >> 3), Varint(bytes, ref at)));
                    break;
                case 2:
                    int length = (int)Varint(bytes, ref at);
                    fields.Add(((int)(key >> 3), bytes[at..(at + length)]));
                    at += length;
                    break;
                default:
                    throw new InvalidDataException($"wire type {key & 7}");
            }
        }

        return fields;
    }

    private static List<ulong> Packed(byte[] bytes)
    {
        var values = new List<ulong>();
        int at = 0;
        while (at < bytes.Length)
        {
            values.Add(Varint(bytes, ref at));
        }

        return values;
    }

    private static ulong Varint(byte[] bytes, ref int at)
    {
        ulong value = 0;
        int shift = 0;
        byte next;
        do
        {
            next = bytes[at++];
            value |= (ulong)(next & 0x7f) << shift;
            shift += 7;
        }
        while (next >= 0x80);

        return value;
    }

    private string Text(List<(int Field, object Value)> message, int field) => _strings[(int)Number(message, field)];
}
