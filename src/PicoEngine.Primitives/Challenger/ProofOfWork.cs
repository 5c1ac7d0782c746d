// SPDX-License-Identifier: MIT OR Apache-2.0

using PicoEngine.Fields;
using PicoEngine.Primitives.Poseidon2;
using PicoEngine.Primitives.Symmetric;

namespace PicoEngine.Primitives.Challenger;

/// <summary>The search for the nonce of a proof of work: one permutation of (header, nonce, zeros) over the capacity of a flushed transcript each.</summary>
public static class ProofOfWork
{
    /// <summary>Word 0 of the permuted state: the header of a message of one word.</summary>
    public static readonly KoalaBear Header = KoalaBear.FromCanonical(((uint)MessageKind.ProofOfWork << 24) | 1);

    /// <summary>The smallest nonce from <paramref name="first"/> on: threads try consecutive pieces of a window, and the first piece with one wins.</summary>
    /// <param name="permutation">The permutation, of width 24.</param>
    /// <param name="state">The state of a flushed transcript; its rate is not read.</param>
    /// <param name="bits">Zero bits that the first word behind the nonce has, 1 to 24.</param>
    /// <param name="first">The first nonce to try.</param>
    /// <param name="degreeOfParallelism">Threads to use; the nonce does not depend on it.</param>
    /// <exception cref="ArgumentException">The state has another width.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A number of bits or threads outside its range.</exception>
    /// <exception cref="InvalidOperationException">No nonce satisfies it.</exception>
    public static uint FindNonce(IPermutation permutation, ReadOnlySpan<KoalaBear> state, int bits, uint first, int degreeOfParallelism = 1)
    {
        ArgumentNullException.ThrowIfNull(permutation);
        ArgumentOutOfRangeException.ThrowIfLessThan(bits, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(bits, DuplexChallenger.MaximumBits);
        ArgumentOutOfRangeException.ThrowIfLessThan(degreeOfParallelism, 1);
        if (state.Length != Sponge.Width)
        {
            throw new ArgumentException($"A state has {Sponge.Width} words.", nameof(state));
        }

        // Batches of a thread in a window: some 0.1 ms, much more than threads take to begin.
        const int Piece = 64;
        var capacity = state[Sponge.Rate..].ToArray();
        Lock gate = new();
        for (var window = degreeOfParallelism * Piece; first < KoalaBear.Modulus - (uint)(window * IPermutation.BatchSize);)
        {
            var found = uint.MaxValue;
            var start = first;
            ParallelRange.Run(window, Piece, degreeOfParallelism, (from, to) =>
            {
                var nonce = FirstNonce(permutation, capacity, bits, start + (uint)(from * IPermutation.BatchSize), to - from);
                lock (gate)
                {
                    found = Math.Min(found, nonce);
                }
            });
            if (found != uint.MaxValue)
            {
                return found;
            }

            first += (uint)(window * IPermutation.BatchSize);
        }

        throw new InvalidOperationException("No nonce satisfies the proof of work.");
    }

    /// <summary>Tries nonces sixteen at a time.</summary>
    private static uint FirstNonce(IPermutation permutation, KoalaBear[] capacity, int bits, uint first, int batches)
    {
        const int Batch = IPermutation.BatchSize;
        var states = new KoalaBear[Sponge.Width * Batch];
        for (var batch = 0; batch < batches; batch++, first += Batch)
        {
            states.AsSpan(0, Sponge.Rate * Batch).Clear();
            states.AsSpan(0, Batch).Fill(Header);
            for (var lane = 0; lane < Batch; lane++)
            {
                states[Batch + lane] = KoalaBear.FromCanonical(first + (uint)lane);
            }

            for (var word = Sponge.Rate; word < Sponge.Width; word++)
            {
                states.AsSpan(word * Batch, Batch).Fill(capacity[word - Sponge.Rate]);
            }

            permutation.PermuteBatch(states);
            for (var lane = 0; lane < Batch; lane++)
            {
                if ((states[lane].ToCanonical() & ((1u << bits) - 1)) == 0)
                {
                    return first + (uint)lane;
                }
            }
        }

        return uint.MaxValue;
    }
}
