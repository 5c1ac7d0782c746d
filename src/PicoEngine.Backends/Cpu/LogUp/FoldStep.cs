// SPDX-License-Identifier: MIT OR Apache-2.0

using PicoEngine.Fields;

namespace PicoEngine.Backends.Cpu.LogUp;

/// <summary>What one fold of a layer needs to know.</summary>
/// <param name="Lambda">The layer's challenge.</param>
/// <param name="Challenge">The challenge that the lowest variable is bound to.</param>
/// <param name="IsFirst">The source is the layer's nodes, not entries of an earlier fold.</param>
/// <param name="AtZero">The bracket is summed at 0 instead of 1.</param>
/// <param name="PastCaches">The folded entries are so many that writing them through the caches only costs time.</param>
internal readonly record struct FoldStep(KoalaBearExtension5 Lambda, KoalaBearExtension5 Challenge, bool IsFirst, bool AtZero, bool PastCaches);
