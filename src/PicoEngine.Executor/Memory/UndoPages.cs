// SPDX-License-Identifier: MIT OR Apache-2.0

using PicoEngine.RiscV;

namespace PicoEngine.Executor.Memory;

/// <summary>Copies of the pages that an unconstrained block has written, to put back when it ends.</summary>
internal sealed unsafe class UndoPages(byte* memory) : IDisposable
{
    private const int LogPageSize = 12;
    private const int PageSize = 1 << LogPageSize;

    private readonly ReservedBlock _kept = new(MemoryMap.End >> LogPageSize, "pages of an unconstrained block");
    private readonly Dictionary<uint, byte[]> _pages = [];

    /// <summary>Keeps the page of <paramref name="address"/>, a checked guest address, as it is before a store to it.</summary>
    public void Keep(uint address)
    {
        uint page = address >> LogPageSize;
        if (_kept.Pointer[page] == 0)
        {
            _kept.Pointer[page] = 1;
            _pages.Add(page, new ReadOnlySpan<byte>(memory + ((ulong)page << LogPageSize), PageSize).ToArray());
        }
    }

    public void Restore()
    {
        foreach ((uint page, byte[] bytes) in _pages)
        {
            bytes.CopyTo(new Span<byte>(memory + ((ulong)page << LogPageSize), PageSize));
            _kept.Pointer[page] = 0;
        }

        _pages.Clear();
    }

    public void Dispose() => _kept.Dispose();
}
