// SPDX-License-Identifier: MIT OR Apache-2.0

namespace PicoEngine.Proving;

/// <summary>A shard of a run as it was or will be proved.</summary>
/// <param name="Number">From 1.</param>
/// <param name="Shape">Number of its shape in the verifying key.</param>
/// <param name="Cycles">Instructions that end in it.</param>
/// <param name="Tables">The tables that have rows in it.</param>
/// <param name="ProofBytes">Bytes of its proof.</param>
public sealed record ShardFacts(int Number, int Shape, ulong Cycles, IReadOnlyList<TableFacts> Tables, long ProofBytes)
{
    /// <summary>Committed cells, padding of blocks included, preprocessed columns not.</summary>
    public long Cells => Tables.Sum(table => table.Cells);

    /// <summary>Messages on buses.</summary>
    public long Interactions => Tables.Sum(table => table.Interactions);
}
