// SPDX-License-Identifier: MIT OR Apache-2.0

using System.Security.Cryptography;
using System.Text.Json;
using PicoEngine.Air.Machines;
using PicoEngine.Fields;
using PicoEngine.Primitives.Symmetric;

namespace PicoEngine.Air.Tests;

/// <summary>The vectors of the executable reference's toy machine, embedded in the test assembly.</summary>
internal static class ReferenceVectors
{
    public static JsonElement Toy { get; } = Load();

    public static JsonElement Layout => Toy.GetProperty("layout");

    public static KoalaBear[] Words(JsonElement array) =>
        array.EnumerateArray().Select(word => KoalaBear.FromCanonical(word.GetUInt32())).ToArray();

    public static int[] Integers(JsonElement array) => [.. array.EnumerateArray().Select(item => item.GetInt32())];

    public static KoalaBearExtension5 Extension(JsonElement array) => new(Words(array));

    public static KoalaBearExtension5[] Point(JsonElement array) => [.. array.EnumerateArray().Select(Extension)];

    public static Digest Digest(JsonElement array) => new(Words(array));

    /// <summary>SHA-256 of 32-bit little-endian words.</summary>
    public static string Sha256(IEnumerable<uint> words)
    {
        using MemoryStream bytes = new();
        using BinaryWriter writer = new(bytes);
        foreach (var word in words)
        {
            writer.Write(word);
        }

        writer.Flush();
        return Convert.ToHexStringLower(SHA256.HashData(bytes.ToArray()));
    }

    public static string Sha256(IEnumerable<KoalaBear> words) => Sha256(words.Select(word => word.ToCanonical()));

    /// <summary>The traces of a witness: table, column, row.</summary>
    public static IEnumerable<KoalaBear> Cells(TraceMatrix trace) => Enumerable.Range(0, trace.Width).SelectMany(column => trace.Column(column).ToArray());

    private static JsonElement Load()
    {
        using var stream = typeof(ReferenceVectors).Assembly.GetManifestResourceStream("toy.json")
            ?? throw new InvalidOperationException("toy.json is embedded by the project file.");
        using var document = JsonDocument.Parse(stream);
        return document.RootElement.Clone();
    }
}
