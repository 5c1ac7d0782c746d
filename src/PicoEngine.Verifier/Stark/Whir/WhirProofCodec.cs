// SPDX-License-Identifier: MIT OR Apache-2.0

using PicoEngine.Fields;
using PicoEngine.Primitives.MerkleTree;
using PicoEngine.Primitives.Symmetric;
using PicoEngine.Protocol.Parameters;

namespace PicoEngine.Verifier.Stark.Whir;

/// <summary>An opening and its words: both directions follow one order, the one of the members of <see cref="WhirProof{TElement,TWord,TDigest}"/> and <see cref="WhirRound{TElement,TWord,TDigest}"/>.</summary>
public static class WhirProofCodec
{
    /// <summary>Reads an opening of the shape that the parameters give.</summary>
    public static WhirProof<TElement, TWord, TDigest> Read<TElement, TWord, TDigest>(
        IProofReader<TElement, TWord, TDigest> reader, SystemParameters parameters)
    {
        ArgumentNullException.ThrowIfNull(reader);
        ArgumentNullException.ThrowIfNull(parameters);
        return new WhirProof<TElement, TWord, TDigest>
        {
            BatchingNonce = ReadNonce(reader, parameters.BatchingGrindingBits),
            Rounds = ReadMany(parameters.Rounds, round => ReadRound(reader, parameters, round)),
            FinalSumcheck = ReadMany(parameters.LogMessageLength(parameters.Rounds), _ => ReadMessage(reader)),
        };
    }

    /// <summary>The canonical words of an opening.</summary>
    /// <exception cref="ArgumentException">The opening has not the shape that the parameters give.</exception>
    public static uint[] ToWords(WhirProof<KoalaBearExtension5, KoalaBear, Digest> proof, SystemParameters parameters)
    {
        ArgumentNullException.ThrowIfNull(proof);
        ArgumentNullException.ThrowIfNull(parameters);
        if (!WhirShape.Fits(proof, parameters))
        {
            throw new ArgumentException("The opening belongs to other parameters.", nameof(proof));
        }

        var words = new List<uint>();
        WriteNonce(words, proof.BatchingNonce, parameters.BatchingGrindingBits);
        foreach (var round in proof.Rounds)
        {
            WriteRound(words, round, parameters);
        }

        WriteMessages(words, proof.FinalSumcheck);
        return [.. words];
    }

    private static WhirRound<TElement, TWord, TDigest> ReadRound<TElement, TWord, TDigest>(
        IProofReader<TElement, TWord, TDigest> reader, SystemParameters parameters, int round)
    {
        var last = round == parameters.Rounds - 1;
        var (folds, queries) = (parameters.FoldedVariables[round], parameters.QueryCounts[round]);

        // The initialisers run in the order in which they stand, which is the order of the words.
        return new WhirRound<TElement, TWord, TDigest>
        {
            Folds = ReadMany(folds, _ => ReadMessage(reader)),
            FoldingNonces = ReadMany(parameters.FoldingGrindingBits == 0 ? 0 : folds, _ => reader.ReadWord()),
            Cap = ReadMany(last ? 0 : WhirShape.CapSize(parameters, WhirShape.RoundLayout(parameters, round + 1)), _ => reader.ReadDigest()),
            OutOfDomainAnswers = ReadMany(last ? 0 : parameters.OutOfDomainSamples, _ => reader.ReadElement()),
            FinalPolynomial = ReadMany(last ? 1 << parameters.LogMessageLength(round + 1) : 0, _ => reader.ReadElement()),
            QueryNonce = ReadNonce(reader, parameters.QueryGrindingBits),
            GroupOpenings = ReadMany(round == 0 ? queries : 0, _ => ReadGroups(reader, parameters)),
            FoldedOpenings = ReadMany(round == 0 ? 0 : queries, _ => ReadFolded(reader, parameters, round)),
        };
    }

