// SPDX-License-Identifier: MIT OR Apache-2.0

using System.Collections.Immutable;
using System.Globalization;
using System.Security.Cryptography;
using PicoEngine.Air.Machines;
using PicoEngine.Fields;
using PicoEngine.Verifier.Keys;
using PicoEngine.Verifier.Run;
using PicoEngine.Verifier.Stark;

namespace PicoEngine.Verifier.Files;

/// <summary>A proof file (<c>.pico</c>): the proof of a run with its verifying key and the output of the guest. Reading one verifies nothing.</summary>
/// <remarks>
/// Magic and format version; the key file; the number of output bytes and these; the number of shards; the global nonce, if the parameter set has that step;
/// per shard its shape, its public values, its global sum and the words of its proof; the number of bytes of the annotation, and these. The key says how many
/// words each part of a proof has.
/// </remarks>
/// <param name="Key">The verifying key.</param>
/// <param name="KeyDigest">The SHA-256 of its encoding.</param>
/// <param name="Output">The bytes that the guest wrote as its output; the run commits their SHA-256.</param>
/// <param name="Run">The proof of the run.</param>
/// <param name="Annotation">
/// What whoever made the file put beside the proof, often nothing. No proof says anything about it, the verifier does not look at it, and anybody can change it:
/// use it for what can be checked against the output, such as its preimage.
/// </param>
public sealed record ProofFile(
    VerifyingKey Key, ImmutableArray<byte> KeyDigest, ReadOnlyMemory<byte> Output, RunProof Run, ReadOnlyMemory<byte> Annotation)
{
    /// <summary>Changes whenever the encoding does.</summary>
    public const uint FormatVersion = 2;

    /// <summary>Most bytes of an annotation: a reader may keep it without asking how long it is.</summary>
    public const int MaximumAnnotationLength = 1 << 16;

    /// <summary>The first bytes of a proof file.</summary>
    public static ReadOnlySpan<byte> Magic => "PICOPROF"u8;

    /// <summary>Whether the run commits the SHA-256 of the output.</summary>
    public bool CommitsOutput
    {
        get
        {
            var values = Run.Shards.IsDefaultOrEmpty ? [] : Run.Shards[0].PublicValues;
            var digest = SHA256.HashData(Output.Span);
            return values.Length == RunPublicValues.All.Length
                && RunPublicValues.Digest.Zip(digest).All(pair => values[pair.First.Index].ToCanonical() == pair.Second);
        }
    }

    /// <summary>Writes a proof.</summary>
    /// <param name="key">The verifying key.</param>
    /// <param name="output">What the guest wrote as its output.</param>
    /// <param name="run">The proof of the run.</param>
    /// <param name="annotation">See <see cref="Annotation"/>; at most <see cref="MaximumAnnotationLength"/> bytes.</param>
    /// <exception cref="ArgumentException">
    /// The key cannot be written, the proof has not the form that the key asks for, or the annotation is too long.
    /// </exception>
    public static byte[] Write(VerifyingKey key, ReadOnlySpan<byte> output, RunProof run, ReadOnlySpan<byte> annotation = default)
    {
        ArgumentNullException.ThrowIfNull(run);
        if (annotation.Length > MaximumAnnotationLength)
        {
            throw new ArgumentException($"An annotation has at most {MaximumAnnotationLength} bytes.", nameof(annotation));
        }

        FileWriter writer = new();
        writer.Write(Magic);
        writer.Write(FormatVersion);
        writer.Write(KeyFile.Write(key));
        writer.Write((uint)output.Length);
        writer.Write(output);
        writer.Write((uint)run.Shards.Length);
        Require(run.GlobalNonce.HasValue == key.Family.Parameters.LogUpGrindingBits > 0);
        if (run.GlobalNonce is { } nonce)
        {
            writer.Write([nonce]);
        }

        foreach (var shard in run.Shards)
        {
            Require((uint)shard.Shape < (uint)key.Shapes.Length && shard.PublicValues.Length == RunPublicValues.All.Length
                && shard.Words.Length == WordCount(key, shard.Shape));
            writer.Write((uint)shard.Shape);
            writer.Write(shard.PublicValues.AsSpan());
            for (var i = 0; i < KoalaBearExtension5.Degree; i++)
            {
                writer.Write([shard.GlobalSum[i]]);
            }

            foreach (var word in shard.Words.Span)
            {
                writer.Write(word);
            }
        }

        writer.Write((uint)annotation.Length);
        writer.Write(annotation);
        return writer.ToArray();

        static void Require(bool condition)
        {
            if (!condition)
            {
                throw new ArgumentException("The proof has not the form that the key asks for.", nameof(run));
            }
        }
    }

    /// <summary>Reads a proof of a machine. Total: any bytes give a proof or a rejection; memory is bounded by the length of the file.</summary>
    /// <param name="family">The machine, compiled by this program.</param>
    /// <param name="file">The bytes of the file.</param>
    /// <param name="proof">The proof, not verified; null when refused.</param>
    /// <exception cref="ArgumentException">The shards of this machine are no parts of a run.</exception>
    public static FileRejection? Read(MachineFamily family, ReadOnlyMemory<byte> file, out ProofFile? proof)
    {
        FileReader reader = new(file);
        proof = Read(family, file, reader);
        if (reader.Finish() is not { } fault)
        {
            return null;
        }

        proof = null;
        return fault;
    }

    private static ProofFile? Read(MachineFamily family, ReadOnlyMemory<byte> file, FileReader reader)
    {
        reader.Expect(Magic);
        reader.Expect(FormatVersion, FileRejectionReason.FormatVersion);
        var keyStart = reader.Position;
        if (KeyFile.Read(family, reader) is not { } key)
        {
            return null;
        }

        ImmutableArray<byte> digest = [.. SHA256.HashData(file.Span[keyStart..reader.Position])];
        var output = reader.ReadBytes(reader.ReadNumber());
        var position = reader.Position;
        var count = reader.ReadNumber();
        if (count == 0 || count > (uint)family.Parameters.MaximumShards)
        {
            reader.Refuse(FileRejectionReason.ShardCount, position, count.ToString(CultureInfo.InvariantCulture));
        }

        var nonce = family.Parameters.LogUpGrindingBits > 0 ? reader.ReadWords(1) : [];
        var shards = ImmutableArray.CreateBuilder<RunShard>();
        while (shards.Count < count && reader.Fault is null)
        {
            shards.Add(ReadShard(key, reader));
        }

        position = reader.Position;
        var length = reader.ReadNumber();
        if (length > MaximumAnnotationLength)
        {
            reader.Refuse(FileRejectionReason.Annotation, position, length.ToString(CultureInfo.InvariantCulture));
        }

        var annotation = reader.ReadBytes(length);
        return reader.Fault is null
            ? new(key, digest, output, new(nonce.Length == 0 ? null : nonce[0], shards.ToImmutable()), annotation)
            : null;
    }

    private static RunShard ReadShard(VerifyingKey key, FileReader reader)
    {
        var position = reader.Position;
        var shape = reader.ReadNumber();
        if (shape >= (uint)key.Shapes.Length)
        {
            reader.Refuse(FileRejectionReason.Shape, position, shape.ToString(CultureInfo.InvariantCulture));
            shape = 0;
        }

        var values = reader.ReadWords(RunPublicValues.All.Length);
        var sum = reader.ReadWords(KoalaBearExtension5.Degree);
        return new((int)shape, [.. values], sum.Length == 0 ? default : new(sum), reader.ReadRawWords(WordCount(key, (int)shape)));
    }

    private static long WordCount(VerifyingKey key, int shape) =>
        ShardProofShape.WordCount(key.Shapes[shape].Parameters, key.Shapes[shape].Machine.Machine);
}
