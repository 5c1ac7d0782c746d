// SPDX-License-Identifier: MIT OR Apache-2.0

using PicoEngine.Air.Builders;
using PicoEngine.Air.Machines;
using PicoEngine.Chips.Program;
using PicoEngine.Chips.Ranges;
using PicoEngine.Chips.SystemCalls;
using PicoEngine.Primitives;
using PicoEngine.RiscV.Events;

namespace PicoEngine.Chips.Traces;

/// <summary>Makes the witness of shards: all rows of all tables and the public values. Immutable; one serves all shards and shapes of a program.</summary>
public sealed class ShardTraceBuilder
{
    // Rows that a thread writes at a time, so that threads end together.
    private const int Grain = 1 << 14;

    private readonly ProgramEncoding _program;
    private readonly LookupCounter _lookups;

    /// <summary>A builder for a program.</summary>
    /// <param name="machine">The machine with all tables.</param>
    /// <param name="program">The program.</param>
    public ShardTraceBuilder(Machine machine, ProgramEncoding program)
    {
        _program = program;
        _lookups = new LookupCounter(machine, program);
    }

    /// <summary>Heights in blocks that a shard takes; a lookup table counts with its height where some table that has rows may ask it.</summary>
    /// <param name="shape">The machine of a shape.</param>
    /// <param name="records">What executing the shard left.</param>
    /// <param name="boundary">What ties it to the others.</param>
    public int[] Heights(Machine shape, IShardRecords records, ShardBoundary boundary)
    {
        ArgumentNullException.ThrowIfNull(shape);
        var source = Source(records, boundary);
        var rows = shape.Tables.Select(table => table.Source is IRecordTable made ? (long)made.CountRows(source) : 0).ToArray();
        var asked = shape.PublicInteractions.Concat(shape.Tables.Where(table => rows[table.Index] > 0).SelectMany(table => table.Interactions))
            .Select(interaction => interaction.Bus).ToHashSet();
        return
        [
            .. shape.Tables.Select(table =>
            {
                var count = table.Source is not ILookupTable ? rows[table.Index] : table.Interactions.Any(answer => asked.Contains(answer.Bus)) ? 1 : 0;
                var height = count > 0 && _program.Preprocessed.Tables.TryGetValue(table.Name, out var preprocessed) ? preprocessed.Height : count;
                return (int)((height + (1L << table.LogBlockHeight) - 1) >> table.LogBlockHeight);
            }),
        ];
    }

    /// <summary>The witness of a shard.</summary>
    /// <param name="shape">The machine of its shape.</param>
    /// <param name="records">What executing it left.</param>
    /// <param name="boundary">What ties it to the others.</param>
    /// <param name="degreeOfParallelism">The number of threads.</param>
    /// <exception cref="UnprovableCallException">The shard makes a system call that the shape has no table for.</exception>
    /// <exception cref="UnknownLookupException">Rows were made wrongly.</exception>
    public ShardWitness Build(Machine shape, IShardRecords records, ShardBoundary boundary, int degreeOfParallelism)
    {
        ArgumentNullException.ThrowIfNull(shape);
        ArgumentNullException.ThrowIfNull(boundary);
        RequireTables(shape, records);
        var source = Source(records, boundary);
        var traces = Rows(shape, source, _ => true, degreeOfParallelism);
        var publicValues = ShardPublicValues.Of(source);
        _lookups.Write(shape, traces, publicValues, degreeOfParallelism);
        return new ShardWitness(publicValues, traces);
    }

    /// <summary>What the first phase of a run commits to: the public values and the tables with boundary columns; all others have no rows.</summary>
    /// <param name="shape">The machine of its shape.</param>
    /// <param name="records">What executing it left.</param>
    /// <param name="boundary">What ties it to the others.</param>
    /// <param name="degreeOfParallelism">The number of threads.</param>
    public ShardWitness BuildBoundary(Machine shape, IShardRecords records, ShardBoundary boundary, int degreeOfParallelism)
    {
        ArgumentNullException.ThrowIfNull(shape);
        var source = Source(records, boundary);
        var traces = Rows(shape, source, table => table.Columns.GroupWidth(ColumnGroup.Boundary) > 0, degreeOfParallelism);
        return new ShardWitness(ShardPublicValues.Of(source), traces);
    }

    private TraceMatrix[] Rows(Machine shape, TraceSource source, Func<TableDefinition, bool> isMade, int degreeOfParallelism)
    {
        var traces = new TraceMatrix[shape.Tables.Length];
        List<(IRecordTable Table, TraceMatrix Trace, int Start, int End)> pieces = [];
        foreach (var table in shape.Tables)
        {
            if (!isMade(table) || table.Source is not IRecordTable rows)
            {
                traces[table.Index] = new TraceMatrix(table.Columns.Width, 0);
                continue;
            }

            var count = rows.CountRows(source);
            var trace = traces[table.Index] = Allocate(table, count);
            for (var start = 0; start < count; start += Grain)
            {
                pieces.Add((rows, trace, start, Math.Min(start + Grain, count)));
            }
        }

        var next = -1;
        ParallelRange.Run(degreeOfParallelism, 1, degreeOfParallelism, (_, _) =>
        {
            for (var i = Interlocked.Increment(ref next); i < pieces.Count; i = Interlocked.Increment(ref next))
            {
                var (table, trace, start, end) = pieces[i];
                table.WriteRows(source, trace, start, end);
            }
        });
        return traces;
    }

    /// <summary>Whether a shape has the tables for the system calls of a shard.</summary>
    /// <param name="shape">The machine of the shape.</param>
    /// <param name="records">What executing the shard left.</param>
    public static bool CanProve(Machine shape, IShardRecords records)
    {
        ArgumentNullException.ThrowIfNull(shape);
        ArgumentNullException.ThrowIfNull(records);
        return FindUnprovable(shape, records) is null;
    }

    private static void RequireTables(Machine shape, IShardRecords records)
    {
        if (FindUnprovable(shape, records) is { } code)
        {
            throw new UnprovableCallException(code);
        }
    }

    private static uint? FindUnprovable(Machine shape, IShardRecords records)
    {
        var codes = CallCodes.Of(shape);
        foreach (ref readonly var call in records.Instructions(InstructionTable.SystemCall))
        {
            if (!SystemCallNumber.IsBuiltIn(call.PreviousA) && !codes.Contains(call.PreviousA))
            {
                return call.PreviousA;
            }
        }

        return null;
    }

    private TraceSource Source(IShardRecords records, ShardBoundary boundary) => new(_program.Rows, records) { Boundary = boundary };

    /// <summary>Zeros, in whole blocks; a table with preprocessed columns has all of their rows or none.</summary>
    private TraceMatrix Allocate(TableDefinition table, int count)
    {
        if (count == 0 || table.Columns.GroupWidth(ColumnGroup.Preprocessed) == 0)
        {
            var block = 1 << table.LogBlockHeight;
            return new TraceMatrix(table.Columns.Width, checked((count + block - 1) / block * block));
        }

        var preprocessed = _program.Preprocessed.Tables[table.Name];
        TraceMatrix trace = new(table.Columns.Width, preprocessed.Height);
        for (var column = 0; column < preprocessed.Width; column++)
        {
            preprocessed.Column(column).CopyTo(trace.Column(column));
        }

        return trace;
    }
}