    private static LeafOpening<TWord, TDigest>[] ReadGroups<TElement, TWord, TDigest>(
        IProofReader<TElement, TWord, TDigest> reader, SystemParameters parameters) =>
        ReadMany(SystemParameters.GroupCount, group =>
        {
            var layout = WhirShape.GroupLayout(parameters, group);
            var leaf = ReadMany(layout.LeafWords, _ => reader.ReadWord());
            return new LeafOpening<TWord, TDigest>(leaf, ReadSiblings(reader, parameters, layout));
        });

    private static LeafOpening<TElement, TDigest> ReadFolded<TElement, TWord, TDigest>(
        IProofReader<TElement, TWord, TDigest> reader, SystemParameters parameters, int round)
    {
        var leaf = ReadMany(1 << parameters.FoldedVariables[round], _ => reader.ReadElement());
        return new LeafOpening<TElement, TDigest>(leaf, ReadSiblings(reader, parameters, WhirShape.RoundLayout(parameters, round)));
    }

    private static TDigest[] ReadSiblings<TElement, TWord, TDigest>(
        IProofReader<TElement, TWord, TDigest> reader, SystemParameters parameters, LeafLayout layout) =>
        ReadMany(WhirShape.PathLength(parameters, layout), _ => reader.ReadDigest());

    private static SumcheckMessage<TElement> ReadMessage<TElement, TWord, TDigest>(IProofReader<TElement, TWord, TDigest> reader)
    {
        var atZero = reader.ReadElement();
        return new SumcheckMessage<TElement>(atZero, reader.ReadElement());
    }

    private static TWord ReadNonce<TElement, TWord, TDigest>(IProofReader<TElement, TWord, TDigest> reader, int bits) =>
        bits == 0 ? default! : reader.ReadWord();

    private static T[] ReadMany<T>(int count, Func<int, T> read)
    {
        var items = new T[count];
        for (var i = 0; i < count; i++)
        {
            items[i] = read(i);
        }

        return items;
    }

    private static void WriteRound(List<uint> words, WhirRound<KoalaBearExtension5, KoalaBear, Digest> round, SystemParameters parameters)
    {
        WriteMessages(words, round.Folds);
        WriteWords(words, round.FoldingNonces);
        WriteDigests(words, round.Cap);
        WriteElements(words, round.OutOfDomainAnswers);
        WriteElements(words, round.FinalPolynomial);
        WriteNonce(words, round.QueryNonce, parameters.QueryGrindingBits);
        foreach (var opening in round.GroupOpenings.SelectMany(groups => groups))
        {
            WriteWords(words, opening.Leaf);
            WriteDigests(words, opening.Siblings);
        }

        foreach (var opening in round.FoldedOpenings)
        {
            WriteElements(words, opening.Leaf);
            WriteDigests(words, opening.Siblings);
        }
    }

    private static void WriteMessages(List<uint> words, SumcheckMessage<KoalaBearExtension5>[] messages)
    {
        foreach (var message in messages)
        {
            WriteElements(words, [message.AtZero, message.AtInfinity]);
        }
    }

    private static void WriteElements(List<uint> words, ReadOnlySpan<KoalaBearExtension5> elements) =>
        WriteWords(words, System.Runtime.InteropServices.MemoryMarshal.Cast<KoalaBearExtension5, KoalaBear>(elements));

    private static void WriteDigests(List<uint> words, Digest[] digests)
    {
        foreach (var digest in digests)
        {
            WriteWords(words, digest.Words);
        }
    }

    private static void WriteNonce(List<uint> words, KoalaBear nonce, int bits)
    {
        if (bits != 0)
        {
            words.Add(nonce.ToCanonical());
        }
    }

    private static void WriteWords(List<uint> words, ReadOnlySpan<KoalaBear> elements)
    {
        foreach (var element in elements)
        {
            words.Add(element.ToCanonical());
        }
    }
}
