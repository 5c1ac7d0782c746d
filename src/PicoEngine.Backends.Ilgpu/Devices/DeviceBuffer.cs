// SPDX-License-Identifier: MIT OR Apache-2.0

using ILGPU;
using ILGPU.Runtime;

namespace PicoEngine.Backends.Ilgpu.Devices;

/// <summary>Words in a device's memory.</summary>
/// <param name="memory">The memory; the buffer's from now on.</param>
/// <param name="freed">Is told once that it was given back.</param>
internal sealed class DeviceBuffer(MemoryBuffer1D<uint, Stride1D.Dense> memory, Action freed) : IDisposable
{
    private bool _disposed;

    /// <summary>All of it.</summary>
    public ArrayView<uint> View => memory.View;

    /// <summary>Gives it back. A device that is lost has nothing to give.</summary>
    public void Dispose()
    {
        if (_disposed)
        {
            return;
        }

        _disposed = true;
        freed();
        try
        {
            memory.Dispose();
        }
        catch (AcceleratorException)
        {
        }
    }
}
