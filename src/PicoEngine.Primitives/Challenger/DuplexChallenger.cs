// SPDX-License-Identifier: MIT OR Apache-2.0

using PicoEngine.Fields;
using PicoEngine.Primitives.Poseidon2;
using PicoEngine.Primitives.Symmetric;

namespace PicoEngine.Primitives.Challenger;

/// <summary>The Fiat-Shamir transcript: messages go in, challenges come out of a duplex sponge of rate 15 and capacity 9.</summary>
/// <remarks>
/// A message is one header word, kind * 2^24 + length, and its words, so every message is self-delimiting. Fifteen pending words overwrite the rate
/// and permute; a sample first pads pending words with zeros and permutes, then reads words 0, 1, .. of the last output, and permutes without input when
/// they are used up. Observing discards unread output. Capacity words are never output. Not thread-safe.
/// </remarks>
public sealed class DuplexChallenger
{
    /// <summary>The most bits a position or a proof of work takes from one word: p = 1 mod 2^24 keeps their bias at 2^-31.</summary>
    public const int MaximumBits = 24;

    /// <summary>Lengths stay below this, the lower 24 bits of a header.</summary>
    private const int LengthLimit = 1 << 24;

    private const int Rate = Sponge.Rate;

    private readonly IPermutation _permutation;
    private readonly ITranscriptLedger? _ledger;
    private readonly KoalaBear[] _state = new KoalaBear[Sponge.Width];
    private readonly KoalaBear[] _pending = new KoalaBear[Rate];
    private int _pendingCount;

    // Words _outputNext.. of the rate are output not read yet.
    private int _outputNext = Rate;

    /// <summary>A transcript whose capacity starts as <paramref name="initial"/>, with a rate of zeros.</summary>
    /// <param name="sponge">Gives the permutation.</param>
    /// <param name="initial">The hash, under the transcript tag, of all that is fixed before the first message.</param>
    /// <param name="ledger">Hears every message and challenge, or null.</param>
    public DuplexChallenger(Sponge sponge, in Digest initial, ITranscriptLedger? ledger = null)
    {
        ArgumentNullException.ThrowIfNull(sponge);
        _permutation = sponge.Permutation;
        _ledger = ledger;
        initial.Words.CopyTo(_state.AsSpan(Rate));
    }

    /// <summary>A copy without a ledger, which nobody hears.</summary>
    private DuplexChallenger(DuplexChallenger other)
    {
        _permutation = other._permutation;
        other._state.CopyTo(_state, 0);
        other._pending.CopyTo(_pending, 0);
        (_pendingCount, _outputNext) = (other._pendingCount, other._outputNext);
    }

