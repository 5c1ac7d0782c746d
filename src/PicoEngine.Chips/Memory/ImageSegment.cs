// SPDX-License-Identifier: MIT OR Apache-2.0

namespace PicoEngine.Chips.Memory;

/// <summary>A maximal run of keys that the address chain steps over.</summary>
/// <param name="Low">First key.</param>
/// <param name="High">Last key.</param>
public readonly record struct ImageSegment(uint Low, uint High);
