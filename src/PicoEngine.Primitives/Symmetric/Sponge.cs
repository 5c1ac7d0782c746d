// SPDX-License-Identifier: MIT OR Apache-2.0

using PicoEngine.Fields;
using PicoEngine.Primitives.Poseidon2;

namespace PicoEngine.Primitives.Symmetric;

/// <summary>Hashes a list of field words: an overwrite-mode sponge over a permutation of width 24.</summary>
/// <remarks>
/// State words 0 to 14 are the rate and start at zero; words 15 to 23 are the capacity and start at zero but for the number of message words
/// in word 22 and the domain tag in word 23. Every block overwrites the whole rate, the last one padded with zeros, so only the capacity chains;
/// the empty message is one zero block. The digest is words 0 to 8.
/// </remarks>
public sealed class Sponge
{
    /// <summary>State words.</summary>
    public const int Width = 24;

    /// <summary>Message words per permutation.</summary>
    public const int Rate = 15;

    /// <summary>State words that chain from block to block.</summary>
    public const int Capacity = Width - Rate;

    /// <summary>Where the number of message words stands in the first state.</summary>
    internal const int LengthWord = 22;

    /// <summary>Where the domain tag stands in the first state.</summary>
    internal const int TagWord = 23;

    /// <exception cref="ArgumentException">The permutation is not of width 24.</exception>
    public Sponge(IPermutation permutation)
    {
        ArgumentNullException.ThrowIfNull(permutation);
        if (permutation.Width != Width)
        {
            throw new ArgumentException($"The sponge needs a permutation of width {Width}, not {permutation.Width}.", nameof(permutation));
        }

        Permutation = permutation;
    }

    /// <summary>The sponge of the proof system: Poseidon2 of width 24.</summary>
    public static Sponge Poseidon2Width24 { get; } = new(Poseidon2Permutation.Width24);

    /// <summary>The permutation under this sponge.</summary>
    public IPermutation Permutation { get; }

    /// <summary>The digest of <paramref name="words"/> under <paramref name="tag"/>.</summary>
    public Digest Hash(DomainTag tag, ReadOnlySpan<KoalaBear> words)
    {
        Span<KoalaBear> state = stackalloc KoalaBear[Width];
        state.Clear();
        state[LengthWord] = KoalaBear.FromCanonical((uint)words.Length);
        state[TagWord] = KoalaBear.FromCanonical((uint)tag);
        do
        {
            var block = words[..Math.Min(words.Length, Rate)];
            block.CopyTo(state);
            state[block.Length..Rate].Clear();
            Permutation.Permute(state);
            words = words[block.Length..];
        }
        while (!words.IsEmpty);
        return new Digest(state[..Digest.Length]);
    }
}
