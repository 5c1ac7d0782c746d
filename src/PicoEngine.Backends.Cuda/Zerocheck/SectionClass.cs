// SPDX-License-Identifier: MIT OR Apache-2.0

namespace PicoEngine.Backends.Cuda.Zerocheck;

/// <summary>Sections that one launch runs: they have shared memory of about one size, so that none keeps others off a multiprocessor by what it does not need.</summary>
/// <param name="Sections">Their numbers.</param>
/// <param name="SharedBytes">What the largest takes.</param>
internal sealed record SectionClass(int[] Sections, int SharedBytes)
{
    /// <summary>All sections, by sizes that differ by a factor of two at most.</summary>
    public static SectionClass[] Of(IReadOnlyList<ZerocheckSection> sections) =>
        [.. Enumerable.Range(0, sections.Count).GroupBy(i => System.Numerics.BitOperations.Log2((uint)Math.Max(sections[i].SharedBytes, 1 << 12)))
            .OrderByDescending(group => group.Key)
            .Select(group => new SectionClass([.. group], group.Max(i => sections[i].SharedBytes)))];
}
