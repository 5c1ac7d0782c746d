// SPDX-License-Identifier: MIT OR Apache-2.0

using System.Collections.Immutable;
using PicoEngine.Air.Builders;
using PicoEngine.Air.Layout;
using PicoEngine.Fields;

namespace PicoEngine.Air.Machines;

/// <summary>A machine with a program's preprocessed columns: all that a verifying key fixes about tables. Every rule of key generation holds.</summary>
public sealed class KeyedMachine
{
    private KeyedMachine(Machine machine, PreprocessedProgram program, ImmutableArray<int?> heights)
    {
        Machine = machine;
        Program = program;
        PreprocessedHeights = heights;
    }

    /// <summary>The machine.</summary>
    public Machine Machine { get; }

    /// <summary>The program's part.</summary>
    public PreprocessedProgram Program { get; }

    /// <summary>Per table its height in blocks if it has preprocessed columns, else null. The layout of the preprocessed group is computed from these, never from a proof.</summary>
    public ImmutableArray<int?> PreprocessedHeights { get; }

    /// <summary>The preprocessed columns of a table, or null.</summary>
    public TraceMatrix? PreprocessedTrace(int table) =>
        PreprocessedHeights[table] is null ? null : Program.Tables[Machine.Tables[table].Name];

    internal static KeyedMachine Create(Machine machine, PreprocessedProgram program)
    {
        ArgumentNullException.ThrowIfNull(program);
        var heights = ImmutableArray.CreateBuilder<int?>();
        foreach (var table in machine.Tables)
        {
            heights.Add(CheckTable(machine, table, program));
        }

        var strangers = program.Tables.Keys
            .Where(name => !machine.Tables.Any(table => table.Name == name && table.Columns.GroupWidth(ColumnGroup.Preprocessed) > 0)).ToArray();
        if (strangers.Length > 0)
        {
            throw new MachineDefinitionException(MachineFault.PreprocessedWidth, strangers[0], "preprocessed columns for a table that has none");
        }

        KeyedMachine keyed = new(machine, program, heights.ToImmutable());
        if (BlockLayout.CellCount(keyed, ColumnGroup.Preprocessed, new int[machine.Tables.Length]) > HeightCheck.Capacity(machine.Limits, ColumnGroup.Preprocessed))
        {
            throw new MachineDefinitionException(MachineFault.PreprocessedCapacity, "(program)", "the preprocessed columns do not fit their stacked columns");
        }

        machine.Definition.ProgramRule?.Invoke(program);
        return keyed;
    }

    private static int? CheckTable(Machine machine, TableDefinition table, PreprocessedProgram program)
    {
        var width = table.Columns.GroupWidth(ColumnGroup.Preprocessed);
        if (width == 0)
        {
            return null;
        }

        if (!program.Tables.TryGetValue(table.Name, out var trace) || trace.Width != width)
        {
            throw new MachineDefinitionException(MachineFault.PreprocessedWidth, table.Name, $"the table has {width} preprocessed columns, the program {trace?.Width ?? 0}");
        }

        var blockHeight = 1 << table.LogBlockHeight;
        if (trace.Height == 0 || trace.Height % blockHeight != 0 || trace.Height > 1L << machine.Limits.LogMaximumHeight)
        {
            throw new MachineDefinitionException(MachineFault.PreprocessedHeight, table.Name, $"{trace.Height} preprocessed rows in blocks of {blockHeight}");
        }

        SelectorRule.Check(table, IsFlag);
        SelectorRule.CheckPadding(table, IsFlag);
        return trace.Height >> table.LogBlockHeight;

        bool IsFlag(int column) => !trace.Column(column).ContainsAnyExcept(KoalaBear.Zero, KoalaBear.One);
    }
}
