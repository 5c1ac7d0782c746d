// SPDX-License-Identifier: MIT OR Apache-2.0

using System.Collections.Immutable;
using System.Text.Json;
using PicoEngine.Fields;
using PicoEngine.Primitives.Challenger;
using PicoEngine.Primitives.Symmetric;
using PicoEngine.Protocol.Parameters;
using PicoEngine.Protocol.Transcripts;
using PicoEngine.Verifier.Stark.Whir;

namespace PicoEngine.Verifier.Tests.Stark.Whir;

/// <summary>An opening that the executable reference made, from the vectors embedded in the test assembly.</summary>
internal sealed record WhirVector(
    string Name,
    SystemParameters Parameters,
    Digest KeyDigest,
    KoalaBear[] InitialCapacity,
    WhirStatement<KoalaBearExtension5, Digest> Statement,
    KoalaBear[][] Challenges,
    uint[] Words)
{
    private static readonly Lazy<WhirVector[]> Loaded = new(Load);

    public static IReadOnlyList<WhirVector> All => Loaded.Value;

    /// <summary>A transcript that stands where the opening begins.</summary>
    public DuplexChallenger Challenger(ITranscriptLedger? ledger = null)
    {
        var challenger = TranscriptStart.Begin(ProtocolId.Shard, Parameters, KeyDigest, ledger);
        challenger.Observe(MessageKind.StackClaims, Statement.Claims);
        return challenger;
    }

    private static WhirVector[] Load()
    {
        using var stream = typeof(WhirVector).Assembly.GetManifestResourceStream("whir.json")
            ?? throw new InvalidOperationException("whir.json is embedded by the project file.");
        using var document = JsonDocument.Parse(stream);
        return [.. document.RootElement.GetProperty("cases").EnumerateArray().Select(Parse)];
    }

    private static WhirVector Parse(JsonElement item)
    {
        var point = new OpeningPoint<KoalaBearExtension5>(
            Element(item.GetProperty("skip_point")), Elements(item.GetProperty("low_point")), Elements(item.GetProperty("row_point")));
        var caps = item.GetProperty("caps").EnumerateObject()
            .Select(cap => cap.Value.EnumerateArray().Select(node => new Digest(Canonical(node))).ToArray()).ToArray();
        var name = item.GetProperty("name").GetString()!;
        return new WhirVector(
            name,
            ParseParameters(name, [.. item.GetProperty("parameter_words").EnumerateArray().Select(word => word.GetInt32())]),
            new Digest(Canonical(item.GetProperty("vk_digest"))),
            Canonical(item.GetProperty("initial_capacity")),
            new(caps, Elements(item.GetProperty("claims")), point),
            [.. item.GetProperty("challenges").EnumerateArray().Select(Canonical)],
            [.. item.GetProperty("proof").EnumerateArray().Select(word => word.GetUInt32())]);
    }

    private static SystemParameters ParseParameters(string name, int[] words)
    {
        var next = 0;
        return new SystemParameters(
            name, Word(), Word(), List(), Word(), Word(), List(), List(), List(), List(),
            Word(), Word(), Word(), Word(), Word(), Word(), Word(), Word(), Word(), Word());

        int Word() => words[next++];

        ImmutableArray<int> List()
        {
            var count = Word();
            return [.. Enumerable.Range(0, count).Select(_ => Word())];
        }
    }

    private static KoalaBear[] Canonical(JsonElement array) => [.. array.EnumerateArray().Select(word => KoalaBear.FromCanonical(word.GetUInt32()))];

    private static KoalaBearExtension5 Element(JsonElement array) => new(Canonical(array));

    private static KoalaBearExtension5[] Elements(JsonElement array) => [.. array.EnumerateArray().Select(Element)];
}
