// SPDX-License-Identifier: MIT OR Apache-2.0

using PicoEngine.Air.Builders;
using PicoEngine.Air.Machines;

namespace PicoEngine.Chips;

/// <summary>A table whose rows are made from what an execution left. Lookup multiplicities are not among them: they follow from the rows.</summary>
internal interface IRecordTable : IAirTable
{
    /// <summary>Rows of a shard, before padding to whole blocks.</summary>
    public int CountRows(TraceSource source);

    /// <summary>Writes rows <paramref name="start"/> to <paramref name="end"/> - 1 of a matrix of zeros. Threads write disjoint ranges.</summary>
    public void WriteRows(TraceSource source, TraceMatrix trace, int start, int end);
}
