// SPDX-License-Identifier: MIT OR Apache-2.0

namespace PicoEngine.Backends.Cuda.Zerocheck;

/// <summary>What sections of one kind of round cost, and how large they may be; native/kernels/include/pico/zerocheck.h has the figures.</summary>
/// <param name="RealRowIsOne">s is one at all points, as in the skip round; else it is the column behind the others.</param>
/// <param name="ColumnBytes">Shared memory of a column.</param>
/// <param name="RegisterBytes">Shared memory of a register.</param>
/// <param name="MaximumBytes">What a block of the device may have.</param>
internal sealed record SectionShape(bool RealRowIsOne, int ColumnBytes, int RegisterBytes, int MaximumBytes)
{
    // A block is one warp. Six of 36 KB fit into a multiprocessor of 228 KB: enough to hide the latency of loads behind sums that take 20 independent additions
    // a step, and columns that several sections share are seldom loaded twice. One of 100 KB has room for four smaller ones, a warp for each of its schedulers.
    public const int LargestTargetBytes = 36 << 10;
    private const int SmallestTargetBytes = 24 << 10;
    private const int BlocksOfMultiprocessor = 6;

    /// <summary>Threads of a block.</summary>
    private const int Threads = 32;

    /// <summary>The largest size that all devices of interest offer beside what the driver takes: 99 KB of compute capability 8.6 and 8.9.</summary>
    public const int SmallestMaximumBytes = 99 << 10;

    /// <summary>The shape of the skip round's sections: four points a thread, and a few words so that neighbouring columns start in other banks.</summary>
    public static SectionShape Skip(int logSkip, int maximumBytes)
    {
        const int Points = 4 * Threads;
        var chunks = Points >> logSkip;
        return new(true, sizeof(uint) * (Points + (chunks < Threads ? chunks : 0)), sizeof(uint) * Points, maximumBytes);
    }

    /// <summary>The shape of the other rounds' sections: an extension element a thread.</summary>
    public static SectionShape Variable(int maximumBytes) => new(false, sizeof(uint) * 5 * Threads, sizeof(uint) * 5 * Threads, maximumBytes);

    /// <summary>What a section should not exceed.</summary>
    public int TargetBytes => Math.Clamp(MaximumBytes / BlocksOfMultiprocessor, SmallestTargetBytes, LargestTargetBytes);

    /// <summary>The shared memory of a section.</summary>
    public int Bytes(int columns, int registers) => (columns * ColumnBytes) + (registers * RegisterBytes);
}
