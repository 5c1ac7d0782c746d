// SPDX-License-Identifier: MIT OR Apache-2.0

using PicoEngine.Air.Machines;
using PicoEngine.Fields;
using PicoEngine.Primitives.Challenger;
using PicoEngine.Primitives.Symmetric;
using PicoEngine.Protocol.Transcripts;
using PicoEngine.Verifier.Keys;

namespace PicoEngine.Verifier.Run;

/// <summary>The challenge (alpha_g, beta_g) that all shards of a run share, drawn after every commitment of phase 1; prover and verifier run this code.</summary>
/// <param name="Alpha">alpha of global buses.</param>
/// <param name="Beta">beta of global buses.</param>
public readonly record struct RunChallenge(KoalaBearExtension5 Alpha, KoalaBearExtension5 Beta)
{
    /// <summary>
    /// The transcript where the proof of work comes next. It starts from the parameters of the family and the key's digest, and has absorbed what the run
    /// claims: K, the 32 bytes of the committed digest and of the deferred one, and c_K.
    /// </summary>
    /// <param name="key">The verifying key, of a machine with <see cref="RunRoles"/>.</param>
    /// <param name="publicValues">The public values of any shard: all name the same digests.</param>
    /// <param name="shards">K.</param>
    /// <param name="chainEnd">c_K.</param>
    /// <param name="ledger">Hears every message and challenge, or null.</param>
    public static DuplexChallenger Begin(
        VerifyingKey key, ReadOnlySpan<KoalaBear> publicValues, int shards, in Digest chainEnd, ITranscriptLedger? ledger = null)
    {
        ArgumentNullException.ThrowIfNull(key);
        var challenger = TranscriptStart.Begin(ProtocolId.Global, key.Family.Parameters, key.Digest, ledger);
        List<KoalaBear> claim = [KoalaBear.FromCanonical((uint)shards)];
        foreach (var value in RunPublicValues.Digest.Concat(RunPublicValues.DeferredDigest))
        {
            claim.Add(publicValues[value.Index]);
        }

        challenger.Observe(MessageKind.PublicInput, [.. claim]);
        challenger.Observe(MessageKind.ChainEnd, chainEnd);
        return challenger;
    }

    /// <summary>Draws the challenge behind the proof of work.</summary>
    public static RunChallenge Draw(DuplexChallenger challenger)
    {
        ArgumentNullException.ThrowIfNull(challenger);
        return new(challenger.SampleExtension(), challenger.SampleExtension());
    }
}
