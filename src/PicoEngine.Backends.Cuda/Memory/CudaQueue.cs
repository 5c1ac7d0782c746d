// SPDX-License-Identifier: MIT OR Apache-2.0

using System.Runtime.InteropServices;
using PicoEngine.Backends.Abstractions;
using PicoEngine.Backends.Cuda.Commitments;
using PicoEngine.Backends.Cuda.Devices;
using PicoEngine.Backends.Cuda.Interop;
using PicoEngine.Backends.Cuda.Ops;
using PicoEngine.Fields;

namespace PicoEngine.Backends.Cuda.Memory;

/// <summary>What the operations of one backend share: a stream with its memory, the tables of transforms, staging memory for small copies. One thread at a time.</summary>
/// <remarks>All work of a backend is on this one stream, so memory that is freed serves what is queued behind it, and nothing needs an event.</remarks>
internal sealed class CudaQueue : IDisposable
{
    // Uploads of some kilobytes take turns in it; larger ones are copied from where they are.
    private const int StagingBytes = 1 << 20;

    /// <summary>Staging memory, for copies to the device and from it.</summary>
    public const long PinnedByteCount = 2 * StagingBytes;

    private readonly PinnedMemory _staging;
    private int _staged;

    public CudaQueue(CudaContext context)
    {
        Context = context;
        Name = $"cuda:{context.Device.Ordinal}";
        Stream = context.CreateStream();
        try
        {
            Ntt = new CudaNtt(context);
            _staging = context.AllocatePinned(PinnedByteCount);
        }
        catch
        {
            Ntt?.Dispose();
            Stream.Dispose();
            throw;
        }
    }

    /// <summary>Such as <c>cuda:0</c>.</summary>
    public string Name { get; }

    /// <summary>The device.</summary>
    public CudaContext Context { get; }

    /// <summary>The device's memory.</summary>
    public MemorySpace Memory => Context.Memory;

    /// <summary>Where everything is queued.</summary>
    public CudaStream Stream { get; }

    /// <summary>Transforms.</summary>
    public CudaNtt Ntt { get; }

    /// <summary>Begins an operation: until the scope is disposed, this thread's failures are <see cref="DeviceException"/>s that name device and phase.</summary>
    public OperationScope Enter(ProverPhase? phase = null) => new(this, phase);

    /// <summary>Memory in the order of the stream; a span of no words gets one.</summary>
    public CudaBuffer Allocate(long words)
    {
        OperationScope.Request(words * sizeof(uint));
        return Stream.Allocate(Math.Max(words, 1));
    }

    /// <summary>Queues a copy to a new buffer; the values may be changed when this returns.</summary>
    public CudaBuffer Upload<T>(ReadOnlySpan<T> values)
        where T : unmanaged
    {
        var bytes = MemoryMarshal.AsBytes(values);
        var buffer = Allocate((bytes.Length + sizeof(uint) - 1) / sizeof(uint));
        try
        {
            Write(buffer, values, 0);
            return buffer;
        }
        catch
        {
            buffer.Dispose();
            throw;
        }
    }

    /// <summary>Queues a copy to words of a buffer; the values may be changed when this returns.</summary>
    public void Write<T>(CudaBuffer buffer, ReadOnlySpan<T> values, long elementOffset)
        where T : unmanaged
    {
        var bytes = MemoryMarshal.AsBytes(values);
        if (bytes.Length > StagingBytes || bytes.Length % sizeof(uint) != 0)
        {
            buffer.Write(Stream, values, elementOffset);
            return;
        }

        if (bytes.IsEmpty)
        {
            return;
        }

        // Copies that are still queued read what was staged before; behind the end, all of them have run.
        if (_staged + bytes.Length > StagingBytes)
        {
            Stream.Synchronize();
            _staged = 0;
        }

        bytes.CopyTo(_staging.AsSpan<byte>(_staged, bytes.Length));
        buffer.BeginWrite(Stream, _staging, _staged, elementOffset, bytes.Length / sizeof(uint));
        _staged += bytes.Length;
    }

    /// <summary>Copies words to the host, and waits for that and everything before.</summary>
    public void Read<T>(CudaBuffer buffer, Span<T> values, long elementOffset = 0)
        where T : unmanaged
    {
        var bytes = MemoryMarshal.AsBytes(values);
        if (bytes.Length > StagingBytes || bytes.Length % sizeof(uint) != 0)
        {
            buffer.Read(Stream, values, elementOffset);
        }
        else
        {
            buffer.BeginRead(Stream, _staging, StagingBytes, elementOffset, bytes.Length / sizeof(uint));
            Stream.Synchronize();
            _staging.AsSpan<byte>(StagingBytes, bytes.Length).CopyTo(bytes);
        }

        _staged = 0;
    }

    /// <summary>As <see cref="Read{T}"/>: elements of five words each.</summary>
    public KoalaBearExtension5[] ReadElements(CudaBuffer buffer, int count, long elementOffset = 0)
    {
        var elements = new KoalaBearExtension5[count];
        Read(buffer, elements.AsSpan(), elementOffset);
        return elements;
    }

    /// <summary>A group whose content this backend can read.</summary>
    /// <exception cref="ArgumentException">A group of another memory.</exception>
    public CudaCommittedGroup Own(ICommittedGroup group)
    {
        ArgumentNullException.ThrowIfNull(group);
        return group is CudaCommittedGroup own && own.Memory == Memory ? own : throw new ArgumentException($"A group in {group.Memory} is not in {Memory}.", nameof(group));
    }

    /// <summary>Memory of the device that nobody has; null where it does not say.</summary>
    public long? TryMeasureFree() =>
        NativeMethods.pico_context_memory(Context.Handle, out var free, out _) == NativeStatus.Ok ? checked((long)free) : null;

    /// <summary>Waits for queued work where nobody can be told of failures: a lost device has nothing left to wait for.</summary>
    public void Synchronize()
    {
        if (!Stream.Handle.IsClosed)
        {
            _ = NativeMethods.pico_stream_synchronize(Stream.Handle);
        }
    }

    /// <summary>Gives the staging memory and the stream back, when all work has run.</summary>
    public void Dispose()
    {
        Synchronize();
        _staging.Dispose();
        Ntt.Dispose();
        Stream.Dispose();
    }
}
