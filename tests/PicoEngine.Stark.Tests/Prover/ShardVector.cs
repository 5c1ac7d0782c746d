// SPDX-License-Identifier: MIT OR Apache-2.0

using System.Text.Json;
using PicoEngine.Fields;
using PicoEngine.Primitives.Symmetric;

namespace PicoEngine.Stark.Tests.Prover;

/// <summary>What the executable reference pins of its proofs of the toy run.</summary>
internal sealed record ShardVector(
    Digest KeyDigest,
    KoalaBearExtension5 GlobalAlpha,
    KoalaBearExtension5 GlobalBeta,
    KoalaBearExtension5[] Sums,
    int[] WordCounts,
    Digest[] ProofDigests,
    (int Kind, uint First)[] Challenges)
{
    public static ShardVector Load(int logSkip)
    {
        using var stream = typeof(ShardVector).Assembly.GetManifestResourceStream("shard-proof.json")
            ?? throw new InvalidOperationException("shard-proof.json is embedded by the project file.");
        using var document = JsonDocument.Parse(stream);
        var json = document.RootElement.GetProperty($"l_skip_{logSkip}");
        var global = json.GetProperty("global_challenge");
        return new(
            new Digest(Words(json.GetProperty("vk_digest"))),
            new(Words(global[0])),
            new(Words(global[1])),
            [.. json.GetProperty("sums").EnumerateArray().Select(sum => new KoalaBearExtension5(Words(sum)))],
            [.. json.GetProperty("proof_words").EnumerateArray().Select(count => count.GetInt32())],
            [.. json.GetProperty("proof_digests").EnumerateArray().Select(digest => new Digest(Words(digest)))],
            [.. json.GetProperty("challenges_of_shard_1").EnumerateArray().Select(item => (item[0].GetInt32(), item[1].GetUInt32()))]);
    }

    private static KoalaBear[] Words(JsonElement array) => [.. array.EnumerateArray().Select(word => KoalaBear.FromCanonical(word.GetUInt32()))];
}
