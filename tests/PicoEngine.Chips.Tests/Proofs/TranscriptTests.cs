// SPDX-License-Identifier: MIT OR Apache-2.0

using PicoEngine.Chips.Tests.Runs;
using PicoEngine.Fields;
using PicoEngine.Verifier.Files;
using PicoEngine.Verifier.Stark;
using PicoEngine.Verifier.Stark.Whir;
using Xunit;

namespace PicoEngine.Chips.Tests.Proofs;

/// <summary>Proofs of the RISC-V machine word by word: prover and verifier hear the same transcript, every word of a proof is bound, and so is every field of a file.</summary>
public sealed class TranscriptTests(TranscriptTests.Fixture fixture, ITestOutputHelper output) : IClassFixture<TranscriptTests.Fixture>
{
    // Shares no factor with the lengths of elements, digests and columns, so that all their places are met.
    private const int Step = 31;

    private static bool IsLong => Environment.GetEnvironmentVariable("PICO_TEST_LONG") == "1";

    [Fact]
    public void Prover_and_verifier_hear_the_same_transcript()
    {
        for (var shard = 0; shard < AttackedRuns.Mixed.Shards.Length; shard++)
        {
            TranscriptLedger ofProver = new();
            TranscriptLedger ofVerifier = new();
            var (statement, words) = fixture.Proofs.ProveShard(shard, ofProver);
            Assert.Null(ShardVerifier.Verify(fixture.Proofs.Key, 0, statement, words, ofVerifier));
            Assert.Equal(-1, ofProver.FirstDifference(ofVerifier));
            Assert.InRange(ofProver.Challenges, 300, 3_000);
            output.WriteLine($"shard {shard + 1}: {ofProver.Messages} messages, {ofProver.Challenges} challenges, {words.Length} words");
        }
    }

    [Fact]
    public void Changed_word_is_refused_and_every_later_challenge_is_another()
    {
        TranscriptLedger honest = new();
        var (statement, words) = fixture.Proofs.ProveShard(0, new TranscriptLedger());
        Assert.Null(ShardVerifier.Verify(fixture.Proofs.Key, 0, statement, words, honest));
        SortedDictionary<RejectionReason, int> reasons = [];
        var (changed, absorbed, heights) = (0, 0, GuestRun.Shape.Tables.Length);
        for (var place = 0; place < words.Length; place += place < heights || IsLong ? 1 : Step)
        {
            var copy = words.ToArray();
            copy[place] = (copy[place] + 1) % KoalaBear.Modulus;
            TranscriptLedger ledger = new();
            var rejection = ShardVerifier.Verify(fixture.Proofs.Key, 0, statement, copy, ledger);
            Assert.True(rejection is not null, $"word {place} of {words.Length} is not bound");
            reasons[rejection.Value.Reason] = reasons.GetValueOrDefault(rejection.Value.Reason) + 1;
            changed++;
            var first = honest.FirstDifference(ledger);
            if (ledger.Challenges == 0)
            {
                Assert.Equal(RejectionReason.Heights, rejection.Value.Reason);
            }
            else if (first >= 0)
            {
                absorbed++;
                Assert.True(honest.IsMessage(first), $"word {place}: a challenge is another although nothing else was absorbed");
                Assert.Equal(0, honest.SameChallengesBehind(first, ledger));
            }
            else
            {
                // Leaves and paths are compared with caps that were absorbed; they stand in the opening, and nowhere else.
                Assert.True(place >= words.Length - WhirShape.WordCount(fixture.Proofs.Key.Shapes[0].Parameters), $"word {place} of {words.Length} is not absorbed");
            }
        }

        output.WriteLine($"{changed} of {words.Length} words changed, {absorbed} of them absorbed, all refused: {string.Join(", ", reasons)}");
        Assert.InRange(absorbed, changed / 2, changed - 1);
        Assert.True(reasons.Count >= 8, "few kinds of rejections");
    }

    [Fact]
    public void Changed_field_of_a_file_is_refused()
    {
        var file = fixture.Proofs.File;
        Assert.True(fixture.Proofs.Verify(file).IsValid);
        SortedDictionary<string, int> verdicts = [];

        // Every byte in front of the first shard's proof: magic, key, output, number of shards, nonce, shape, public values, sum. A sample behind it.
        // Last stands the length of the annotation, which is empty.
        var end = file.Length - 4;
        var shard = 4 * fixture.Proofs.Run.Shards[0].Words.Length;
        var head = end - (2 * shard) - (4 * (1 + 90 + KoalaBearExtension5.Degree));
        Assert.Equal(2, fixture.Proofs.Run.Shards.Length);
        var second = end - shard - (4 * (1 + 90 + KoalaBearExtension5.Degree));
        for (var place = 0; place < file.Length; place += place < head || (place >= second && place < end - shard) ? 1 : IsLong ? 13 : 4001)
        {
            var copy = file.ToArray();
            copy[place] ^= (byte)(1 << (place % 8));
            var result = fixture.Proofs.Verify(copy);
            Assert.False(result.IsValid, $"byte {place} is not bound");
            Assert.True(result.Output.IsEmpty);
            var verdict = $"{result.Outcome} {result.File?.Reason}{result.Run?.Reason}";
            verdicts[verdict] = verdicts.GetValueOrDefault(verdict) + 1;
        }

        output.WriteLine($"{file.Length} bytes, {verdicts.Values.Sum()} changed: {string.Join(", ", verdicts)}");
        Assert.True(verdicts.Count >= 12, "few kinds of verdicts");
    }

    [Fact]
    public void Cut_and_lengthened_files_are_malformed()
    {
        var file = fixture.Proofs.File;
        for (var length = 0; length < file.Length; length += 997)
        {
            Assert.Equal(VerificationOutcome.Malformed, fixture.Proofs.Verify(file.AsMemory(0, length)).Outcome);
        }

        Assert.Equal(VerificationOutcome.Malformed, fixture.Proofs.Verify((byte[])[.. file, 0]).Outcome);
        Assert.Equal(VerificationOutcome.Malformed, fixture.Proofs.Verify((byte[])[.. file, .. file]).Outcome);
    }

    /// <summary>One proof of a run of two shards, for all tests.</summary>
    public sealed class Fixture : IDisposable
    {
        internal InsecureRiscVProofs Proofs { get; } = new(AttackedRuns.Mixed);

        public void Dispose() => Proofs.Dispose();
    }
}
