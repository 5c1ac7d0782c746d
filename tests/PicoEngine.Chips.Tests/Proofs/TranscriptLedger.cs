// SPDX-License-Identifier: MIT OR Apache-2.0

using PicoEngine.Fields;
using PicoEngine.Primitives.Challenger;

namespace PicoEngine.Chips.Tests.Proofs;

/// <summary>Everything that a transcript absorbs and gives, in order.</summary>
internal sealed class TranscriptLedger : ITranscriptLedger
{
    private readonly List<(MessageKind? Kind, KoalaBear[] Words)> _events = [];

    public int Messages => _events.Count(entry => entry.Kind is not null);

    public int Challenges => _events.Count(entry => entry.Kind is null);

    public void Observed(MessageKind kind, ReadOnlySpan<KoalaBear> words) => _events.Add((kind, words.ToArray()));

    public void Sampled(ReadOnlySpan<KoalaBear> words) => _events.Add((null, words.ToArray()));

    /// <summary>The first message or challenge that is not the same, or -1.</summary>
    public int FirstDifference(TranscriptLedger other)
    {
        var common = Math.Min(_events.Count, other._events.Count);
        for (var i = 0; i < common; i++)
        {
            if (!IsSame(i, other))
            {
                return i;
            }
        }

        return _events.Count == other._events.Count ? -1 : common;
    }

    /// <summary>Whether what differs first is a message, not a challenge.</summary>
    public bool IsMessage(int index) => _events[index].Kind is not null;

    /// <summary>How many challenges behind an index are the same in both; none may be, once something else was absorbed.</summary>
    public int SameChallengesBehind(int index, TranscriptLedger other) => Enumerable.Range(index, Math.Min(_events.Count, other._events.Count) - index)
        .Count(i => _events[i].Kind is null && IsSame(i, other));

    private bool IsSame(int i, TranscriptLedger other) =>
        _events[i].Kind == other._events[i].Kind && _events[i].Words.AsSpan().SequenceEqual(other._events[i].Words);
}
