// SPDX-License-Identifier: MIT OR Apache-2.0

using PicoEngine.Fields;
using PicoEngine.Primitives.Challenger;
using PicoEngine.Primitives.Symmetric;
using PicoEngine.Protocol.Transcripts;
using PicoEngine.Verifier.Stark;
using PicoEngine.Verifier.Stark.Whir;
using Xunit;

namespace PicoEngine.Verifier.Tests.Stark.Whir;

/// <summary>Openings of the executable reference: accepted as they are, refused after any change.</summary>
public sealed class WhirVerifierTests(ITestOutputHelper output)
{
    public static TheoryData<int> Cases => [.. Enumerable.Range(0, WhirVector.All.Count)];

    [Theory]
    [MemberData(nameof(Cases))]
    public void Verify_accepts_the_opening_of_the_reference_with_its_challenges(int index)
    {
        var vector = WhirVector.All[index];
        var ledger = new SampleLedger();
        var challenger = vector.Challenger(ledger);
        Assert.Null(WhirVerifier.Verify(vector.Parameters, challenger, vector.Statement, vector.Words));
        Assert.Equal(vector.Challenges, ledger.Samples);
    }

    [Fact]
    public void Challenger_starts_with_the_capacity_of_the_reference()
    {
        foreach (var vector in WhirVector.All)
        {
            Assert.Equal(new Digest(vector.InitialCapacity), TranscriptStart.InitialDigest(ProtocolId.Shard, vector.Parameters, vector.KeyDigest));
        }
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void WordCount_equals_the_words_of_the_reference(int index) =>
        Assert.Equal(WhirVector.All[index].Words.Length, WhirShape.WordCount(WhirVector.All[index].Parameters));

    [Theory]
    [MemberData(nameof(Cases))]
    public void ToWords_gives_back_what_was_read(int index)
    {
        var vector = WhirVector.All[index];
        Assert.Equal(vector.Words, WhirProofCodec.ToWords(Read(vector), vector.Parameters));
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void Verify_refuses_every_changed_word(int index)
    {
        var vector = WhirVector.All[index];
        var reasons = new SortedDictionary<RejectionReason, int>();
        for (var place = 0; place < vector.Words.Length; place++)
        {
            var words = vector.Words.ToArray();
            words[place] = (words[place] + 1) % KoalaBear.Modulus;
            var rejection = Verify(vector, words);
            Assert.True(rejection is not null, $"Word {place} of {words.Length} is not bound.");
            reasons[rejection.Value.Reason] = reasons.GetValueOrDefault(rejection.Value.Reason) + 1;
        }

        output.WriteLine($"{vector.Name}: {vector.Words.Length} changed words refused: {string.Join(", ", reasons)}");
        Assert.Equal(vector.Words.Length, reasons.Values.Sum());
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void Verify_refuses_words_that_are_not_canonical(int index)
    {
        var vector = WhirVector.All[index];
        for (var place = 0; place < vector.Words.Length; place++)
        {
            foreach (var word in new[] { KoalaBear.Modulus, unchecked(vector.Words[place] + KoalaBear.Modulus), uint.MaxValue })
            {
                var words = vector.Words.ToArray();
                words[place] = word;
                Assert.Equal(new Rejection(RejectionReason.NonCanonicalWord, place), Verify(vector, words));
            }
        }
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void Verify_refuses_other_lengths(int index)
    {
        var vector = WhirVector.All[index];
        foreach (var length in Enumerable.Range(0, vector.Words.Length).Where(length => length % 7 == 0 || vector.Words.Length - length < 12))
        {
            Assert.Equal(new Rejection(RejectionReason.ProofLength, length), Verify(vector, vector.Words[..length]));
        }

        foreach (var rest in new uint[][] { [0], [1], new uint[5], vector.Words })
        {
            Assert.Equal(new Rejection(RejectionReason.ProofLength, vector.Words.Length + rest.Length), Verify(vector, [.. vector.Words, .. rest]));
        }
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void Verify_refuses_every_changed_claim_cap_and_coordinate(int index)
    {
        var vector = WhirVector.All[index];
        var statement = vector.Statement;
        for (var w = 0; w < statement.Claims.Length; w++)
        {
            // Once known to the transcript, once changed behind its back.
            var changed = statement with { Claims = Bumped(statement.Claims, w) };
            Assert.NotNull(WhirVerifier.Verify(vector.Parameters, vector.Challenger(), changed, vector.Words));
            Assert.NotNull(Verify(vector with { Statement = changed }, vector.Words));
        }

        var point = statement.Point;
        Assert.Equal(RejectionReason.WhirFinalClaim, AtPoint(point with { Skip = point.Skip + KoalaBear.One })?.Reason);
        for (var i = 0; i < point.Low.Length; i++)
        {
            Assert.Equal(RejectionReason.WhirFinalClaim, AtPoint(point with { Low = Bumped(point.Low, i) })?.Reason);
        }

        for (var i = 0; i < point.Row.Length; i++)
        {
            Assert.Equal(RejectionReason.WhirFinalClaim, AtPoint(point with { Row = Bumped(point.Row, i) })?.Reason);
        }

        for (var group = 0; group < statement.Caps.Length; group++)
        {
            var caps = statement.Caps.Select(cap => cap.ToArray()).ToArray();
            Array.Reverse(caps[group]);
            var rejection = WhirVerifier.Verify(vector.Parameters, vector.Challenger(), statement with { Caps = caps }, vector.Words);
            Assert.Equal((RejectionReason.GroupOpening, group), (rejection?.Reason, rejection?.Index ?? -1));
        }

        Rejection? AtPoint(OpeningPoint<KoalaBearExtension5> other) =>
            WhirVerifier.Verify(vector.Parameters, vector.Challenger(), statement with { Point = other }, vector.Words);
    }

    [Fact]
    public void Verify_refuses_swapped_openings_messages_and_caps()
    {
        foreach (var vector in WhirVector.All)
        {
            var swaps = new List<Action<WhirProof<KoalaBearExtension5, KoalaBear, Digest>>>
            {
                proof => Swap(proof.Rounds[0].GroupOpenings, 0, 1),
                proof => Swap(proof.Rounds[0].GroupOpenings[0][2].Siblings, 0, 1),
                proof => Swap(proof.Rounds[1].FoldedOpenings, 0, 1),
                proof => Swap(proof.Rounds[2].FoldedOpenings, 0, 2),
                proof => Swap(proof.Rounds[1].FoldedOpenings[0].Leaf, 0, 1),
                proof => Swap(proof.Rounds[1].Folds, 0, 1),
                proof => Swap(proof.Rounds[0].Cap, 0, 1),
                proof => Swap(proof.Rounds[^1].FinalPolynomial, 0, 1),
                proof => Swap(proof.FinalSumcheck, 0, proof.FinalSumcheck.Length - 1),
            };
            foreach (var swap in swaps)
            {
                var proof = Read(vector);
                swap(proof);
                var words = WhirProofCodec.ToWords(proof, vector.Parameters);
                if (!words.SequenceEqual(vector.Words))
                {
                    Assert.NotNull(Verify(vector, words));
                }
            }
        }

        static void Swap<T>(T[] items, int left, int right) => (items[left], items[right]) = (items[right], items[left]);
    }

    [Fact]
    public void Verify_refuses_statements_of_another_shape()
    {
        var vector = WhirVector.All[0];
        var (statement, point) = (vector.Statement, vector.Statement.Point);
        foreach (var other in new[]
        {
            statement with { Caps = statement.Caps[..2] },
            statement with { Caps = [statement.Caps[0], statement.Caps[1], statement.Caps[2][..3]] },
            statement with { Caps = [[], statement.Caps[1], statement.Caps[2]] },
            statement with { Claims = statement.Claims[1..] },
            statement with { Claims = [.. statement.Claims, KoalaBearExtension5.Zero] },
            statement with { Point = point with { Low = [] } },
            statement with { Point = point with { Row = [.. point.Row, .. point.Row] } },
        })
        {
            Assert.Equal(RejectionReason.StatementShape, WhirVerifier.Verify(vector.Parameters, vector.Challenger(), other, vector.Words)?.Reason);
        }
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void Verify_refuses_decoded_proofs_with_lists_of_another_length(int index)
    {
        var vector = WhirVector.All[index];
        var proof = Read(vector);
        var (first, second, last) = (proof.Rounds[0], proof.Rounds[1], proof.Rounds[^1]);
        KoalaBear[] noWords = [];
        var (group, folded) = (first.GroupOpenings[0], second.FoldedOpenings[0]);
        foreach (var other in new[]
        {
            With(proof.Rounds[1..], proof.FinalSumcheck),
            With([.. proof.Rounds, last], proof.FinalSumcheck),
            With(proof.Rounds, []),
            With(proof.Rounds, [.. proof.FinalSumcheck, default]),
            Round(0, Copy(first, folds: [])),
            Round(0, Copy(first, nonces: [.. first.FoldingNonces, default])),
            Round(1, Copy(second, cap: second.Cap[1..])),
            Round(1, Copy(second, cap: [])),
            Round(1, Copy(second, answers: [.. second.OutOfDomainAnswers, default])),
            Round(proof.Rounds.Length - 1, Copy(last, final: last.FinalPolynomial[1..])),
            Round(0, Copy(first, final: last.FinalPolynomial)),
            Round(0, Copy(first, groups: first.GroupOpenings[1..])),
            Round(0, Copy(first, groups: [group[..2], .. first.GroupOpenings[1..]])),
            Round(0, Copy(first, groups: [[group[0] with { Leaf = noWords }, group[1], group[2]], .. first.GroupOpenings[1..]])),
            Round(0, Copy(first, groups: [[group[0], group[1], group[2] with { Siblings = [] }], .. first.GroupOpenings[1..]])),
            Round(1, Copy(second, folded: [])),
            Round(1, Copy(second, folded: [folded with { Leaf = folded.Leaf[1..] }, .. second.FoldedOpenings[1..]])),
            Round(1, Copy(second, folded: [folded with { Siblings = [.. folded.Siblings, default] }, .. second.FoldedOpenings[1..]])),
        })
        {
            Assert.Equal(new Rejection(RejectionReason.ProofShape), WhirVerifier.Verify(new ValueContext(vector.Challenger()), vector.Parameters, vector.Statement, other));
            Assert.Throws<ArgumentException>(() => WhirProofCodec.ToWords(other, vector.Parameters));
        }

        Assert.Null(WhirVerifier.Verify(new ValueContext(vector.Challenger()), vector.Parameters, vector.Statement, proof));

        WhirProof<KoalaBearExtension5, KoalaBear, Digest> With(
            WhirRound<KoalaBearExtension5, KoalaBear, Digest>[] rounds, SumcheckMessage<KoalaBearExtension5>[] final) =>
            new() { BatchingNonce = proof.BatchingNonce, Rounds = rounds, FinalSumcheck = final };

        WhirProof<KoalaBearExtension5, KoalaBear, Digest> Round(int number, WhirRound<KoalaBearExtension5, KoalaBear, Digest> round)
        {
            var rounds = proof.Rounds.ToArray();
            rounds[number] = round;
            return With(rounds, proof.FinalSumcheck);
        }

        static WhirRound<KoalaBearExtension5, KoalaBear, Digest> Copy(
            WhirRound<KoalaBearExtension5, KoalaBear, Digest> round,
            SumcheckMessage<KoalaBearExtension5>[]? folds = null,
            KoalaBear[]? nonces = null,
            Digest[]? cap = null,
            KoalaBearExtension5[]? answers = null,
            KoalaBearExtension5[]? final = null,
            LeafOpening<KoalaBear, Digest>[][]? groups = null,
            LeafOpening<KoalaBearExtension5, Digest>[]? folded = null) => new()
            {
                Folds = folds ?? round.Folds,
                FoldingNonces = nonces ?? round.FoldingNonces,
                Cap = cap ?? round.Cap,
                OutOfDomainAnswers = answers ?? round.OutOfDomainAnswers,
                FinalPolynomial = final ?? round.FinalPolynomial,
                QueryNonce = round.QueryNonce,
                GroupOpenings = groups ?? round.GroupOpenings,
                FoldedOpenings = folded ?? round.FoldedOpenings,
            };
    }

    [Fact]
    public void Verify_never_throws_on_random_words()
    {
        var random = new Random(20);
        foreach (var vector in WhirVector.All)
        {
            for (var run = 0; run < 60; run++)
            {
                // Random lengths; random words; random canonical words of the right length; the right words with some replaced.
                var words = (run % 4) switch
                {
                    0 => Random(random.Next(2 * vector.Words.Length), uint.MaxValue),
                    1 => Random(vector.Words.Length, uint.MaxValue),
                    2 => Random(vector.Words.Length, KoalaBear.Modulus),
                    _ => [.. vector.Words.Select(word => random.Next(40) == 0 ? (uint)random.NextInt64(KoalaBear.Modulus) : word)],
                };
                Assert.NotNull(Verify(vector, words));
            }
        }

        uint[] Random(int count, uint limit) => [.. Enumerable.Range(0, count).Select(_ => (uint)random.NextInt64(limit))];
    }

    private static Rejection? Verify(WhirVector vector, uint[] words) =>
        WhirVerifier.Verify(vector.Parameters, vector.Challenger(), vector.Statement, words);

    private static WhirProof<KoalaBearExtension5, KoalaBear, Digest> Read(WhirVector vector) =>
        WhirProofCodec.Read(new ProofWordReader(vector.Words), vector.Parameters);

    private static KoalaBearExtension5[] Bumped(KoalaBearExtension5[] elements, int index)
    {
        var copy = elements.ToArray();
        copy[index] += KoalaBear.One;
        return copy;
    }

    private sealed class SampleLedger : ITranscriptLedger
    {
        public List<KoalaBear[]> Samples { get; } = [];

        public void Observed(MessageKind kind, ReadOnlySpan<KoalaBear> words)
        {
            // Only challenges are compared; they depend on every message.
        }

        public void Sampled(ReadOnlySpan<KoalaBear> words) => Samples.Add(words.ToArray());
    }
}
