// SPDX-License-Identifier: MIT OR Apache-2.0

using System.Collections.Immutable;
using PicoEngine.Air.Builders;
using PicoEngine.Air.Layout;
using PicoEngine.Fields;

namespace PicoEngine.Air.Machines;

/// <summary>A machine with what a verifying key knows of a program: heights and statement. A prover's has the preprocessed columns as well.</summary>
public sealed class KeyedMachine
{
    private KeyedMachine(Machine machine, ImmutableArray<int?> heights, ImmutableArray<KoalaBear> statement, PreprocessedProgram? program)
    {
        Machine = machine;
        PreprocessedHeights = heights;
        Statement = statement;
        Program = program;
    }

    /// <summary>The machine.</summary>
    public Machine Machine { get; }

    /// <summary>Per table its height in blocks if it has preprocessed columns, else null. The layout of the preprocessed group is computed from these, never from a proof.</summary>
    public ImmutableArray<int?> PreprocessedHeights { get; }

    /// <summary>The words that the program's statement pins.</summary>
    public ImmutableArray<KoalaBear> Statement { get; }

    /// <summary>The program's part with its columns, on the prover's side; null in a verifying key.</summary>
    public PreprocessedProgram? Program { get; }

    /// <summary>A machine with the part of a program that a verifying key holds.</summary>
    /// <remarks>What the columns contain was checked when the key was made; this checks what heights and statement alone can break.</remarks>
    /// <param name="machine">The machine.</param>
    /// <param name="preprocessedHeights">The height in blocks of each table with preprocessed columns, in order.</param>
    /// <param name="statement">The words of the program's statement.</param>
    /// <exception cref="MachineDefinitionException">The heights are out of range or do not fit the stacked columns, or the statement is none.</exception>
    public static KeyedMachine Create(Machine machine, ReadOnlySpan<int> preprocessedHeights, ReadOnlySpan<KoalaBear> statement)
    {
        ArgumentNullException.ThrowIfNull(machine);
        var expected = BlockLayout.TablesInKey(machine).Length;
        Require(preprocessedHeights.Length == expected, MachineFault.PreprocessedHeight, "(program)",
            $"{preprocessedHeights.Length} heights for {expected} tables with preprocessed columns");
        var heights = new int?[machine.Tables.Length];
        var next = 0;
        foreach (var table in BlockLayout.TablesInKey(machine))
        {
            var height = preprocessedHeights[next++];
            Require(height >= 1 && height <= 1L << (machine.Limits.LogMaximumHeight - table.LogBlockHeight), MachineFault.PreprocessedHeight, table.Name,
                $"{height} preprocessed blocks");
            heights[table.Index] = height;
        }

        return Create(machine, [.. heights], [.. statement], null);
    }

    /// <summary>The preprocessed columns of a table, or null: it has none, or only the key is known.</summary>
    public TraceMatrix? PreprocessedTrace(int table) =>
        PreprocessedHeights[table] is null ? null : Program?.Tables[Machine.Tables[table].Name];

    internal static KeyedMachine Create(Machine machine, PreprocessedProgram program)
    {
        ArgumentNullException.ThrowIfNull(program);
        var strangers = program.Tables.Keys
            .Where(name => !machine.Tables.Any(table => table.Name == name && table.Columns.GroupWidth(ColumnGroup.Preprocessed) > 0)).ToArray();
        if (strangers.Length > 0)
        {
            throw new MachineDefinitionException(MachineFault.PreprocessedWidth, strangers[0], "preprocessed columns for a table that has none");
        }

        var keyed = Create(machine, [.. machine.Tables.Select(table => CheckTable(machine, table, program))], program.Statement, program);
        machine.Definition.ProgramRule?.Invoke(program);
        return keyed;
    }

    private static KeyedMachine Create(
        Machine machine, ImmutableArray<int?> heights, ImmutableArray<KoalaBear> statement, PreprocessedProgram? program)
    {
        KeyedMachine keyed = new(machine, heights, statement, program);
        Require(BlockLayout.CellCount(keyed, ColumnGroup.Preprocessed, new int[machine.Tables.Length]) <= HeightCheck.Capacity(machine.Limits, ColumnGroup.Preprocessed),
            MachineFault.PreprocessedCapacity, "(program)", "the preprocessed columns do not fit their stacked columns");
        Require(machine.Definition.RunRoles is null || RunStatement.FromWords(statement.AsSpan()) is not null,
            MachineFault.RunRoles, "(program)", "the statement of a program that runs is entry point, number of segments and largest key");
        return keyed;
    }

    private static int? CheckTable(Machine machine, TableDefinition table, PreprocessedProgram program)
    {
        var width = table.Columns.GroupWidth(ColumnGroup.Preprocessed);
        if (width == 0)
        {
            return null;
        }

        var trace = program.Tables.GetValueOrDefault(table.Name);
        Require(trace?.Width == width, MachineFault.PreprocessedWidth, table.Name,
            $"the table has {width} preprocessed columns, the program {trace?.Width ?? 0}");
        var blockHeight = 1 << table.LogBlockHeight;
        Require(trace!.Height > 0 && trace.Height % blockHeight == 0 && trace.Height <= 1L << machine.Limits.LogMaximumHeight,
            MachineFault.PreprocessedHeight, table.Name, $"{trace.Height} preprocessed rows in blocks of {blockHeight}");
        SelectorRule.Check(table, IsFlag);
        SelectorRule.CheckPadding(table, IsFlag);
        return trace.Height >> table.LogBlockHeight;

        bool IsFlag(int column) => !trace.Column(column).ContainsAnyExcept(KoalaBear.Zero, KoalaBear.One);
    }

    private static void Require(bool condition, MachineFault fault, string place, string detail)
    {
        if (!condition)
        {
            throw new MachineDefinitionException(fault, place, detail);
        }
    }
}
