// SPDX-License-Identifier: MIT OR Apache-2.0

using PicoEngine.Fields;

namespace PicoEngine.Primitives.Challenger;

/// <summary>Hears everything that goes through a challenger, so that prover, verifier and circuits can be compared step by step.</summary>
public interface ITranscriptLedger
{
    /// <summary>A message was absorbed; the words come without the header.</summary>
    public void Observed(MessageKind kind, ReadOnlySpan<KoalaBear> words);

    /// <summary>Challenge words were squeezed: the five words of an extension element, or one word per position.</summary>
    public void Sampled(ReadOnlySpan<KoalaBear> words);
}
