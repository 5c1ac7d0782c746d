// SPDX-License-Identifier: MIT OR Apache-2.0

using System.Runtime.InteropServices;
using PicoEngine.Backends.Cuda.Devices;
using PicoEngine.Backends.Cuda.Ops;
using PicoEngine.Fields;
using PicoEngine.Primitives.MerkleTree;
using PicoEngine.Primitives.Symmetric;

namespace PicoEngine.Cli.Benchmarks.Kernels;

/// <summary>The primitives of a GPU on matrices that lie in its memory. Inputs take turns until together they are larger than its cache, so that each run reads memory.</summary>
internal sealed class DevicePrimitiveCases(CudaContext context, CudaStream stream, CudaNtt ntt, KernelSizes sizes) : IPrimitiveRunner
{
    private const int MostTurns = 64;
    private const int ChunkWords = 1 << 22;

    public PreparedKernel Permute(int width)
    {
        long words = (long)width << sizes.LogStates;
        Turns states = Fill(words);
        return new PreparedKernel(() => CudaPoseidon2.Permute(stream, states.Buffer, states.Next(), width, 1L << sizes.LogStates), states);
    }

    public PreparedKernel Tree(LeafLayout layout, int logCapSize)
    {
        Turns matrix = Fill((long)layout.Width << layout.LogHeight);
        CudaBuffer digests = stream.Allocate(Digest.Length * CudaMerkleTree.DigestCount(layout, logCapSize));
        return new PreparedKernel(() => CudaMerkleTree.Build(stream, matrix.Buffer, matrix.Next(), layout, logCapSize, digests), matrix, digests);
    }

    public PreparedKernel Transform(int logMessage, int logSize, int columns)
    {
        Turns coefficients = Fill((long)columns << logMessage);
        CudaBuffer values = stream.Allocate((long)columns << logSize);
        return new PreparedKernel(
            () => ntt.Forward(stream, coefficients.Buffer, coefficients.Next(), logMessage, values, 0, logSize, columns), coefficients, values);
    }

    /// <summary>As many inputs as it takes to be twice as large as the cache.</summary>
    private Turns Fill(long words)
    {
        long turns = Math.Clamp((2 * (long)context.Device.CacheByteCount / (words * sizeof(uint))) + 1, 1, MostTurns);
        CudaBuffer buffer = stream.Allocate(turns * words);
        try
        {
            // The beginning from the host, the rest of it: words of a fixed sequence a chunk long are as good as any.
            var chunk = new KoalaBear[(int)Math.Min(ChunkWords, turns * words)];
            SampleWords.Fill(chunk, 1);
            buffer.Write(stream, MemoryMarshal.Cast<KoalaBear, uint>(chunk));
            for (long done = chunk.Length; done < turns * words;)
            {
                long count = Math.Min(done, (turns * words) - done);
                buffer.CopyTo(stream, 0, buffer, done, count);
                done += count;
            }

            return new Turns(buffer, words, turns);
        }
        catch
        {
            buffer.Dispose();
            throw;
        }
    }

    private sealed class Turns(CudaBuffer buffer, long words, long turns) : IDisposable
    {
        private long _next;

        public CudaBuffer Buffer => buffer;

        /// <summary>Where the next input begins.</summary>
        public long Next() => words * (_next++ % turns);

        public void Dispose() => buffer.Dispose();
    }
}
