// SPDX-License-Identifier: MIT OR Apache-2.0

using PicoEngine.Air.Builders;
using PicoEngine.Air.Layout;
using PicoEngine.Air.Machines;
using PicoEngine.Protocol.Parameters;

namespace PicoEngine.Backends.Abstractions;

/// <summary>The rows of a shard as a prover has them: on the host, and as columns of the committed groups, so that a device needs no second copy.</summary>
public sealed class CommittedShard
{
    private readonly ColumnPlace[][] _places;

    /// <summary>A shard.</summary>
    /// <param name="parameters">The parameter set of its shape.</param>
    /// <param name="machine">The tables of its shape, with the preprocessed heights of the key.</param>
    /// <param name="witness">Public values and rows; the caller leaves them as they are.</param>
    /// <param name="groups">The preprocessed, the boundary and the main group that were made of these rows; the caller's, alive while the shard is in use.</param>
    /// <exception cref="ArgumentException">There is not one trace per table, in whole blocks.</exception>
    public CommittedShard(SystemParameters parameters, KeyedMachine machine, ShardWitness witness, IReadOnlyList<ICommittedGroup> groups)
    {
        ArgumentNullException.ThrowIfNull(parameters);
        ArgumentNullException.ThrowIfNull(machine);
        ArgumentNullException.ThrowIfNull(witness);
        ArgumentNullException.ThrowIfNull(groups);
        var tables = machine.Machine.Tables;
        if (witness.Traces.Length != tables.Length || tables.Any(table => witness.Traces[table.Index].Height % (1 << table.LogBlockHeight) != 0))
        {
            throw new ArgumentException("There is one trace per table, in whole blocks.", nameof(witness));
        }

        Parameters = parameters;
        KeyedMachine = machine;
        Witness = witness;
        Groups = groups;
        _places = Places(machine, witness);
    }

    /// <summary>The parameter set.</summary>
    public SystemParameters Parameters { get; }

    /// <summary>The tables with the preprocessed heights of the key.</summary>
    public KeyedMachine KeyedMachine { get; }

    /// <summary>The tables.</summary>
    public Machine Machine => KeyedMachine.Machine;

    /// <summary>Public values and rows on the host.</summary>
    public ShardWitness Witness { get; }

    /// <summary>The preprocessed, the boundary and the main group.</summary>
    public IReadOnlyList<ICommittedGroup> Groups { get; }

    /// <summary>Where a column of a table lies on the device.</summary>
    /// <exception cref="IndexOutOfRangeException">No such table or column.</exception>
    public ColumnPlace PlaceOf(int table, int column) => _places[table][column];

    private static ColumnPlace[][] Places(KeyedMachine machine, ShardWitness witness)
    {
        var places = machine.Machine.Tables.Select(table => new ColumnPlace[table.Columns.Width]).ToArray();
        foreach (var group in Enum.GetValues<ColumnGroup>())
        {
            var start = 0L;
            foreach (var table in BlockLayout.TablesInOrder(machine.Machine, group))
            {
                // The preprocessed group has the heights of the key, also for tables that a shard leaves out.
                var height = witness.Traces[table.Index].Height;
                var stacked = group == ColumnGroup.Preprocessed ? (long)(machine.PreprocessedHeights[table.Index] ?? 0) << table.LogBlockHeight : height;
                var first = table.Columns.GroupStart(group);
                for (var column = first; column < first + table.Columns.GroupWidth(group); column++, start += stacked)
                {
                    places[table.Index][column] = new(group, start, height);
                }
            }
        }

        return places;
    }
}
