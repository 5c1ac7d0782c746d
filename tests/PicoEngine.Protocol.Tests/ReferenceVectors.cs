// SPDX-License-Identifier: MIT OR Apache-2.0

using System.Text.Json;
using PicoEngine.Fields;
using PicoEngine.Primitives.Symmetric;

namespace PicoEngine.Protocol.Tests;

/// <summary>The vectors of the executable reference, embedded in the test assembly.</summary>
internal static class ReferenceVectors
{
    public static JsonElement Transcript { get; } = Load("primitives.json").GetProperty("transcript");

    public static JsonElement Toy { get; } = Load("toy.json");

    public static KoalaBear[] Words(JsonElement array) =>
        array.EnumerateArray().Select(word => KoalaBear.FromCanonical(word.GetUInt32())).ToArray();

    public static Digest Digest(JsonElement array) => new(Words(array));

    private static JsonElement Load(string name)
    {
        using var stream = typeof(ReferenceVectors).Assembly.GetManifestResourceStream(name)
            ?? throw new InvalidOperationException($"{name} is embedded by the project file.");
        using var document = JsonDocument.Parse(stream);
        return document.RootElement.Clone();
    }
}
