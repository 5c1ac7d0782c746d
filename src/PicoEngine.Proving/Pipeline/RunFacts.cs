// SPDX-License-Identifier: MIT OR Apache-2.0

using PicoEngine.Air.Builders;
using PicoEngine.Protocol.Soundness;
using PicoEngine.Verifier.Keys;
using PicoEngine.Verifier.Stark;

namespace PicoEngine.Proving.Pipeline;

/// <summary>What is told about shards and proofs.</summary>
internal static class RunFacts
{
    /// <summary>A shard that was proved: its proof begins with the heights.</summary>
    public static ShardFacts Shard(int number, KeyedShape shape, ReadOnlySpan<uint> proof, ulong cycles)
    {
        var heights = new int[shape.Machine.Machine.Tables.Length];
        for (int i = 0; i < heights.Length; i++)
        {
            heights[i] = (int)proof[i];
        }

        return Shard(number, shape, heights, cycles);
    }

    /// <summary>A shard of these heights.</summary>
    public static ShardFacts Shard(int number, KeyedShape shape, ReadOnlySpan<int> heights, ulong cycles)
    {
        List<TableFacts> tables = [];
        foreach (var table in shape.Machine.Machine.Tables)
        {
            if (heights[table.Index] > 0)
            {
                long rows = (long)heights[table.Index] << table.LogBlockHeight;
                int width = table.Columns.Width - table.Columns.GroupWidth(ColumnGroup.Preprocessed);
                tables.Add(new TableFacts(table.Name, rows, rows * width, rows * table.Interactions.Length));
            }
        }

        return new ShardFacts(number, shape.Index, cycles, tables, ProofBytes(shape));
    }

    /// <summary>Bytes of the words of a shard's proof.</summary>
    public static long ProofBytes(KeyedShape shape) => sizeof(uint) * ShardProofShape.WordCount(shape.Parameters, shape.Machine.Machine);

    public static SecurityBits Security(MachineFamily family, int shards)
    {
        SoundnessReport report = family.Soundness;
        return new SecurityBits(report.SecurityBits, report.UnionBits, report.RunUnionBits(shards));
    }
}
