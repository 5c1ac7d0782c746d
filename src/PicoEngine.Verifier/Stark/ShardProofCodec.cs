// SPDX-License-Identifier: MIT OR Apache-2.0

using PicoEngine.Air.Machines;
using PicoEngine.Fields;
using PicoEngine.Primitives.Symmetric;
using PicoEngine.Protocol.Parameters;
using PicoEngine.Verifier.Stark.LogUp;
using PicoEngine.Verifier.Stark.Whir;
using PicoEngine.Verifier.Stark.Zerocheck;

namespace PicoEngine.Verifier.Stark;

/// <summary>A shard proof and its words: both directions follow one order, the one of the members of <see cref="ShardProof{TElement,TWord,TDigest}"/>.</summary>
public static class ShardProofCodec
{
    /// <summary>Reads a proof of the shape that parameters and machine give.</summary>
    public static ShardProof<TElement, TWord, TDigest> Read<TElement, TWord, TDigest>(
        IProofReader<TElement, TWord, TDigest> reader, SystemParameters parameters, Machine machine)
    {
        ArgumentNullException.ThrowIfNull(reader);
        ArgumentNullException.ThrowIfNull(parameters);
        ArgumentNullException.ThrowIfNull(machine);
        var layers = ShardProofShape.LayerCount(machine);

        var (heights, boundaryCap) = ReadBoundary(reader, parameters, machine);

        // The initialisers run in the order in which they stand, which is the order of the words.
        return new()
        {
            Heights = heights,
            BoundaryCap = boundaryCap,
            MainCap = Array(ShardProofShape.CapSize(parameters, 2), reader.ReadDigest),
            LogUpNonce = parameters.LogUpGrindingBits == 0 ? default! : reader.ReadWord(),
            FractionalSum = new(layers, Array(FractionalSumShape.ElementCount(layers), reader.ReadElement)),
            Zerocheck = new(
                Array(ZerocheckShape.SkipElements(parameters.LogSkip), reader.ReadElement),
                Array(parameters.LogMaximumHeight - parameters.LogSkip, () => Array(ZerocheckShape.RoundElements, reader.ReadElement)),
                Array(machine.ColumnCount, reader.ReadElement)),
            IndexSumcheck = new(
                Array(parameters.IndexVariables, () => new SumcheckMessage<TElement>(reader.ReadElement(), reader.ReadElement())),
                Array(parameters.StackedWidth, reader.ReadElement)),
            Opening = WhirProofCodec.Read(reader, parameters),
        };
    }

    /// <summary>Reads the first words of a proof: what phase 1 of a run fixed.</summary>
    internal static (TWord[] Heights, TDigest[] Cap) ReadBoundary<TElement, TWord, TDigest>(
        IProofReader<TElement, TWord, TDigest> reader, SystemParameters parameters, Machine machine)
    {
        var heights = Array(machine.Tables.Length, reader.ReadWord);
        return (heights, Array(ShardProofShape.CapSize(parameters, 1), reader.ReadDigest));
    }

    /// <summary>The canonical words of a proof.</summary>
    /// <exception cref="ArgumentException">The proof has not the shape that parameters and machine give.</exception>
    public static uint[] ToWords(ShardProof<KoalaBearExtension5, KoalaBear, Digest> proof, SystemParameters parameters, Machine machine)
    {
        ArgumentNullException.ThrowIfNull(proof);
        ArgumentNullException.ThrowIfNull(parameters);
        List<KoalaBear> words = [.. proof.Heights];
        AppendDigests(words, proof.BoundaryCap);
        AppendDigests(words, proof.MainCap);
        if (parameters.LogUpGrindingBits > 0)
        {
            words.Add(proof.LogUpNonce);
        }

        AppendElements(words, proof.FractionalSum.Elements);
        AppendElements(words, proof.Zerocheck.Skip);
        foreach (var message in proof.Zerocheck.Rounds)
        {
            AppendElements(words, message);
        }

        AppendElements(words, proof.Zerocheck.ColumnClaims);
        foreach (var message in proof.IndexSumcheck.Rounds)
        {
            AppendElements(words, [message.AtZero, message.AtInfinity]);
        }

        AppendElements(words, proof.IndexSumcheck.StackClaims);
        uint[] all = [.. words.Select(word => word.ToCanonical()), .. WhirProofCodec.ToWords(proof.Opening, parameters)];
        return all.Length == ShardProofShape.WordCount(parameters, machine)
            ? all
            : throw new ArgumentException("The proof belongs to another machine or other parameters.", nameof(proof));
    }

    private static void AppendDigests(List<KoalaBear> words, Digest[] digests)
    {
        foreach (var digest in digests)
        {
            words.AddRange(digest.Words);
        }
    }

    private static void AppendElements(List<KoalaBear> words, ReadOnlySpan<KoalaBearExtension5> elements)
    {
        foreach (var element in elements)
        {
            for (var i = 0; i < KoalaBearExtension5.Degree; i++)
            {
                words.Add(element[i]);
            }
        }
    }

    private static T[] Array<T>(int count, Func<T> read)
    {
        var items = new T[count];
        for (var i = 0; i < count; i++)
        {
            items[i] = read();
        }

        return items;
    }
}
