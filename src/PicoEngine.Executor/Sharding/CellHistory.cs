// SPDX-License-Identifier: MIT OR Apache-2.0

using System.Numerics;
using PicoEngine.Contracts.Errors;
using PicoEngine.Executor.Memory;
using PicoEngine.RiscV;
using PicoEngine.RiscV.Events;

namespace PicoEngine.Executor.Sharding;

/// <summary>
/// Which shard touched each memory word last: what ties the shards of a run together (protocol document, section 4). Reads
/// checkpoints in order, without replaying any; costs two bytes for each word of the pages that the run touches.
/// </summary>
/// <remarks>
/// Register cells need no history: every shard lists all <see cref="RegisterNumbers.Count"/> of them, touched or not, so the
/// shard before <c>k</c> is <c>k - 1</c> and the last one is the last of the run.
/// </remarks>
public sealed unsafe class CellHistory : IDisposable
{
    /// <summary>Most shards of a run: their numbers are 16-bit limbs of the proof.</summary>
    public const int MaxShards = ushort.MaxValue;

    private readonly ReservedBlock _lastBlock = new(MemoryMap.WordCount * sizeof(ushort), "last shards of memory words");

    // [WordCount]: number of the last shard that touched each word, 0 for none.
    private readonly ushort* _last;

    public CellHistory() => _last = (ushort*)_lastBlock.Pointer;

    /// <summary>Shards seen so far.</summary>
    public int ShardCount { get; private set; }

    /// <summary>Goes on with the next shard.</summary>
    /// <param name="shard">The one after the last one given, beginning with number 1.</param>
    /// <returns>
    /// For each word that the shard touches, by ascending address as in <see cref="IShardRecords.Memory"/>, the number of the
    /// last shard before it that touched the word; 0 for none.
    /// </returns>
    /// <exception cref="ArgumentException"><paramref name="shard"/> is another one.</exception>
    /// <exception cref="PicoException">
    /// <c>cycle-limit</c>: it is past <see cref="MaxShards"/>; <c>checkpoint-invalid</c>: its words lie outside of guest memory.
    /// </exception>
    public ushort[] Append(ShardCheckpoint shard)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(shard.Index, ShardCount + 1, nameof(shard));
        if (shard.Index > MaxShards)
        {
            throw new PicoException(
                ErrorCatalog.CycleLimit,
                $"the run takes more than {MaxShards} shards of this size, which is more than a proof can hold",
                new Dictionary<string, object?> { ["limit"] = MaxShards });
        }

        var previous = new ushort[shard.Memory.Count];
        int next = 0;
        foreach (TouchedGroup group in shard.Memory.Groups)
        {
            ushort* last = Group(group, shard);
            for (ulong rest = group.Mask; rest != 0; rest &= rest - 1)
            {
                int word = BitOperations.TrailingZeroCount(rest);
                previous[next++] = last[word];
                last[word] = (ushort)shard.Index;
            }
        }

        ShardCount = shard.Index;
        return previous;
    }

    /// <summary>The touched memory words of the whole run, by ascending address.</summary>
    /// <param name="finalMemory">The words of all shards given, with their values at the end (<see cref="ExecutionReport.FinalMemory"/>).</param>
    /// <exception cref="ArgumentException">It names a word that no shard touched.</exception>
    public FinalCellRecord[] Finish(TouchedWords finalMemory)
    {
        var cells = new FinalCellRecord[finalMemory.Count];
        int next = 0;
        foreach (TouchedGroup group in finalMemory.Groups)
        {
            ushort* last = Group(group, null);
            int value = 0;
            for (ulong rest = group.Mask; rest != 0; rest &= rest - 1)
            {
                int word = BitOperations.TrailingZeroCount(rest);
                if (last[word] == 0)
                {
                    throw new ArgumentException($"No shard touched the word at 0x{4 * (group.FirstWord + word):x}.", nameof(finalMemory));
                }

                cells[next++] = new FinalCellRecord(4 * (group.FirstWord + (uint)word), group.Values[value++], last[word]);
            }
        }

        return cells;
    }

    /// <summary>The register cells at the end of a run, by number.</summary>
    /// <param name="lastShard">The last shard of the run.</param>
    public static FinalCellRecord[] FinalRegisters(ShardCheckpoint lastShard)
    {
        var cells = new FinalCellRecord[RegisterNumbers.Count];
        for (int i = 0; i < cells.Length; i++)
        {
            cells[i] = new FinalCellRecord((uint)i, lastShard.End.Cell(i), checked((ushort)lastShard.Index));
        }

        return cells;
    }

    public void Dispose() => _lastBlock.Dispose();

    /// <summary>The numbers of a group's words. The check is what makes the pointer safe: a group never straddles the end of guest memory.</summary>
    private ushort* Group(TouchedGroup group, ShardCheckpoint? shard)
    {
        if (group.FirstWord > MemoryMap.WordCount - TouchedGroup.Size)
        {
            throw new PicoException(
                ErrorCatalog.CheckpointInvalid,
                $"words from 0x{4UL * group.FirstWord:x} lie outside of guest memory",
                new Dictionary<string, object?> { ["shard"] = shard?.Index });
        }

        return _last + group.FirstWord;
    }
}
