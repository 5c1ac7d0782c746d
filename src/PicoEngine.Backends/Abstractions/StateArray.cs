// SPDX-License-Identifier: MIT OR Apache-2.0

using PicoEngine.Fields;

namespace PicoEngine.Backends.Abstractions;

/// <summary>The states of permutations, for implementations of <see cref="IPoseidon2Ops"/> on devices, which have word k of all states together.</summary>
public static class StateArray
{
    /// <summary>The number of states in the arguments of <see cref="IPoseidon2Ops.Permute"/>.</summary>
    /// <exception cref="ArgumentException">Another width than 16 and 24, or a state that is cut.</exception>
    public static int Count(ReadOnlySpan<KoalaBear> states, int width)
    {
        if (width is not (16 or 24))
        {
            throw new ArgumentOutOfRangeException(nameof(width), width, "A state has 16 or 24 words.");
        }

        return states.Length % width == 0
            ? states.Length / width
            : throw new ArgumentException($"{states.Length} words are no whole number of states of {width}.", nameof(states));
    }

    /// <summary>States one after the other, [count][width], as [width][count].</summary>
    public static KoalaBear[] ToWords(ReadOnlySpan<KoalaBear> states, int width)
    {
        var count = Count(states, width);
        var words = new KoalaBear[states.Length];
        for (var i = 0; i < words.Length; i++)
        {
            words[(i % width * count) + (i / width)] = states[i];
        }

        return words;
    }

    /// <summary>Undoes <see cref="ToWords"/>.</summary>
    public static void FromWords(ReadOnlySpan<KoalaBear> words, int width, Span<KoalaBear> states)
    {
        var count = Count(states, width);
        for (var i = 0; i < words.Length; i++)
        {
            states[i] = words[(i % width * count) + (i / width)];
        }
    }
}
