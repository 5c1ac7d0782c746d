// SPDX-License-Identifier: MIT OR Apache-2.0

using System.Runtime.InteropServices;
using PicoEngine.Backends.Abstractions;
using PicoEngine.Backends.Cuda.Interop;
using PicoEngine.Backends.Cuda.Memory;
using PicoEngine.Fields;
using PicoEngine.Primitives.Challenger;
using PicoEngine.Primitives.Symmetric;

namespace PicoEngine.Backends.Cuda.Ops;

/// <summary>Proofs of work: a launch tries some times as many nonces as are needed on average, and ends soon behind the first that will do.</summary>
internal sealed class CudaGrindingOps(CudaQueue queue) : IGrindingOps
{
    // A launch of fewer leaves a GPU half empty.
    private const uint SmallestBatch = 1 << 14;

    public uint FindNonce(ReadOnlySpan<KoalaBear> state, int bits, uint first)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(bits, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(bits, DuplexChallenger.MaximumBits);
        if (state.Length != Sponge.Width)
        {
            throw new ArgumentException($"A state has {Sponge.Width} words.", nameof(state));
        }

        using var scope = queue.Enter();
        using var nonce = queue.Allocate(1);
        ref var capacity = ref MemoryMarshal.GetReference(MemoryMarshal.Cast<KoalaBear, uint>(state[Sponge.Rate..]));
        Span<uint> found = stackalloc uint[1];

        // Four times the mean: one launch in fifty-five has none.
        var batch = Math.Max(SmallestBatch, 4u << bits);
        for (var start = first; start < KoalaBear.Modulus;)
        {
            var count = Math.Min(batch, KoalaBear.Modulus - start);
            NativeCall.Check(NativeMethods.pico_challenger_grind(
                queue.Stream.Handle, ProofOfWork.Header.ToMontgomery(), in capacity, bits, start, count, nonce.Handle, 0));
            queue.Read(nonce, found);
            if (found[0] != NativeMethods.ChallengerNoNonce)
            {
                return found[0];
            }

            start += count;
        }

        throw new InvalidOperationException("No nonce satisfies the proof of work.");
    }
}
