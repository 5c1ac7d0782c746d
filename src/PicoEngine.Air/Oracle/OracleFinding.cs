// SPDX-License-Identifier: MIT OR Apache-2.0

namespace PicoEngine.Air.Oracle;

/// <summary>A breach that the exact oracle found.</summary>
/// <param name="Rule">What is broken.</param>
/// <param name="Shard">In which shard, from 1; 0 for the whole run.</param>
/// <param name="Subject">The table, the bus, the height fault, or the rule of the run.</param>
/// <param name="Row">The row, or -1.</param>
/// <param name="Item">The constraint or column, or -1.</param>
public sealed record OracleFinding(OracleRule Rule, int Shard, string Subject, int Row = -1, int Item = -1)
{
    /// <inheritdoc/>
    public override string ToString() =>
        (Shard > 0 ? $"shard {Shard}: " : "") + $"{Rule} {Subject}" + (Row >= 0 ? $" row {Row}" : "") + (Item >= 0 ? $" #{Item}" : "");
}
