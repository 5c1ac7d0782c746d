// SPDX-License-Identifier: MIT OR Apache-2.0

using System.Collections.Immutable;
using PicoEngine.Air.Builders;
using PicoEngine.Air.Interactions;
using PicoEngine.Air.Programs;
using PicoEngine.Air.Symbolic;

namespace PicoEngine.Air.Machines;

/// <summary>A compiled and checked table.</summary>
/// <param name="Index">Its place in the machine.</param>
/// <param name="Source">The definition that it was compiled from.</param>
/// <param name="Constraints">In order of statement; none has degree above 3, all vanish on the all-zero row.</param>
/// <param name="Interactions">In order of statement.</param>
/// <param name="Program">Both as straight-line code.</param>
public sealed record TableDefinition(
    int Index,
    IAirTable Source,
    ImmutableArray<Polynomial> Constraints,
    ImmutableArray<Interaction> Interactions,
    ConstraintProgram Program)
{
    /// <summary>The label of the table.</summary>
    public string Name => Source.Name;

    /// <summary>Its columns.</summary>
    public ColumnSet Columns => Source.Columns;

    /// <summary>Log of the rows of a block in this machine; a shape of small blocks has another than the source.</summary>
    public int LogBlockHeight { get; init; } = Source.LogBlockHeight;

    /// <summary>
    /// The numbers of the interactions of each leaf of the LogUp tree: the local ones in order, <paramref name="perLeaf"/> at a time, then the global ones.
    /// A leaf never mixes the two, because they stand under different challenges.
    /// </summary>
    public ImmutableArray<ImmutableArray<int>> Leaves(int perLeaf)
    {
        var leaves = ImmutableArray.CreateBuilder<ImmutableArray<int>>();
        foreach (var scope in new[] { BusScope.Local, BusScope.Global })
        {
            leaves.AddRange(Enumerable.Range(0, Interactions.Length).Where(i => Interactions[i].Bus.Scope == scope).Chunk(perLeaf)
                .Select(chunk => chunk.ToImmutableArray()));
        }

        return leaves.ToImmutable();
    }
}
