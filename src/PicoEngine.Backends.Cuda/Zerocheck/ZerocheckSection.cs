// SPDX-License-Identifier: MIT OR Apache-2.0

using PicoEngine.Backends.Programs;
using PicoEngine.Fields;

namespace PicoEngine.Backends.Cuda.Zerocheck;

/// <summary>A part of the constraints and leaves of a table, compiled.</summary>
/// <param name="Terms">The terms of the table.</param>
/// <param name="Columns">The columns and combinations that it reads, ascending; s stands behind the columns of the table.</param>
/// <param name="ConstraintWeights">The weights of what the program sums, by its numbers.</param>
/// <param name="Program">Constraints.</param>
/// <param name="Leaves">The leaf entries.</param>
/// <param name="ConstraintLeaves">The entries that count as constraints.</param>
/// <param name="Combinations">What the numbers behind those of columns stand for.</param>
/// <param name="InputCount">How many registers of the program are inputs.</param>
/// <param name="SharedBytes">What it takes of a block's shared memory.</param>
internal sealed record ZerocheckSection(
    TableTerms Terms,
    int[] Columns,
    KoalaBearExtension5[] ConstraintWeights,
    RowProgram Program,
    LeafUnit[] Leaves,
    LeafUnit[] ConstraintLeaves,
    ColumnCombinations Combinations,
    int InputCount,
    int SharedBytes)
{
    /// <summary>Whether anything of it counts as a constraint.</summary>
    public bool HasConstraints => Program.Constraints.Length + ConstraintLeaves.Length > 0;

    /// <summary>Registers that are no inputs.</summary>
    public int RegisterCount => Program.RegisterCount - InputCount;
}
