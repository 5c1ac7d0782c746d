// SPDX-License-Identifier: MIT OR Apache-2.0

using System.Runtime.InteropServices;

namespace PicoEngine.Backends.Buffers;

/// <summary>
/// Asks the system for huge pages. The only call into a native library outside the GPU backend: the runtime has none for this, and first touches of memory are
/// a large part of a cold proof (4 GiB: 1.5 s in pages of 4 KiB, 0.25 s in huge ones).
/// </summary>
internal static unsafe partial class HugePages
{
    /// <summary>Their size on x86-64 and most of arm64; also the alignment that a block needs to consist of them.</summary>
    public const int Bytes = 2 << 20;

    // MADV_HUGEPAGE, Linux, madvise(2).
    private const int AdviseHugePages = 14;

    /// <summary>Asks for them where the system has them; otherwise nothing happens.</summary>
    /// <param name="start">Aligned to <see cref="Bytes"/>.</param>
    /// <param name="length">Bytes that the caller owns from there on.</param>
    public static void Request(void* start, nuint length)
    {
        if (OperatingSystem.IsLinux())
        {
            // Safe: whole huge pages inside the caller's block, and advice changes no content.
            _ = Advise(start, length / Bytes * Bytes, AdviseHugePages);
        }
    }

    [LibraryImport("libc", EntryPoint = "madvise")]
    private static partial int Advise(void* address, nuint length, int advice);
}
