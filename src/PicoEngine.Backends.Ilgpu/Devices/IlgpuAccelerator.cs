// SPDX-License-Identifier: MIT OR Apache-2.0

using System.Runtime.InteropServices;
using ILGPU;
using ILGPU.Runtime;
using ILGPU.Runtime.CPU;
using ILGPU.Runtime.OpenCL;
using PicoEngine.Backends.Abstractions;

namespace PicoEngine.Backends.Ilgpu.Devices;

/// <summary>A device in use: its memory, copies, kernels, and what all of that throws. One operation at a time; others wait.</summary>
/// <remarks>
/// Backends of a device take turns: kernels of OpenCL keep the arguments of their next launch, so two threads may not launch one, and the codewords of one
/// commitment are most of what a device's memory has room for.
/// </remarks>
internal sealed class IlgpuAccelerator : IDisposable
{
    // 4 MiB: some hundred times what it takes to start a copy.
    private const int StagingWords = 1 << 20;

    private readonly Lock _turn = new();
    private readonly Context _context;
    private readonly Accelerator _accelerator;
    private readonly long _memoryBytes;
    private readonly long _pieceBytes;

    // Copies go through memory that the collector does not move, as ILGPU takes the address of what it is given: a copy on the host is a tenth of one over PCIe.
    private readonly uint[] _staging = GC.AllocateUninitializedArray<uint>(StagingWords, pinned: true);

    private ProverPhase? _phase;
    private long? _needBytes;
    private long _allocatedBytes;

    /// <summary>Opens a device and compiles the kernels for it.</summary>
    /// <param name="device">The device.</param>
    /// <param name="name">As its backends are named.</param>
    /// <param name="memoryBytes">Bytes of its memory that may be used.</param>
    /// <exception cref="DeviceException">The device refuses, or its compiler.</exception>
    public IlgpuAccelerator(Device device, string name, long memoryBytes)
    {
        (Name, _memoryBytes) = (name, memoryBytes);
        try
        {
            // A driver may give less at once than there is; kernels count words with 31 bits.
            var largest = device is CLDevice gpu ? CLAPI.CurrentAPI.GetDeviceInfo<long>(gpu.DeviceId, CLDeviceInfoType.CL_DEVICE_MAX_MEM_ALLOC_SIZE) : memoryBytes;
            _pieceBytes = Math.Min(largest, (long)int.MaxValue * sizeof(uint));
            _context = Context.Create(builder => builder.Optimize(OptimizationLevel.O2));
            _accelerator = device is CPUDevice processor
                ? processor.CreateCPUAccelerator(_context, CPUAcceleratorMode.Parallel)
                : device.CreateAccelerator(_context);
            Kernels = new DeviceKernels(this, _accelerator);
        }
        catch (Exception failure)
        {
            _accelerator?.Dispose();
            _context?.Dispose();
            if (DeviceFailure.IsKnown(failure))
            {
                throw Describe(failure);
            }

            throw;
        }
    }

    /// <summary>As its backends are named.</summary>
    public string Name { get; }

    /// <summary>What it runs.</summary>
    public DeviceKernels Kernels { get; }

    /// <summary>Begins an operation when no other is at work; until the result is disposed, failures are of this phase.</summary>
    public Turn Enter(ProverPhase? phase = null)
    {
        _turn.Enter();
        _phase = phase;
        return new Turn(this);
    }

    /// <summary>Words of the device's memory with undefined content; one where none is asked for.</summary>
    /// <exception cref="DeviceException">There is not that much, or not in one piece.</exception>
    public DeviceBuffer Allocate(long words)
    {
        _needBytes = words * sizeof(uint);
        var free = Math.Min(_memoryBytes - Interlocked.Read(ref _allocatedBytes), _pieceBytes);
        if (_needBytes > free)
        {
            throw new DeviceException(
                Name, DeviceFault.OutOfMemory, $"of {_memoryBytes} bytes, a piece of {free} is free at most", _phase, _needBytes, free);
        }

        var memory = Guard(() => _accelerator.Allocate1D<uint>(Math.Max(words, 1)));
        Interlocked.Add(ref _allocatedBytes, memory.LengthInBytes);
        return new DeviceBuffer(memory, () => Interlocked.Add(ref _allocatedBytes, -memory.LengthInBytes));
    }

    /// <summary>Words of the device's memory with these values.</summary>
    public DeviceBuffer Upload<T>(ReadOnlySpan<T> values)
        where T : unmanaged
    {
        var buffer = Allocate(MemoryMarshal.Cast<T, uint>(values).Length);
        try
        {
            Write(values, buffer.View);
            return buffer;
        }
        catch
        {
            buffer.Dispose();
            throw;
        }
    }

    /// <summary>Copies words, or what consists of words, to the device.</summary>
    public void Write<T>(ReadOnlySpan<T> source, ArrayView<uint> target)
        where T : unmanaged
    {
        var words = MemoryMarshal.Cast<T, uint>(source);
        for (var first = 0; first < words.Length; first += StagingWords)
        {
            var count = Math.Min(StagingWords, words.Length - first);
            words.Slice(first, count).CopyTo(_staging);
            var piece = target.SubView(first, count);
            Guard(() => piece.CopyFromCPU(ref _staging[0], count));
        }
    }

    /// <summary>Queues the writing of zeros to a whole buffer: for a part of one, ILGPU 1.5.3 gives OpenCL a wrong address.</summary>
    public void Clear(DeviceBuffer buffer) => Guard(() => buffer.View.MemSetToZero());

    /// <summary>Waits for all work and copies to the host.</summary>
    public void Read<T>(ArrayView<uint> source, Span<T> target)
        where T : unmanaged
    {
        var words = MemoryMarshal.Cast<T, uint>(target);
        for (var first = 0; first < words.Length; first += StagingWords)
        {
            var count = Math.Min(StagingWords, words.Length - first);
            var piece = source.SubView(first, count);
            Guard(() => piece.CopyToCPU(ref _staging[0], count));
            _staging.AsSpan(0, count).CopyTo(words[first..]);
        }
    }

    /// <summary>Does something with the device, and tells its failures.</summary>
    public void Guard(Action work) => Guard(() =>
    {
        work();
        return true;
    });

    /// <summary>Gives everything back. A device that is lost has nothing to give.</summary>
    public void Dispose()
    {
        try
        {
            Kernels.Dispose();
            _accelerator.Dispose();
            _context.Dispose();
        }
        catch (Exception failure) when (DeviceFailure.IsKnown(failure))
        {
        }
    }

    private T Guard<T>(Func<T> work)
    {
        try
        {
            return work();
        }
        catch (Exception failure) when (DeviceFailure.IsKnown(failure))
        {
            throw Describe(failure);
        }
    }

    private DeviceException Describe(Exception failure) =>
        DeviceFailure.Describe(failure, Name, _phase, _needBytes, _memoryBytes - Interlocked.Read(ref _allocatedBytes));

    /// <summary>An operation at work.</summary>
    internal readonly struct Turn(IlgpuAccelerator accelerator) : IDisposable
    {
        public void Dispose()
        {
            accelerator._phase = null;
            accelerator._needBytes = null;
            accelerator._turn.Exit();
        }
    }
}
