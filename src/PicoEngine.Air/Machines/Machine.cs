// SPDX-License-Identifier: MIT OR Apache-2.0

using System.Collections.Immutable;
using PicoEngine.Air.Interactions;
using PicoEngine.Fields;

namespace PicoEngine.Air.Machines;

/// <summary>A compiled machine: what is the same for every program. All rules of key generation that need no program hold.</summary>
public sealed partial class Machine
{
    private Machine(
        MachineDefinition definition, MachineLimits limits, ImmutableArray<TableDefinition> tables, ImmutableArray<Interaction> publicInteractions)
    {
        Definition = definition;
        Limits = limits;
        Tables = tables;
        PublicInteractions = publicInteractions;
        LeafGroups =
        [
            .. tables.SelectMany(table => table.Leaves(limits.InteractionsPerLeaf).Select(leaf => new LeafGroup(table.Index, leaf))),
        ];
    }

    /// <summary>What the author wrote.</summary>
    public MachineDefinition Definition { get; }

    /// <summary>The parameters that tables fit.</summary>
    public MachineLimits Limits { get; }

    /// <summary>The tables in order.</summary>
    public ImmutableArray<TableDefinition> Tables { get; }

    /// <summary>The buses in order.</summary>
    public ImmutableArray<Bus> Buses => Definition.Buses;

    /// <summary>What the public values send and receive, over public values only.</summary>
    public ImmutableArray<Interaction> PublicInteractions { get; }

    /// <summary>The leaves of a row of the LogUp tree: table by table, in the order of <see cref="TableDefinition.Leaves"/>.</summary>
    public ImmutableArray<LeafGroup> LeafGroups { get; }

    /// <summary>Group variables of the LogUp tree: ceil(log2) of the number of leaf groups.</summary>
    public int LogLeafGroups => MachineLimits.CeilingLog(LeafGroups.Length);

    /// <summary>Columns of all tables.</summary>
    public int ColumnCount => Tables.Sum(table => table.Columns.Width);

    /// <summary>Constraints of all tables.</summary>
    public int ConstraintCount => Tables.Sum(table => table.Constraints.Length);

    /// <summary>The degree of the longest global fingerprint in the global challenge; 0 without a global bus.</summary>
    public int GlobalFingerprintDegree => Buses.Where(bus => bus.IsGlobal).Select(bus => bus.Arity).DefaultIfEmpty(0).Max();

    /// <summary>Runs every definition on symbols and checks it.</summary>
    /// <exception cref="MachineDefinitionException">A rule is broken; the exception says which and where.</exception>
    public static Machine Compile(MachineDefinition definition, MachineLimits limits)
    {
        ArgumentNullException.ThrowIfNull(definition);
        ArgumentNullException.ThrowIfNull(limits);
        CheckBuses(definition, limits);
        CheckTables(definition, limits);
        Require(definition.Id.Length is >= 1 and <= MachineDefinition.MaximumIdLength && definition.Id.All(c => c is > ' ' and < '\x7F'),
            MachineFault.MachineId, "(machine)", "the id is 1 to 32 printable ASCII characters");
        CheckRunRoles(definition);
        TableCompiler compiler = new(definition);
        Machine machine = new(
            definition, limits, [.. definition.Tables.Select(compiler.Compile)], compiler.CompilePublic(definition.PublicInteractions));
        CheckShapes(machine);
        return machine;
    }

    /// <summary>Checks a program's part against the machine.</summary>
    /// <exception cref="MachineDefinitionException">A rule is broken; the exception says which and where.</exception>
    public KeyedMachine WithProgram(PreprocessedProgram program) => KeyedMachine.Create(this, program);

    private static void CheckBuses(MachineDefinition definition, MachineLimits limits)
    {
        const string Place = "(buses)";
        var ids = definition.Buses.Select(bus => bus.Id).ToArray();
        Require(ids.Distinct().Count() == ids.Length && ids.All(id => id is > 0 and < KoalaBear.Modulus),
            MachineFault.BusNumber, Place, "bus numbers are distinct, from 1 to p - 1");
        foreach (var bus in definition.Buses)
        {
            Require(bus.Arity >= 1 && bus.Arity <= limits.MaximumMessageLength, MachineFault.BusArity, Place,
                $"bus {bus} carries {bus.Arity} elements, the longest message has {limits.MaximumMessageLength}");
        }

        // 2^30 < p < 2^31.
        Require(limits.LogMaximumFractions is >= 0 and <= 30, MachineFault.FractionBound, Place, "the bound on the fractions is not below p");
    }

    private static void CheckTables(MachineDefinition definition, MachineLimits limits)
    {
        foreach (var table in definition.Tables)
        {
            Require(limits.LogBlockHeights.Contains(table.LogBlockHeight), MachineFault.BlockHeight, table.Name, $"blocks of 2^{table.LogBlockHeight} rows");
        }

        Require(definition.Tables.Select(table => table.Name).Distinct(StringComparer.Ordinal).Count() == definition.Tables.Length,
            MachineFault.DuplicateTable, "(tables)", "two tables of one name");
        Require(definition.PublicValues.Select((value, i) => value.Index == i).All(inOrder => inOrder)
            && definition.ChainPublicValues.All(definition.PublicValues.Contains),
            MachineFault.UnknownPublicValue, "(public values)", "public values are numbered from 0, and those of the chain are among them");
    }

    private static void Require(bool condition, MachineFault fault, string place, string detail)
    {
        if (!condition)
        {
            throw new MachineDefinitionException(fault, place, detail);
        }
    }
}
