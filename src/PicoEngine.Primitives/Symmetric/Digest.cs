// SPDX-License-Identifier: MIT OR Apache-2.0

using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using PicoEngine.Fields;

namespace PicoEngine.Primitives.Symmetric;

/// <summary>The output of every hash: nine field words, 278.9 bits, so that collisions cost 2^139.</summary>
[InlineArray(Length)]
public struct Digest : IEquatable<Digest>
{
    /// <summary>Words of a digest.</summary>
    public const int Length = 9;

    private KoalaBear _word0;

    /// <summary>The digest with the given nine words.</summary>
    /// <exception cref="ArgumentException">There are not exactly nine.</exception>
    public Digest(ReadOnlySpan<KoalaBear> words)
    {
        if (words.Length != Length)
        {
            throw new ArgumentException("A digest has nine words.", nameof(words));
        }

        words.CopyTo(MemoryMarshal.CreateSpan(ref _word0, Length));
    }

    /// <summary>The nine words in place.</summary>
    [UnscopedRef]
    public readonly ReadOnlySpan<KoalaBear> Words => MemoryMarshal.CreateReadOnlySpan(in _word0, Length);

    public static bool operator ==(Digest left, Digest right) => left.Words.SequenceEqual(right.Words);

    public static bool operator !=(Digest left, Digest right) => !(left == right);

    public readonly bool Equals(Digest other) => this == other;

    public override readonly bool Equals(object? obj) => obj is Digest other && this == other;

    public override readonly int GetHashCode() => HashCode.Combine(Words[0], Words[1], Words[2]);

    /// <summary>The nine words as hexadecimal, first word first.</summary>
    public override readonly string ToString()
    {
        var text = new System.Text.StringBuilder(8 * Length);
        foreach (var word in Words)
        {
            text.Append(word.ToCanonical().ToString("x8", null));
        }

        return text.ToString();
    }
}
