// SPDX-License-Identifier: MIT OR Apache-2.0

using PicoEngine.Fields;
using PicoEngine.Primitives.Symmetric;

namespace PicoEngine.Verifier.Stark;

/// <summary>Reads a proof from its words, strictly: every word is canonical, and there are exactly as many as the key asks for. Not thread-safe.</summary>
/// <remarks>Total: behind a fault it goes on with zeros, and <see cref="Finish"/> tells the first fault.</remarks>
public sealed class ProofWordReader : IProofReader<KoalaBearExtension5, KoalaBear, Digest>
{
    private readonly ReadOnlyMemory<uint> _words;
    private int _next;
    private Rejection? _rejection;

    /// <summary>A reader that stands at the first of these words.</summary>
    public ProofWordReader(ReadOnlyMemory<uint> words) => _words = words;

    /// <summary>The first fault so far; null when there is none.</summary>
    public Rejection? Fault => _rejection;

    /// <inheritdoc/>
    public KoalaBear ReadWord()
    {
        if (_next >= _words.Length)
        {
            _rejection ??= new Rejection(RejectionReason.ProofLength, _words.Length);
            return default;
        }

        if (!KoalaBear.TryFromCanonical(_words.Span[_next], out var word))
        {
            _rejection ??= new Rejection(RejectionReason.NonCanonicalWord, _next);
        }

        _next++;
        return word;
    }

    /// <inheritdoc/>
    public KoalaBearExtension5 ReadElement()
    {
        Span<KoalaBear> words = stackalloc KoalaBear[KoalaBearExtension5.Degree];
        Fill(words);
        return new KoalaBearExtension5(words);
    }

    /// <inheritdoc/>
    public Digest ReadDigest()
    {
        Span<KoalaBear> words = stackalloc KoalaBear[Digest.Length];
        Fill(words);
        return new Digest(words);
    }

    /// <summary>Call it behind the last part: the first fault, words left over among them; null when there is none.</summary>
    public Rejection? Finish()
    {
        if (_next < _words.Length)
        {
            _rejection ??= new Rejection(RejectionReason.ProofLength, _words.Length);
        }

        return _rejection;
    }

    private void Fill(Span<KoalaBear> words)
    {
        for (var i = 0; i < words.Length; i++)
        {
            words[i] = ReadWord();
        }
    }
}
