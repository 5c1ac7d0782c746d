// SPDX-License-Identifier: MIT OR Apache-2.0

using PicoEngine.Backends.Abstractions;
using PicoEngine.Contracts.Errors;

namespace PicoEngine.Backends.Cuda.Memory;

/// <summary>What this thread does on which device now, so that a failure of the C ABI can say it. Between operations failures are those of the driver alone.</summary>
/// <remarks>As the C ABI keeps the text of its last failure for each thread, so the scopes of a thread nest and other threads do not see them.</remarks>
internal sealed class OperationScope : IDisposable
{
    [ThreadStatic]
    private static OperationScope? _current;

    private readonly OperationScope? _outer = _current;
    private readonly CudaQueue _queue;
    private readonly ProverPhase? _phase;
    private long? _needBytes;

    public OperationScope(CudaQueue queue, ProverPhase? phase)
    {
        (_queue, _phase) = (queue, phase);
        _current = this;
    }

    /// <summary>Says what the next call asks the device for.</summary>
    public static void Request(long bytes)
    {
        if (_current is not null)
        {
            _current._needBytes = bytes;
        }
    }

    /// <summary>A failure as the operation at hand tells it: those of devices as <see cref="DeviceException"/>, others as they are.</summary>
    public static Exception Describe(Exception failure)
    {
        if (_current is not { } scope || failure is not PicoException { Error: var error, Detail: var detail })
        {
            return failure;
        }

        if (error == ErrorCatalog.GpuOutOfMemory)
        {
            return new DeviceException(scope._queue.Name, DeviceFault.OutOfMemory, detail, scope._phase, scope._needBytes, scope._queue.TryMeasureFree(), failure);
        }

        // After a kernel that died its context is of no more use than a device that is gone.
        return error == ErrorCatalog.GpuLost || error == ErrorCatalog.GpuFailed
            ? new DeviceException(scope._queue.Name, DeviceFault.Lost, detail, scope._phase, inner: failure)
            : failure;
    }

    public void Dispose() => _current = _outer;
}
