// SPDX-License-Identifier: MIT OR Apache-2.0

using System.Text.Json;
using PicoEngine.Fields;
using PicoEngine.Primitives.Symmetric;

namespace PicoEngine.Primitives.Tests;

/// <summary>The vectors of the executable reference, embedded in the test assembly.</summary>
internal static class ReferenceVectors
{
    private static readonly JsonDocument Document = Load();

    public static JsonElement Section(string name) => Document.RootElement.GetProperty(name);

    public static KoalaBear[] Words(JsonElement array) =>
        array.EnumerateArray().Select(word => KoalaBear.FromCanonical(word.GetUInt32())).ToArray();

    public static KoalaBearExtension5 Extension(JsonElement array) => new(Words(array));

    public static Digest Digest(JsonElement array) => new(Words(array));

    private static JsonDocument Load()
    {
        using var stream = typeof(ReferenceVectors).Assembly.GetManifestResourceStream("primitives.json")
            ?? throw new InvalidOperationException("primitives.json is embedded by the project file.");
        return JsonDocument.Parse(stream);
    }
}
