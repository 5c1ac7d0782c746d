// SPDX-License-Identifier: MIT OR Apache-2.0

using System.Runtime.InteropServices;
using PicoEngine.Fields;

namespace PicoEngine.Stark.Buffers;

/// <summary>One allocation of a pool.</summary>
internal sealed unsafe class ElementBlock : IDisposable
{
    // Where the system backs memory with huge pages on its own, large blocks get them only at this alignment.
    private const int HugePageBytes = 2 << 20;
    private const int VectorBytes = 64;

    public ElementBlock(int capacity)
    {
        Capacity = capacity;
        var bytes = (nuint)capacity * sizeof(uint);
        Pointer = (KoalaBear*)NativeMemory.AlignedAlloc(bytes, (nuint)(bytes >= 2 * HugePageBytes ? HugePageBytes : VectorBytes));
        GC.AddMemoryPressure((long)bytes);
    }

    ~ElementBlock() => Free();

    public int Capacity { get; }

    public KoalaBear* Pointer { get; private set; }

    /// <summary>Frees the memory; nobody may use it any more.</summary>
    public void Dispose()
    {
        Free();
        GC.SuppressFinalize(this);
    }

    private void Free()
    {
        if (Pointer != null)
        {
            NativeMemory.AlignedFree(Pointer);
            GC.RemoveMemoryPressure((long)Capacity * sizeof(uint));
            Pointer = null;
        }
    }
}
