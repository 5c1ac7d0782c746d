// SPDX-License-Identifier: MIT OR Apache-2.0

namespace PicoEngine.Backends.Cpu.LogUp;

/// <summary>Consecutive entries of an array over the variables of a layer.</summary>
/// <param name="Group">The leaf group whose rows these are; 0 for the one segment of a dense array.</param>
/// <param name="Start">The place of the first entry, a multiple of 128.</param>
/// <param name="Padded">Entries with their padding, a multiple of 128; behind the real ones stand virtual ones.</param>
internal readonly record struct LayerSegment(int Group, nint Start, nint Padded);
