// SPDX-License-Identifier: MIT OR Apache-2.0

using PicoEngine.Primitives.Challenger;
using PicoEngine.Primitives.Symmetric;
using PicoEngine.Protocol.Tests.Parameters;
using PicoEngine.Protocol.Transcripts;
using Xunit;

namespace PicoEngine.Protocol.Tests.Transcripts;

public sealed class TranscriptStartTests
{
    private static readonly Digest Key = ReferenceVectors.Digest(ReferenceVectors.Transcript.GetProperty("vk_digest"));

    [Fact]
    public void InitialDigest_reproduces_reference()
    {
        var vectors = ReferenceVectors.Transcript;
        var parameters = InsecureTestParameters.Toy();
        Assert.Equal((int)ProtocolId.Shard, vectors.GetProperty("protocol").GetInt32());
        Assert.Equal(ReferenceVectors.Words(vectors.GetProperty("parameter_words")), parameters.ToWords());
        Assert.Equal(ReferenceVectors.Digest(vectors.GetProperty("initial_capacity")), TranscriptStart.InitialDigest(ProtocolId.Shard, parameters, Key));
    }

    [Fact]
    public void Begin_reproduces_the_challenges_of_the_reference()
    {
        var challenger = TranscriptStart.Begin(ProtocolId.Shard, InsecureTestParameters.Toy(), Key);
        challenger.Observe(MessageKind.PublicValues, new[] { 7u, 8u, 9u }.Select(Fields.KoalaBear.FromCanonical).ToArray());
        challenger.Observe(MessageKind.Heights, Enumerable.Range(0, 20).Select(i => Fields.KoalaBear.FromCanonical((uint)i)).ToArray());
        foreach (var pinned in ReferenceVectors.Transcript.GetProperty("after PUBLIC_VALUES [7,8,9], HEIGHTS [0..19]: 4 challenges").EnumerateArray())
        {
            Assert.Equal(new Fields.KoalaBearExtension5(ReferenceVectors.Words(pinned)), challenger.SampleExtension());
        }
    }

    [Fact]
    public void InitialDigest_separates_protocols_parameters_and_keys()
    {
        var parameters = InsecureTestParameters.Toy();
        Digest[] digests =
        [
            TranscriptStart.InitialDigest(ProtocolId.Shard, parameters, Key),
            TranscriptStart.InitialDigest(ProtocolId.Global, parameters, Key),
            TranscriptStart.InitialDigest(ProtocolId.Shard, InsecureTestParameters.Toy(0), Key),
            TranscriptStart.InitialDigest(ProtocolId.Shard, parameters, default),
        ];
        Assert.Equal(digests.Length, digests.Distinct().Count());
        Assert.Throws<ArgumentOutOfRangeException>(() => TranscriptStart.InitialDigest(ProtocolId.None, parameters, Key));
    }
}
