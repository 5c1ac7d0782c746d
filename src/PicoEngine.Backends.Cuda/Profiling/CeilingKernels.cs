// SPDX-License-Identifier: MIT OR Apache-2.0

using PicoEngine.Backends.Cuda.Devices;
using PicoEngine.Backends.Cuda.Interop;
using PicoEngine.Fields;

namespace PicoEngine.Backends.Cuda.Profiling;

/// <summary>Kernels that do nothing but reach a limit of the device, for benchmarks to set beside what other kernels reach. All are queued and return.</summary>
public static class CeilingKernels
{
    /// <summary>Threads of a block.</summary>
    public const int BlockSize = NativeMethods.CeilingBlock;

    /// <summary>Independent chains of a thread.</summary>
    public const int Chains = NativeMethods.CeilingChains;

    // Any constants with many bits; below p, for the field.
    private static readonly uint Factor = KoalaBear.FromCanonical(0x5BD1E995).ToMontgomery();
    private const uint Summand = 0x2545F491;

    /// <summary>Copies words, a multiple of four from multiples of four.</summary>
    /// <exception cref="ArgumentException">Other numbers, or words beyond a buffer.</exception>
    public static void Copy(CudaStream stream, CudaBuffer source, long sourceOffset, CudaBuffer destination, long destinationOffset, long elementCount)
    {
        ArgumentNullException.ThrowIfNull(stream);
        ArgumentNullException.ThrowIfNull(source);
        ArgumentNullException.ThrowIfNull(destination);
        NativeCall.Check(NativeMethods.pico_ceiling_copy(
            stream.Handle, source.Handle, CudaBuffer.Count(sourceOffset), destination.Handle, CudaBuffer.Count(destinationOffset), CudaBuffer.Count(elementCount)));
    }

    /// <summary>Reads words, a multiple of four from a multiple of four, and leaves a word for each of <paramref name="threadCount"/> threads, which are whole blocks.</summary>
    /// <exception cref="ArgumentException">Other numbers, or words beyond a buffer.</exception>
    public static void Read(CudaStream stream, CudaBuffer source, long elementOffset, long elementCount, CudaBuffer sums, long threadCount)
    {
        ArgumentNullException.ThrowIfNull(stream);
        ArgumentNullException.ThrowIfNull(source);
        ArgumentNullException.ThrowIfNull(sums);
        NativeCall.Check(NativeMethods.pico_ceiling_read(
            stream.Handle, source.Handle, CudaBuffer.Count(elementOffset), CudaBuffer.Count(elementCount), sums.Handle, CudaBuffer.Count(threadCount)));
    }

    /// <summary>Runs steps, a multiple of eight, of <see cref="Chains"/> chains in each of <paramref name="threadCount"/> threads, which are whole blocks and leave a word each.</summary>
    /// <exception cref="ArgumentException">Other numbers, or words beyond the buffer.</exception>
    public static void Compute(CudaStream stream, CeilingArithmetic arithmetic, int steps, CudaBuffer results, long threadCount)
    {
        ArgumentNullException.ThrowIfNull(stream);
        ArgumentNullException.ThrowIfNull(results);
        ArgumentOutOfRangeException.ThrowIfNegative(steps);
        NativeCall.Check(NativeMethods.pico_ceiling_arithmetic(
            stream.Handle, (int)arithmetic, Factor, Summand, (uint)steps, results.Handle, CudaBuffer.Count(threadCount)));
    }

    /// <summary>A kernel of one block that does nothing.</summary>
    public static void Empty(CudaStream stream)
    {
        ArgumentNullException.ThrowIfNull(stream);
        NativeCall.Check(NativeMethods.pico_ceiling_empty(stream.Handle));
    }
}
