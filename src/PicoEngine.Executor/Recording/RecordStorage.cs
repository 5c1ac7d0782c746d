// SPDX-License-Identifier: MIT OR Apache-2.0

using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using PicoEngine.RiscV.Events;

namespace PicoEngine.Executor.Recording;

/// <summary>
/// Buffers for the instruction records of one shard, a few hundred MiB that are worth keeping: the first write to fresh
/// memory costs more than making the record (measured: 24 against 57 M instructions/s on a reth block).
/// </summary>
internal sealed class RecordStorage
{
    // Pinned for their life, so that addresses taken from them stay valid.
    private readonly byte[][] _tables = new byte[InstructionTables.Count][];

    public RecordStorage() => Array.Fill(_tables, []);

    /// <summary>Makes room for this many rows of each table.</summary>
    public void Reserve(IReadOnlyList<uint> rows)
    {
        for (int i = 0; i < _tables.Length; i++)
        {
            int needed = checked((int)(rows[i] * (long)RowSize((InstructionTable)i)));
            if (_tables[i].Length < needed)
            {
                _tables[i] = GC.AllocateUninitializedArray<byte>(needed + needed / 8, pinned: true);
            }
        }
    }

    /// <summary>Address of a table's first row.</summary>
    public unsafe nint Address(InstructionTable table) =>
        (nint)Unsafe.AsPointer(ref MemoryMarshal.GetArrayDataReference(_tables[(int)table]));

    public ReadOnlySpan<T> Rows<T>(InstructionTable table, int count)
        where T : unmanaged => MemoryMarshal.Cast<byte, T>(_tables[(int)table])[..count];

    public static int RowSize(InstructionTable table) =>
        InstructionTables.IsMemory(table) ? Unsafe.SizeOf<MemoryInstructionRecord>() : Unsafe.SizeOf<InstructionRecord>();
}
