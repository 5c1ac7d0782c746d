// SPDX-License-Identifier: MIT OR Apache-2.0

using System.Text.Json;
using PicoEngine.Fields;
using PicoEngine.Primitives.Challenger;
using PicoEngine.Primitives.Symmetric;
using PicoEngine.Verifier.Stark;
using PicoEngine.Verifier.Stark.LogUp;

namespace PicoEngine.Verifier.Tests.Stark.LogUp;

/// <summary>One case of the executable reference: an honest proof and what its verifier derives.</summary>
internal sealed class GkrVector
{
    private GkrVector(JsonElement json)
    {
        Name = json.GetProperty("name").GetString()!;
        Capacity = new Digest(Words(json.GetProperty("capacity")));
        PublicValues = new(Element(json.GetProperty("public_numerator")), Element(json.GetProperty("public_denominator")));
        GlobalSum = Element(json.GetProperty("global_sum"));
        Messages = Elements(json.GetProperty("proof"));
        Point = Elements(json.GetProperty("point"));
        Claim = new(Element(json.GetProperty("p")), Element(json.GetProperty("q")));
        NextChallenge = Element(json.GetProperty("next_challenge"));
    }

    public static IReadOnlyList<GkrVector> All { get; } = Load();

    public string Name { get; }

    public Digest Capacity { get; }

    public Fraction<KoalaBearExtension5> PublicValues { get; }

    public KoalaBearExtension5 GlobalSum { get; }

    public KoalaBearExtension5[] Messages { get; }

    public KoalaBearExtension5[] Point { get; }

    public Fraction<KoalaBearExtension5> Claim { get; }

    public KoalaBearExtension5 NextChallenge { get; }

    public int Layers => Point.Length;

    public static GkrVector Named(string name) => All.Single(vector => vector.Name == name);

    public ValueContext Begin() => new(new DuplexChallenger(Sponge.Poseidon2Width24, Capacity));

    /// <summary>Verifies other messages in the place of these.</summary>
    public (LeafClaim<KoalaBearExtension5>? Claim, Rejection? Rejection) Verify(KoalaBearExtension5[] messages)
    {
        var context = Begin();
        var claim = LogUpGkrVerifier.Verify(context, Layers, PublicValues, GlobalSum, new FractionalSumProof<KoalaBearExtension5>(Layers, messages));
        return (claim, context.Rejection);
    }

    private static KoalaBear[] Words(JsonElement array) =>
        array.EnumerateArray().Select(word => KoalaBear.FromCanonical(word.GetUInt32())).ToArray();

    private static KoalaBearExtension5 Element(JsonElement array) => new(Words(array));

    private static KoalaBearExtension5[] Elements(JsonElement array) => array.EnumerateArray().Select(Element).ToArray();

    private static GkrVector[] Load()
    {
        using var stream = typeof(GkrVector).Assembly.GetManifestResourceStream("logup-gkr.json")
            ?? throw new InvalidOperationException("logup-gkr.json is embedded by the project file.");
        using var document = JsonDocument.Parse(stream);
        return document.RootElement.GetProperty("gkr").EnumerateArray().Select(json => new GkrVector(json)).ToArray();
    }
}
