// SPDX-License-Identifier: MIT OR Apache-2.0

using PicoEngine.Backends.Cuda.Devices;
using PicoEngine.Backends.Cuda.Interop;

namespace PicoEngine.Backends.Cuda.Ops;

/// <summary>Poseidon2 permutations on a device: the twin of <c>Poseidon2Permutation</c>.</summary>
public static class CudaPoseidon2
{
    /// <summary>Queues the permutation of every state, in place.</summary>
    /// <param name="stream">Where.</param>
    /// <param name="states">[width][stateCount] Montgomery words from <paramref name="elementOffset"/> on.</param>
    /// <param name="elementOffset">Words before them.</param>
    /// <param name="width">16 or 24.</param>
    /// <param name="stateCount">At least one.</param>
    /// <param name="iterations">How often each is permuted; more than once is for measurements.</param>
    /// <exception cref="ArgumentException">Another width, or states that reach beyond the buffer.</exception>
    public static void Permute(CudaStream stream, CudaBuffer states, long elementOffset, int width, long stateCount, int iterations = 1)
    {
        ArgumentNullException.ThrowIfNull(stream);
        ArgumentNullException.ThrowIfNull(states);
        ArgumentOutOfRangeException.ThrowIfNegative(iterations);
        NativeCall.Check(NativeMethods.pico_poseidon2_permute(
            stream.Handle, states.Handle, CudaBuffer.Count(elementOffset), width, CudaBuffer.Count(stateCount), (uint)iterations));
    }
}
