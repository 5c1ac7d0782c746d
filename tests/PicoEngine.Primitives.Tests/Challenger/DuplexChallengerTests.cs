// SPDX-License-Identifier: MIT OR Apache-2.0

using PicoEngine.Fields;
using PicoEngine.Primitives.Challenger;
using PicoEngine.Primitives.Symmetric;
using Xunit;

namespace PicoEngine.Primitives.Tests.Challenger;

public sealed class DuplexChallengerTests
{
    private static readonly Sponge Hasher = Sponge.Poseidon2Width24;

    [Fact]
    public void Transcript_reproduces_reference()
    {
        var vector = ReferenceVectors.Section("transcript");
        var initial = Hasher.Hash(
            DomainTag.Transcript,
            [
                KoalaBear.FromCanonical(vector.GetProperty("protocol").GetUInt32()),
                .. ReferenceVectors.Words(vector.GetProperty("parameter_words")),
                .. ReferenceVectors.Words(vector.GetProperty("vk_digest")),
            ]);
        Assert.Equal(ReferenceVectors.Digest(vector.GetProperty("initial_capacity")), initial);

        var challenger = new DuplexChallenger(Hasher, initial);
        challenger.Observe(MessageKind.PublicValues, FieldSamples.Sequence(7, 3));
        challenger.Observe(MessageKind.Heights, FieldSamples.Sequence(0, 20));
        foreach (var challenge in vector.GetProperty("after PUBLIC_VALUES [7,8,9], HEIGHTS [0..19]: 4 challenges").EnumerateArray())
        {
            Assert.Equal(ReferenceVectors.Extension(challenge), challenger.SampleExtension());
        }

        var claims = Enumerable.Range(0, 4).Select(i => new KoalaBearExtension5(Enumerable.Repeat(KoalaBear.FromCanonical((uint)i), 5).ToArray())).ToArray();
        challenger.Observe(MessageKind.GkrClaims, claims);
        var last = vector.GetProperty("after GKR_CLAIMS [(i,i,i,i,i), i=0..3], grind 6 bits");
        Assert.Equal(last.GetProperty("nonce").GetUInt32(), challenger.Grind(6)!.Value.ToCanonical());
        Assert.Equal(ReferenceVectors.Extension(last.GetProperty("challenge")), challenger.SampleExtension());
        var positions = new int[20];
        challenger.SamplePositions(positions, 10);
        Assert.Equal(last.GetProperty("positions_20_of_2^10").EnumerateArray().Select(p => p.GetInt32()), positions);
    }

    [Fact]
    public void Challenges_equal_those_of_a_plain_model_of_the_duplex()
    {
        for (var seed = 0; seed < 12; seed++)
        {
            var random = new Random(seed);
            var initial = new Digest(FieldSamples.Words(Digest.Length, seed));
            var challenger = new DuplexChallenger(Hasher, initial);
            var model = new DuplexModel(initial);
            for (var step = 0; step < 40; step++)
            {
                if (random.Next(2) == 0)
                {
                    var message = FieldSamples.Words(random.Next(34), step);
                    challenger.Observe(MessageKind.WhirRound, message);
                    model.Observe((int)MessageKind.WhirRound, message);
                }
                else
                {
                    Assert.Equal(model.SampleExtension(), challenger.SampleExtension());
                }
            }
        }
    }

