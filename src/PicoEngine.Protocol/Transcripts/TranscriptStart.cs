// SPDX-License-Identifier: MIT OR Apache-2.0

using PicoEngine.Fields;
using PicoEngine.Primitives.Challenger;
using PicoEngine.Primitives.Symmetric;
using PicoEngine.Protocol.Parameters;

namespace PicoEngine.Protocol.Transcripts;

/// <summary>How transcripts start: everything that is fixed before the first message is in the capacity, so no challenge is independent of it.</summary>
public static class TranscriptStart
{
    /// <summary>The initial capacity: the hash, under the transcript tag, of protocol, parameter words and the digest of the verifying key.</summary>
    /// <exception cref="ArgumentOutOfRangeException">No such protocol.</exception>
    public static Digest InitialDigest(ProtocolId protocol, SystemParameters parameters, in Digest keyDigest)
    {
        ArgumentNullException.ThrowIfNull(parameters);
        if (protocol is not (ProtocolId.Shard or ProtocolId.Global))
        {
            throw new ArgumentOutOfRangeException(nameof(protocol), protocol, "No such protocol.");
        }

        return Sponge.Poseidon2Width24.Hash(
            DomainTag.Transcript, [KoalaBear.FromCanonical((uint)protocol), .. parameters.ToWords(), .. keyDigest.Words]);
    }

    /// <summary>A transcript in its initial state.</summary>
    /// <param name="protocol">The protocol that the transcript belongs to.</param>
    /// <param name="parameters">The parameter set of prover and verifier.</param>
    /// <param name="keyDigest">The digest of the verifying key.</param>
    /// <param name="ledger">Hears every message and challenge, or null.</param>
    /// <exception cref="ArgumentOutOfRangeException">No such protocol.</exception>
    public static DuplexChallenger Begin(
        ProtocolId protocol, SystemParameters parameters, in Digest keyDigest, ITranscriptLedger? ledger = null) =>
        new(Sponge.Poseidon2Width24, InitialDigest(protocol, parameters, keyDigest), ledger);
}
