// SPDX-License-Identifier: MIT OR Apache-2.0

using PicoEngine.Fields;
using PicoEngine.Primitives.Challenger;
using PicoEngine.Protocol.Parameters;

namespace PicoEngine.Stark.Tests.Prover;

/// <summary>Every challenge of a shard proof with the kind of the message before it.</summary>
internal sealed class ChallengeLedger(SystemParameters parameters) : ITranscriptLedger
{
    private readonly List<(MessageKind Kind, KoalaBear[] Words)> _samples = [];
    private MessageKind _last;

    /// <summary>The query positions of each WHIR round.</summary>
    public List<int[]> Positions => [.. PositionSamples.Select((sample, round) => _samples[sample].Words.Select(word => Position(word, round)).ToArray())];

    /// <summary>The kind of the message before and the first word of each challenge; of positions the first position.</summary>
    public (int Kind, uint First)[] Trace
    {
        get
        {
            var trace = _samples.Select(sample => ((int)sample.Kind, sample.Words[0].ToCanonical())).ToArray();
            foreach (var (sample, round) in PositionSamples.Select((sample, round) => (sample, round)))
            {
                trace[sample].Item2 = (uint)Position(_samples[sample].Words[0], round);
            }

            return trace;
        }
    }

    /// <summary>
    /// Behind the index sumcheck stand the batching challenges, those of the first fold and the positions of round 0. Later rounds have fewer positions than an
    /// element has words.
    /// </summary>
    private IEnumerable<int> PositionSamples
    {
        get
        {
            var first = _samples.FindLastIndex(sample => sample.Kind == MessageKind.IndexRound) + 1
                + parameters.BatchingVariables + parameters.FoldedVariables[0];
            return Enumerable.Range(0, _samples.Count).Where(i => i == first || _samples[i].Words.Length != KoalaBearExtension5.Degree);
        }
    }

    public void Observed(MessageKind kind, ReadOnlySpan<KoalaBear> words) => _last = kind;

    public void Sampled(ReadOnlySpan<KoalaBear> words) => _samples.Add((_last, words.ToArray()));

    private int Position(KoalaBear word, int round) => (int)word.ToCanonical() & ((1 << parameters.LogLeafCount(round)) - 1);
}
