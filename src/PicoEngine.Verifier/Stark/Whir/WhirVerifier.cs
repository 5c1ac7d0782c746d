// SPDX-License-Identifier: MIT OR Apache-2.0

using PicoEngine.Fields;
using PicoEngine.Primitives.Challenger;
using PicoEngine.Primitives.Symmetric;
using PicoEngine.Protocol.Parameters;

namespace PicoEngine.Verifier.Stark.Whir;

/// <summary>Verifies openings on values.</summary>
public static class WhirVerifier
{
    /// <summary>Decodes and checks an opening. Total: any words and any claims lead to a verdict.</summary>
    /// <param name="parameters">The parameter set of the verifying key.</param>
    /// <param name="challenger">The transcript, in which caps and claims are already.</param>
    /// <param name="statement">What is claimed.</param>
    /// <param name="words">The canonical words of the opening.</param>
    /// <returns>The first check that failed, or null when the opening is right.</returns>
    public static Rejection? Verify(
        SystemParameters parameters,
        DuplexChallenger challenger,
        WhirStatement<KoalaBearExtension5, Digest> statement,
        ReadOnlyMemory<uint> words)
    {
        ArgumentNullException.ThrowIfNull(parameters);

        // Before anything is read, so that no length from outside costs memory.
        if (words.Length != WhirShape.WordCount(parameters))
        {
            return new Rejection(RejectionReason.ProofLength, words.Length);
        }

        var reader = new ProofWordReader(words);
        var proof = WhirProofCodec.Read(reader, parameters);
        return reader.Finish() ?? Verify(new ValueContext(challenger), parameters, statement, proof);
    }

    /// <summary>Checks a decoded opening.</summary>
    /// <param name="context">A context whose transcript holds caps and claims; a failure stays in it.</param>
    /// <param name="parameters">The parameter set of the verifying key.</param>
    /// <param name="statement">What is claimed.</param>
    /// <param name="proof">A decoded opening.</param>
    /// <returns>The first check that failed in this context, or null.</returns>
    public static Rejection? Verify(
        ValueContext context,
        SystemParameters parameters,
        WhirStatement<KoalaBearExtension5, Digest> statement,
        WhirProof<KoalaBearExtension5, KoalaBear, Digest> proof)
    {
        ArgumentNullException.ThrowIfNull(context);
        ArgumentNullException.ThrowIfNull(parameters);
        ArgumentNullException.ThrowIfNull(statement);
        if (!HasShape(statement, parameters))
        {
            return new Rejection(RejectionReason.StatementShape);
        }

        if (!WhirShape.Fits(proof, parameters))
        {
            return new Rejection(RejectionReason.ProofShape);
        }

        new WhirVerification<KoalaBearExtension5, KoalaBear, Digest, int>(context, parameters).Run(statement, proof);
        return context.Rejection;
    }

    private static bool HasShape(WhirStatement<KoalaBearExtension5, Digest> statement, SystemParameters parameters) =>
        statement.Claims.Length == parameters.StackedWidth
        && statement.Point.Low.Length == parameters.LogPieceHeight - parameters.LogSkip
        && statement.Point.Row.Length == parameters.LogStackedHeight - parameters.LogPieceHeight
        && statement.Caps.Length == SystemParameters.GroupCount
        && statement.Caps.Select((cap, group) => cap.Length == WhirShape.CapSize(parameters, WhirShape.GroupLayout(parameters, group))).All(fits => fits);
}
