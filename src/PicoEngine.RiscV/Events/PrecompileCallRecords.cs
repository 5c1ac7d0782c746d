// SPDX-License-Identifier: MIT OR Apache-2.0

namespace PicoEngine.RiscV.Events;

/// <summary>
/// The calls of one precompile in a shard. Each takes <see cref="Stride"/> words: the header (timestamp, a0, a1), then for
/// each accessed memory word, in access order, its value before, its value after and the timestamp of its previous access.
/// The default value holds no calls. KECCAK256 has a record per block, see <see cref="Keccak256BlockRecord"/>.
/// </summary>
public readonly struct PrecompileCallRecords
{
    /// <summary>Words before the accesses.</summary>
    public const int HeaderWords = 3;

    /// <summary>Words per access.</summary>
    public const int AccessWords = 3;

    private readonly ReadOnlyMemory<uint> _words;

    /// <param name="words"><c>[Count][stride]</c></param>
    /// <param name="stride">Words per call: <see cref="HeaderWords"/> and <see cref="AccessWords"/> for each access.</param>
    /// <exception cref="ArgumentException"><paramref name="words"/> is no whole number of calls.</exception>
    public PrecompileCallRecords(ReadOnlyMemory<uint> words, int stride)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(stride, HeaderWords);
        if (words.Length % stride != 0)
        {
            throw new ArgumentException($"{words.Length} words are no whole number of calls of {stride} words.", nameof(words));
        }

        _words = words;
        Stride = stride;
    }

    /// <summary>Words per call.</summary>
    public int Stride { get; }

    public int Count => Stride == 0 ? 0 : _words.Length / Stride;

    /// <summary>The words of the call with this number, in execution order.</summary>
    public ReadOnlySpan<uint> this[int index] => _words.Span.Slice(index * Stride, Stride);
}
