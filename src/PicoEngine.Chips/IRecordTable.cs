// SPDX-License-Identifier: MIT OR Apache-2.0

using PicoEngine.Air.Builders;
using PicoEngine.Air.Machines;

namespace PicoEngine.Chips;

/// <summary>A table whose rows are made from what an execution left. Lookup multiplicities are not among them: they follow from the rows.</summary>
internal interface IRecordTable : IAirTable
{
    /// <summary>
    /// The codes of the calls that it carries out, where what it takes off the bus of calls is not its code as a constant, or a sum of flags, of which a row has
    /// one, times codes.
    /// </summary>
    public IReadOnlyList<uint> Codes => [];

    /// <summary>Rows of a shard, before padding to whole blocks.</summary>
    public int CountRows(TraceSource source);

    /// <summary>Writes rows <paramref name="start"/> to <paramref name="end"/> - 1 of a matrix of zeros. Threads write disjoint ranges.</summary>
    public void WriteRows(TraceSource source, TraceMatrix trace, int start, int end);
}
