// SPDX-License-Identifier: MIT OR Apache-2.0

using System.Collections.Immutable;

namespace PicoEngine.Air.Machines;

/// <summary>One of the shapes that a shard may have: a chip set and how many columns of what blocks it stacks. A key lists its shapes; a shard names one by number.</summary>
/// <remarks>The stacked width of the preprocessed group is not here: the program decides it, and all shapes of a key share it.</remarks>
/// <param name="BoundaryWidth">Stacked columns of the boundary group.</param>
/// <param name="MainWidth">Stacked columns of the main group.</param>
/// <param name="Blocks">Which block heights its tables have.</param>
/// <param name="Tables">
/// The names of its tables in machine order, all tables with preprocessed or boundary columns among them; the default value means every table.
/// </param>
public sealed record ShapeClass(int BoundaryWidth, int MainWidth, BlockClass Blocks = BlockClass.Large, ImmutableArray<string> Tables = default);