    /// <summary>Absorbs a message.</summary>
    /// <exception cref="ArgumentOutOfRangeException">A kind outside 1..126, or 2^24 words or more.</exception>
    public void Observe(MessageKind kind, ReadOnlySpan<KoalaBear> words)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan((int)kind, 1, nameof(kind));
        ArgumentOutOfRangeException.ThrowIfGreaterThan((int)kind, 126, nameof(kind));
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(words.Length, LengthLimit, nameof(words));
        _ledger?.Observed(kind, words);
        Absorb(KoalaBear.FromCanonical(((uint)kind << 24) | (uint)words.Length));
        foreach (var word in words)
        {
            Absorb(word);
        }
    }

    /// <summary>Absorbs a message of extension elements, five words each, constant coefficient first.</summary>
    /// <exception cref="ArgumentOutOfRangeException">As for words.</exception>
    public void Observe(MessageKind kind, ReadOnlySpan<KoalaBearExtension5> elements) =>
        Observe(kind, System.Runtime.InteropServices.MemoryMarshal.Cast<KoalaBearExtension5, KoalaBear>(elements));

    /// <summary>Absorbs a message that is one digest.</summary>
    /// <exception cref="ArgumentOutOfRangeException">A kind outside 1..126.</exception>
    public void Observe(MessageKind kind, in Digest digest) => Observe(kind, digest.Words);

    /// <summary>The next challenge, uniform in the extension field.</summary>
    public KoalaBearExtension5 SampleExtension()
    {
        Span<KoalaBear> words = stackalloc KoalaBear[KoalaBearExtension5.Degree];
        for (var i = 0; i < words.Length; i++)
        {
            words[i] = SampleWord();
        }

        _ledger?.Sampled(words);
        return new KoalaBearExtension5(words);
    }

    /// <summary>Independent positions in [0, 2^<paramref name="logSize"/>), the low bits of one word each; repeats are kept.</summary>
    /// <exception cref="ArgumentOutOfRangeException">More than 24 bits.</exception>
    public void SamplePositions(Span<int> positions, int logSize)
    {
        RequireBits(logSize, nameof(logSize));
        var words = new KoalaBear[positions.Length];
        for (var i = 0; i < positions.Length; i++)
        {
            words[i] = SampleWord();
            positions[i] = (int)LowBits(words[i], logSize);
        }

        _ledger?.Sampled(words);
    }

    /// <summary>Finds the smallest nonce whose proof of work holds and absorbs it. With 0 bits the step does not exist: null, and nothing is absorbed.</summary>
    /// <param name="bits">Zero bits that the word behind the nonce has.</param>
    /// <param name="degreeOfParallelism">Threads to use; the nonce does not depend on it.</param>
    /// <exception cref="ArgumentOutOfRangeException">More than 24 bits, or no thread.</exception>
    public KoalaBear? Grind(int bits, int degreeOfParallelism = 1) => Grind(bits, _ => true, degreeOfParallelism);

    /// <summary>As <see cref="Grind(int, int)"/>, the smallest nonce among those whose challenges are accepted.</summary>
    /// <param name="bits">Zero bits that the word behind the nonce has.</param>
    /// <param name="accepts">Draws challenges from a copy of the transcript behind a nonce, which is no one else's, and tells whether they will do.</param>
    /// <param name="degreeOfParallelism">Threads to use; the nonce does not depend on it.</param>
    /// <exception cref="ArgumentOutOfRangeException">More than 24 bits, or no thread.</exception>
    /// <exception cref="InvalidOperationException">No nonce will do; with 0 bits there is none to choose.</exception>
    public KoalaBear? Grind(int bits, Func<DuplexChallenger, bool> accepts, int degreeOfParallelism = 1)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(degreeOfParallelism, 1);
        return Grind(bits, accepts, (state, zeros, first) => ProofOfWork.FindNonce(_permutation, state, zeros, first, degreeOfParallelism));
    }

    /// <summary>As <see cref="Grind(int, Func{DuplexChallenger, bool}, int)"/>, where another device may look for nonces; what it finds is checked.</summary>
    /// <param name="bits">Zero bits that the word behind the nonce has.</param>
    /// <param name="accepts">Draws challenges from a copy of the transcript behind a nonce, which is no one else's, and tells whether they will do.</param>
    /// <param name="search">Finds the smallest nonce from a first one on.</param>
    /// <exception cref="ArgumentOutOfRangeException">More than 24 bits.</exception>
    /// <exception cref="InvalidOperationException">No nonce will do, with 0 bits there is none to choose, or the search gave a wrong one.</exception>
    public KoalaBear? Grind(int bits, Func<DuplexChallenger, bool> accepts, NonceSearch search)
    {
        RequireBits(bits, nameof(bits));
        ArgumentNullException.ThrowIfNull(accepts);
        ArgumentNullException.ThrowIfNull(search);
        if (bits == 0)
        {
            return accepts(new(this)) ? null : throw new InvalidOperationException("The challenges will not do, and there is no nonce to change.");
        }

        Flush();
        for (var first = 0u; ; first++)
        {
            first = search(_state, bits, first);
            var nonce = KoalaBear.FromCanonical(first);
            DuplexChallenger copy = new(this);
            if (!copy.CheckProofOfWork(bits, nonce))
            {
                throw new InvalidOperationException("The search for a nonce gave one whose proof of work does not hold.");
            }

            if (accepts(copy))
            {
                CheckProofOfWork(bits, nonce);
                return nonce;
            }
        }
    }

    /// <summary>
    /// Absorbs the nonce of a proof of work and tells whether the next word has <paramref name="bits"/> low zero bits. Later challenges go on behind that
    /// word. With 0 bits there is no step: only a missing nonce is right, and nothing is absorbed.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">More than 24 bits.</exception>
    public bool CheckProofOfWork(int bits, KoalaBear? nonce)
    {
        RequireBits(bits, nameof(bits));
        if (bits == 0 || nonce is null)
        {
            return bits == 0 && nonce is null;
        }

        Flush();
        Observe(MessageKind.ProofOfWork, [nonce.Value]);
        return LowBits(SampleWord(), bits) == 0;
    }

    private static uint LowBits(KoalaBear word, int bits) => word.ToCanonical() & ((1u << bits) - 1);

    private static void RequireBits(int bits, string name)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(bits, name);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(bits, MaximumBits, name);
    }

    private void Absorb(KoalaBear word)
    {
        _outputNext = Rate;
        _pending[_pendingCount++] = word;
        if (_pendingCount == Rate)
        {
            Permute();
            _outputNext = Rate;
        }
    }

    private KoalaBear SampleWord()
    {
        if (_pendingCount > 0 || _outputNext == Rate)
        {
            Permute();
        }

        return _state[_outputNext++];
    }

    /// <summary>Permutes pending words, padded with zeros, if there are any; their output is never read.</summary>
    private void Flush()
    {
        if (_pendingCount > 0)
        {
            Permute();
            _outputNext = Rate;
        }
    }

    /// <summary>Overwrites the rate with the pending words, if there are any, and permutes; all of the rate is then fresh output.</summary>
    private void Permute()
    {
        if (_pendingCount > 0)
        {
            _pending.AsSpan(0, _pendingCount).CopyTo(_state);
            _state.AsSpan(_pendingCount, Rate - _pendingCount).Clear();
            _pendingCount = 0;
        }

        _permutation.Permute(_state);
        _outputNext = 0;
    }
}
