// SPDX-License-Identifier: MIT OR Apache-2.0

using PicoEngine.Air.Builders;
using PicoEngine.Air.Layout;
using PicoEngine.Air.Machines;
using PicoEngine.Backends.Abstractions;
using PicoEngine.Fields;
using PicoEngine.Protocol.Parameters;

namespace PicoEngine.Backends.Tests.Machines;

/// <summary>Shards of any witness, without the rules of keys: preprocessed columns are the witness's like all others.</summary>
internal static class CommittedShards
{
    /// <summary>A shard for backends that read the rows on the host: nothing is committed, and the rows need not fit the stacked columns.</summary>
    public static CommittedShard OnHost(Machine machine, ShardWitness witness, int logSkip) =>
        new(Parameters(machine, logSkip), Key(machine, new int[machine.Tables.Length]), witness, []);

    /// <summary>A shard whose groups are committed on a backend; the caller disposes them.</summary>
    public static CommittedShard On(IProverBackend backend, Machine machine, ShardWitness witness, int logSkip)
    {
        var parameters = Parameters(machine, logSkip);
        CommittedShard shard = new(parameters, Key(machine, witness.Heights(machine)), witness, []);
        List<ICommittedGroup> groups = [];
        foreach (var group in Enum.GetValues<ColumnGroup>())
        {
            var cells = new KoalaBear[HeightCheck.Capacity(machine.Limits, group)];
            foreach (var table in machine.Tables)
            {
                var first = table.Columns.GroupStart(group);
                for (var column = first; column < first + table.Columns.GroupWidth(group); column++)
                {
                    witness.Traces[table.Index].Column(column).CopyTo(cells.AsSpan((int)shard.PlaceOf(table.Index, column).Start));
                }
            }

            groups.Add(backend.Commitments.Commit(parameters, group, cells, CodewordStorage.Keep));
        }

        return new(parameters, shard.KeyedMachine, witness, groups);
    }

    private static SystemParameters Parameters(Machine machine, int logSkip)
    {
        var limits = machine.Limits;
        return InsecureOpeningParameters.Create(
            limits.LogStackedHeight, Math.Max(1, Math.Max(limits.LogPieceHeight, logSkip)), logSkip, limits.StackedWidths, [1], [1], [1]);
    }

    private static KeyedMachine Key(Machine machine, int[] heights) =>
        KeyedMachine.Create(machine, [.. BlockLayout.TablesInKey(machine).Select(table => Math.Max(heights[table.Index], 1))], []);
}
