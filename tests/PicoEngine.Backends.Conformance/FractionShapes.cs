// SPDX-License-Identifier: MIT OR Apache-2.0

using Xunit;

namespace PicoEngine.Backends.Conformance;

/// <summary>Row variables, and real leaves of each group.</summary>
public static class FractionShapes
{
    // Dense from the leaves on; groups that turn dense after some layers; heights around tiles and blocks; absent groups; numbers of groups around powers of two;
    // more groups than the first layers that a device proves have entries.
    public static TheoryData<int, int[]> All => new()
    {
        { 0, [1, 1] },
        { 0, [1, 0, 1] },
        { 1, [0] },
        { 2, [3, 0, 4, 1, 2] },
        { 5, [32, 31, 0] },
        { 7, [1, 127, 128, 0] },
        { 8, [0, 0, 1] },
        { 9, [512, 300, 0, 77, 511, 256] },
        { 12, [4096, 17, 2049] },
        { 3, [.. Enumerable.Range(0, 300).Select(group => 3 * group % 9)] },
        { 13, [.. Enumerable.Range(0, 9).Select(group => group == 3 ? 2048 : 0)] },
    };
}