    [Fact]
    public void Grind_finds_the_smallest_nonce_and_leaves_the_state_that_checking_leaves()
    {
        var prover = Start();
        var nonce = prover.Grind(7)!.Value;
        var expected = prover.SampleExtension();
        for (var candidate = 0u; candidate <= nonce.ToCanonical(); candidate++)
        {
            var verifier = Start();
            Assert.Equal(candidate == nonce.ToCanonical(), verifier.CheckProofOfWork(7, KoalaBear.FromCanonical(candidate)));
            if (candidate == nonce.ToCanonical())
            {
                Assert.Equal(expected, verifier.SampleExtension());
            }
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(5)]
    public void Grind_does_not_depend_on_the_number_of_threads(int threads)
    {
        // Some 2^13 nonces: several windows of one thread.
        var (alone, together) = (Start(), Start());
        Assert.Equal(alone.Grind(13), together.Grind(13, threads));
        Assert.Equal(alone.SampleExtension(), together.SampleExtension());
    }

    [Fact]
    public void Grind_takes_the_first_nonce_whose_challenges_are_accepted()
    {
        var ledger = new RecordingLedger();
        var challenger = new DuplexChallenger(Hasher, default, ledger);
        List<KoalaBearExtension5> seen = [];
        var nonce = challenger.Grind(3, copy =>
        {
            seen.Add(copy.SampleExtension());
            return seen.Count == 3;
        })!.Value;
        Assert.Equal(3, seen.Distinct().Count());
        Assert.Equal([(MessageKind.ProofOfWork, nonce.ToString())], ledger.Entries);
        Assert.Equal(seen[2], challenger.SampleExtension());
        var holding = Enumerable.Range(0, (int)nonce.ToCanonical() + 1)
            .Count(n => new DuplexChallenger(Hasher, default).CheckProofOfWork(3, KoalaBear.FromCanonical((uint)n)));
        Assert.Equal(3, holding);
        Assert.Throws<InvalidOperationException>(() => challenger.Grind(0, _ => false));
        Assert.Null(challenger.Grind(0, _ => true));
    }

    [Fact]
    public void Proof_of_work_of_zero_bits_absorbs_nothing_and_admits_no_nonce()
    {
        var with = Start();
        Assert.Null(with.Grind(0));
        Assert.True(with.CheckProofOfWork(0, null));
        Assert.Equal(Start().SampleExtension(), with.SampleExtension());
        Assert.False(with.CheckProofOfWork(0, KoalaBear.Zero));
        Assert.False(with.CheckProofOfWork(3, null));
    }

    [Fact]
    public void Every_change_of_a_message_changes_the_challenges_behind_it()
    {
        var message = FieldSamples.Words(20, 9);
        var seen = new HashSet<KoalaBearExtension5> { After(MessageKind.Heights, message) };
        Assert.True(seen.Add(After(MessageKind.Skip, message)));
        Assert.True(seen.Add(After(MessageKind.Heights, message[..^1])));
        Assert.True(seen.Add(After(MessageKind.Heights, [.. message, KoalaBear.Zero])));
        Assert.True(seen.Add(After(MessageKind.Heights, [])));
        for (var i = 0; i < message.Length; i++)
        {
            var changed = (KoalaBear[])message.Clone();
            changed[i] += KoalaBear.One;
            Assert.True(seen.Add(After(MessageKind.Heights, changed)));
        }

        static KoalaBearExtension5 After(MessageKind kind, KoalaBear[] words)
        {
            var challenger = Start();
            challenger.Observe(kind, words);
            return challenger.SampleExtension();
        }
    }

    [Fact]
    public void Ledger_hears_messages_and_challenges_in_order()
    {
        var ledger = new RecordingLedger();
        var challenger = new DuplexChallenger(Hasher, default, ledger);
        var element = new KoalaBearExtension5(FieldSamples.Sequence(1, 5));
        challenger.Observe(MessageKind.MainCap, new Digest(FieldSamples.Sequence(1, 9)));
        challenger.Observe(MessageKind.GlobalSum, new[] { element });
        var challenge = challenger.SampleExtension();
        var nonce = challenger.Grind(4);
        var positions = new int[3];
        challenger.SamplePositions(positions, 5);

        Assert.Equal(5, ledger.Entries.Count);
        Assert.Equal((MessageKind.MainCap, "1 2 3 4 5 6 7 8 9"), ledger.Entries[0]);
        Assert.Equal((MessageKind.GlobalSum, "1 2 3 4 5"), ledger.Entries[1]);
        Assert.Equal((MessageKind.None, string.Join(' ', Enumerable.Range(0, 5).Select(i => challenge[i]))), ledger.Entries[2]);
        Assert.Equal((MessageKind.ProofOfWork, nonce.ToString()), ledger.Entries[3]);
        Assert.Equal(positions, ledger.Entries[4].Words.Split(' ').Select(word => int.Parse(word) & 31));
    }

    [Fact]
    public void Positions_stay_in_range_and_bits_beyond_24_are_rejected()
    {
        var challenger = Start();
        var positions = new int[200];
        foreach (var log in new[] { 0, 1, 24 })
        {
            challenger.SamplePositions(positions, log);
            Assert.All(positions, p => Assert.InRange(p, 0, (1 << log) - 1));
        }

        Assert.Throws<ArgumentOutOfRangeException>(() => challenger.SamplePositions(positions, 25));
        Assert.Throws<ArgumentOutOfRangeException>(() => challenger.Grind(25));
        Assert.Throws<ArgumentOutOfRangeException>(() => challenger.CheckProofOfWork(-1, KoalaBear.Zero));
        Assert.Throws<ArgumentOutOfRangeException>(() => challenger.Observe(MessageKind.None, [KoalaBear.One]));
        Assert.Throws<ArgumentOutOfRangeException>(() => challenger.Observe((MessageKind)127, [KoalaBear.One]));
    }

    private static DuplexChallenger Start()
    {
        var challenger = new DuplexChallenger(Hasher, new Digest(FieldSamples.Words(Digest.Length, 1)));
        challenger.Observe(MessageKind.PublicValues, FieldSamples.Words(4, 2));
        return challenger;
    }

    private sealed class RecordingLedger : ITranscriptLedger
    {
        public List<(MessageKind Kind, string Words)> Entries { get; } = [];

        public void Observed(MessageKind kind, ReadOnlySpan<KoalaBear> words) => Entries.Add((kind, string.Join(' ', words.ToArray())));

        public void Sampled(ReadOnlySpan<KoalaBear> words) => Entries.Add((MessageKind.None, string.Join(' ', words.ToArray())));
    }

    /// <summary>The definition with lists, as the reference writes it.</summary>
    private sealed class DuplexModel(Digest initial)
    {
        private readonly KoalaBear[] _state = [.. new KoalaBear[Sponge.Rate], .. initial.Words];
        private readonly List<KoalaBear> _pending = [];
        private readonly Queue<KoalaBear> _output = new();

        public void Observe(int kind, KoalaBear[] words)
        {
            foreach (var word in words.Prepend(KoalaBear.FromCanonical((uint)((kind << 24) + words.Length))))
            {
                _output.Clear();
                _pending.Add(word);
                if (_pending.Count == Sponge.Rate)
                {
                    Permute();
                    _output.Clear();
                }
            }
        }

        public KoalaBearExtension5 SampleExtension()
        {
            var words = new KoalaBear[5];
            for (var i = 0; i < 5; i++)
            {
                if (_pending.Count > 0 || _output.Count == 0)
                {
                    Permute();
                }

                words[i] = _output.Dequeue();
            }

            return new(words);
        }

        private void Permute()
        {
            for (var i = 0; _pending.Count > 0 && i < Sponge.Rate; i++)
            {
                _state[i] = i < _pending.Count ? _pending[i] : KoalaBear.Zero;
            }

            _pending.Clear();
            _output.Clear();
            Hasher.Permutation.Permute(_state);
            for (var i = 0; i < Sponge.Rate; i++)
            {
                _output.Enqueue(_state[i]);
            }
        }
    }
}
