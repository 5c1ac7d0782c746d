// SPDX-License-Identifier: MIT OR Apache-2.0

using System.Runtime.ConstrainedExecution;
using System.Runtime.InteropServices;
using PicoEngine.Contracts.Errors;

namespace PicoEngine.Executor.Memory;

/// <summary>
/// A zeroed block outside of the managed heap. Large blocks are address space only: a page costs memory when it is first
/// written, so the whole guest address range can be one flat array without a page table in the interpreter.
/// </summary>
internal sealed unsafe class ReservedBlock : CriticalFinalizerObject, IDisposable
{
    private byte* _pointer;

    /// <exception cref="PicoException"><c>host-out-of-memory</c> when the system refuses the address space.</exception>
    public ReservedBlock(ulong byteCount, string purpose)
    {
        try
        {
            _pointer = (byte*)NativeMemory.AllocZeroed((nuint)byteCount);
        }
        catch (OutOfMemoryException exception)
        {
            throw new PicoException(
                ErrorCatalog.HostOutOfMemory,
                $"{byteCount >> 20} MiB of address space for {purpose} were refused",
                new Dictionary<string, object?> { ["phase"] = purpose, ["needBytes"] = byteCount },
                exception);
        }

        ByteCount = byteCount;
    }

    ~ReservedBlock() => Free();

    public ulong ByteCount { get; }

    /// <summary>First byte. Valid until <see cref="Dispose"/>; whoever keeps it must keep this object too.</summary>
    public byte* Pointer => _pointer;

    public void Dispose()
    {
        Free();
        GC.SuppressFinalize(this);
    }

    private void Free()
    {
        NativeMemory.Free(_pointer);
        _pointer = null;
    }
}
