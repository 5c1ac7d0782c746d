// SPDX-License-Identifier: MIT OR Apache-2.0

using PicoEngine.Backends.Cuda.Devices;
using PicoEngine.Backends.Cuda.Memory;

namespace PicoEngine.Backends.Cuda.Commitments;

/// <summary>Copies stacked columns to a device through two pieces of pinned memory: the host fills one while the device reads the other.</summary>
internal sealed class ColumnUpload : IDisposable
{
    // 16 MiB are 0.6 ms of a PCIe link of 28 GB/s, a hundred times what it takes to start a copy.
    private const int PieceWords = 1 << 22;

    /// <summary>Both pieces.</summary>
    public const long PinnedByteCount = 2L * PieceWords * sizeof(uint);

    private readonly CudaQueue _queue;
    private readonly PinnedMemory _staging;
    private readonly CudaEvent[] _read;

    public ColumnUpload(CudaQueue queue)
    {
        _queue = queue;
        _staging = queue.Context.AllocatePinned(PinnedByteCount);
        _read = [queue.Context.CreateEvent(), queue.Context.CreateEvent()];
    }

    /// <summary>Queues the copy of the first <paramref name="count"/> words of a buffer.</summary>
    /// <param name="buffer">Where they go.</param>
    /// <param name="count">Words.</param>
    /// <param name="fill">Writes the words that begin at a word of the buffer to an address, as many as it is told; it is not called behind the return.</param>
    public unsafe void Run(CudaBuffer buffer, long count, Action<long, nint, int> fill)
    {
        for (var (first, turn) = (0L, 0); first < count; first += PieceWords, turn ^= 1)
        {
            // An event that was never recorded counts as reached. From the last upload both pieces may still be on their way.
            var words = (int)Math.Min(PieceWords, count - first);
            var offset = turn * (long)PieceWords * sizeof(uint);
            _read[turn].Synchronize();

            // Safe: the piece has room for the words, and stays until this object is disposed.
            fill(first, (nint)(_staging.Pointer + offset), words);
            buffer.BeginWrite(_queue.Stream, _staging, offset, first, words);
            _read[turn].Record(_queue.Stream);
        }
    }

    public void Dispose()
    {
        _staging.Dispose();
        foreach (var read in _read)
        {
            read.Dispose();
        }
    }
}
