// SPDX-License-Identifier: MIT OR Apache-2.0

using System.Collections.Immutable;
using PicoEngine.Fields;

namespace PicoEngine.Air.Machines;

/// <summary>What the key of a program says to a verifier of runs: the statement words of a machine with <see cref="RunRoles"/>.</summary>
/// <param name="EntryPc">Where the first shard starts; not 0, which is where a halted run stands.</param>
/// <param name="Segments">Image segments that the address chain of a run steps over, each exactly once.</param>
/// <param name="MaximumKey">The largest key of the address chain.</param>
public sealed record RunStatement(uint EntryPc, uint Segments, uint MaximumKey)
{
    /// <summary>Statement words.</summary>
    public const int WordCount = 3;

    /// <summary>The statement in these words, or null when they are none.</summary>
    public static RunStatement? FromWords(ReadOnlySpan<KoalaBear> words) =>
        words.Length == WordCount && !words[0].IsZero ? new(words[0].ToCanonical(), words[1].ToCanonical(), words[2].ToCanonical()) : null;

    /// <summary>The words, in the order of the parameters.</summary>
    /// <exception cref="ArgumentOutOfRangeException">A number is p or more.</exception>
    public ImmutableArray<KoalaBear> ToWords() =>
        [KoalaBear.FromCanonical(EntryPc), KoalaBear.FromCanonical(Segments), KoalaBear.FromCanonical(MaximumKey)];
}
