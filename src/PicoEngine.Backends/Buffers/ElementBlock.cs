// SPDX-License-Identifier: MIT OR Apache-2.0

using System.Runtime.InteropServices;
using PicoEngine.Fields;

namespace PicoEngine.Backends.Buffers;

/// <summary>One allocation of a pool.</summary>
internal sealed unsafe class ElementBlock : IDisposable
{
    private const int VectorBytes = 64;

    public ElementBlock(int capacity)
    {
        Capacity = capacity;
        var bytes = (nuint)capacity * sizeof(uint);
        var isLarge = bytes >= 2 * HugePages.Bytes;
        Pointer = (KoalaBear*)NativeMemory.AlignedAlloc(bytes, (nuint)(isLarge ? HugePages.Bytes : VectorBytes));
        if (isLarge)
        {
            HugePages.Request(Pointer, bytes);
        }

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
