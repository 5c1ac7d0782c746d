// SPDX-License-Identifier: MIT OR Apache-2.0

using PicoEngine.Air.Layout;
using PicoEngine.Fields;
using PicoEngine.Primitives.Challenger;
using PicoEngine.Primitives.Symmetric;
using PicoEngine.Protocol.Transcripts;
using PicoEngine.Verifier.Keys;

namespace PicoEngine.Verifier.Stark;

/// <summary>Verifies shard proofs on values.</summary>
public static class ShardVerifier
{
    /// <summary>Decodes and checks a proof. Total: any words and any statement lead to a verdict.</summary>
    /// <param name="key">The verifying key.</param>
    /// <param name="shapeIndex">Which of the key's shapes the shard has.</param>
    /// <param name="statement">What is claimed.</param>
    /// <param name="words">The canonical words of the proof.</param>
    /// <param name="ledger">Hears every message and challenge, or null.</param>
    /// <returns>The first check that failed, or null when the proof is right.</returns>
    public static Rejection? Verify(
        VerifyingKey key,
        int shapeIndex,
        ShardStatement<KoalaBearExtension5, KoalaBear> statement,
        ReadOnlyMemory<uint> words,
        ITranscriptLedger? ledger = null)
    {
        ArgumentNullException.ThrowIfNull(key);
        ArgumentNullException.ThrowIfNull(statement);
        if (CheckLength(key, shapeIndex, words) is { } lengthFault)
        {
            return lengthFault;
        }

        var shape = key.Shapes[shapeIndex];
        var (parameters, machine) = (shape.Parameters, shape.Machine.Machine);
        if (statement.PublicValues.Length != machine.Definition.PublicValues.Length)
        {
            return new Rejection(RejectionReason.StatementShape);
        }

        ProofWordReader reader = new(words);
        var proof = ShardProofCodec.Read(reader, parameters, machine);
        if (reader.Finish() is { } fault)
        {
            return fault;
        }

        var heights = ToIntegers(proof.Heights);
        if (HeightCheck.Find(shape.Machine, heights) is var heightFault and not HeightFault.None)
        {
            return new Rejection(RejectionReason.Heights, (int)heightFault);
        }

        ValueContext context = new(TranscriptStart.Begin(ProtocolId.Shard, parameters, shape.Digest, ledger));
        new ShardVerification<KoalaBearExtension5, KoalaBear, Digest, int>(context, parameters, machine)
            .Run(statement, [.. key.PreprocessedCap], proof, new ShardHeights(shape.Machine, heights));
        return context.Rejection;
    }

    /// <summary>Reads and checks what phase 1 of a run fixed of a shard: its heights and its boundary cap, the first words of its proof.</summary>
    /// <param name="key">The verifying key.</param>
    /// <param name="shapeIndex">Which of the key's shapes the shard has.</param>
    /// <param name="words">All words of the proof.</param>
    /// <param name="heights">The heights; empty when refused.</param>
    /// <param name="cap">The cap; empty when refused.</param>
    /// <returns>The first check that failed, or null.</returns>
    internal static Rejection? ReadBoundary(VerifyingKey key, int shapeIndex, ReadOnlyMemory<uint> words, out int[] heights, out Digest[] cap)
    {
        (heights, cap) = ([], []);
        if (CheckLength(key, shapeIndex, words) is { } fault)
        {
            return fault;
        }

        var shape = key.Shapes[shapeIndex];
        ProofWordReader reader = new(words);
        var (heightWords, nodes) = ShardProofCodec.ReadBoundary(reader, shape.Parameters, shape.Machine.Machine);
        if (reader.Fault is not null)
        {
            return reader.Fault;
        }

        (heights, cap) = (ToIntegers(heightWords), nodes);
        return HeightCheck.Find(shape.Machine, heights) is var heightFault and not HeightFault.None
            ? new Rejection(RejectionReason.Heights, (int)heightFault)
            : null;
    }

    /// <summary>Before anything is read, so that no length from outside costs memory.</summary>
    private static Rejection? CheckLength(VerifyingKey key, int shapeIndex, ReadOnlyMemory<uint> words)
    {
        if ((uint)shapeIndex >= (uint)key.Shapes.Length)
        {
            return new Rejection(RejectionReason.Shape, shapeIndex);
        }

        var shape = key.Shapes[shapeIndex];
        return words.Length != ShardProofShape.WordCount(shape.Parameters, shape.Machine.Machine)
            ? new Rejection(RejectionReason.ProofLength, words.Length)
            : null;
    }

    // A word is below p and so below 2^31.
    private static int[] ToIntegers(KoalaBear[] words) => [.. words.Select(word => (int)word.ToCanonical())];
}
