// SPDX-License-Identifier: MIT OR Apache-2.0

namespace PicoEngine.Air.Builders;

/// <summary>A public value of a shard's proof.</summary>
/// <param name="Index">Its position among the public values of the machine.</param>
/// <param name="Name">A label.</param>
public readonly record struct PublicValue(int Index, string Name);
