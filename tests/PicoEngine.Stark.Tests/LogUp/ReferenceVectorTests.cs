// SPDX-License-Identifier: MIT OR Apache-2.0

using System.Text.Json;
using PicoEngine.Backends.Cpu.LogUp;
using PicoEngine.Backends.Tests.Machines;
using PicoEngine.Fields;
using PicoEngine.Primitives.Challenger;
using PicoEngine.Primitives.Symmetric;
using PicoEngine.Stark.LogUp;
using Xunit;

namespace PicoEngine.Stark.Tests.LogUp;

/// <summary>The proofs of the executable reference, word for word.</summary>
public sealed class ReferenceVectorTests
{
    private static readonly JsonElement Cases = Load();

    public static TheoryData<string> Names => [.. Cases.EnumerateArray().Select(json => json.GetProperty("name").GetString()!)];

    [Theory]
    [MemberData(nameof(Names))]
    public void Prove_leaves_of_the_reference_gives_its_messages(string name)
    {
        var json = Cases.EnumerateArray().Single(entry => entry.GetProperty("name").GetString() == name);
        var heights = json.GetProperty("heights").EnumerateArray().Select(height => height.GetInt32()).ToArray();
        var numerators = Elements(json, "numerators");
        var denominators = Elements(json, "denominators");
        using var leaves = new FractionLeaves(new FractionLayout(json.GetProperty("log_rows").GetInt32(), heights), FractionCase.Pool);
        var next = 0;
        for (var group = 0; group < heights.Length; group++)
        {
            for (var row = 0; row < heights[group]; row++, next++)
            {
                leaves[group, row] = new(numerators[next], denominators[next]);
            }
        }

        Assert.Equal(numerators.Length, next);
        DuplexChallenger challenger = new(Sponge.Poseidon2Width24, new Digest(Words(json.GetProperty("capacity"))));
        using var tree = FractionCase.Tree(leaves);
        var (proof, claim) = FractionalSumProver.Prove(tree, challenger);
        Assert.Equal(Elements(json, "proof"), proof.Elements.ToArray());
        Assert.Equal(Elements(json, "point"), claim.Point);
        Assert.Equal(new KoalaBearExtension5(Words(json.GetProperty("p"))), claim.Value.Numerator);
        Assert.Equal(new KoalaBearExtension5(Words(json.GetProperty("q"))), claim.Value.Denominator);
        Assert.Equal(new KoalaBearExtension5(Words(json.GetProperty("next_challenge"))), challenger.SampleExtension());
    }

    private static KoalaBear[] Words(JsonElement array) =>
        array.EnumerateArray().Select(word => KoalaBear.FromCanonical(word.GetUInt32())).ToArray();

    private static KoalaBearExtension5[] Elements(JsonElement json, string name) =>
        json.GetProperty(name).EnumerateArray().Select(array => new KoalaBearExtension5(Words(array))).ToArray();

    private static JsonElement Load()
    {
        using var stream = typeof(ReferenceVectorTests).Assembly.GetManifestResourceStream("logup-gkr.json")
            ?? throw new InvalidOperationException("logup-gkr.json is embedded by the project file.");
        using var document = JsonDocument.Parse(stream);
        return document.RootElement.GetProperty("gkr").Clone();
    }
}
