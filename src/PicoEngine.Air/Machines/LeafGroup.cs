// SPDX-License-Identifier: MIT OR Apache-2.0

using System.Collections.Immutable;

namespace PicoEngine.Air.Machines;

/// <summary>The interactions of a table that one leaf of the LogUp tree merges, in every row.</summary>
/// <param name="Table">The index of the table.</param>
/// <param name="Interactions">Their numbers in the table.</param>
public readonly record struct LeafGroup(int Table, ImmutableArray<int> Interactions);
