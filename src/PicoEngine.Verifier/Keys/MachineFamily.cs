// SPDX-License-Identifier: MIT OR Apache-2.0

using System.Collections.Immutable;
using PicoEngine.Air.Builders;
using PicoEngine.Air.Layout;
using PicoEngine.Air.Machines;
using PicoEngine.Fields;
using PicoEngine.Primitives.Symmetric;
using PicoEngine.Protocol.Parameters;
using PicoEngine.Protocol.Soundness;

namespace PicoEngine.Verifier.Keys;

/// <summary>A machine in all its shapes under one parameter set: everything about a verifying key that no program changes. Immutable; make it once.</summary>
public sealed class MachineFamily
{
    private MachineFamily(SystemParameters parameters, Machine machine, Digest digest)
    {
        Parameters = parameters;
        Machine = machine;
        Digest = digest;
    }

    /// <summary>The parameter set; each shape has its own stacked widths, which are never more than these.</summary>
    public SystemParameters Parameters { get; }

    /// <summary>The machine with all tables and large blocks.</summary>
    public Machine Machine { get; }

    /// <summary>The shapes that a shard may have; their order is part of the key.</summary>
    public ImmutableArray<ShapeClass> Shapes => Machine.Shapes;

    /// <summary>The hash of parameters, tables, buses, public values and shapes.</summary>
    public Digest Digest { get; }

    /// <summary>
    /// The soundness of the parameter set for this machine. It holds for every shape: none has more tables, or more stacked columns than the set.
    /// </summary>
    public SoundnessReport Soundness => SoundnessCalculator.Calculate(Parameters, new MachineStatistics(
        Machine.ConstraintCount, Machine.ColumnCount, Machine.Tables.Length, Machine.LogLeafGroups, Machine.GlobalFingerprintDegree));

    /// <summary>Compiles every table, once, and checks machine and shapes.</summary>
    /// <param name="parameters">The parameter set.</param>
    /// <param name="definition">The machine; without shapes of its own it has one, of every table and the widths of the set.</param>
    /// <exception cref="MachineDefinitionException">A rule is broken; the exception says which and where.</exception>
    public static MachineFamily Compile(SystemParameters parameters, MachineDefinition definition)
    {
        ArgumentNullException.ThrowIfNull(parameters);
        var machine = Machine.Compile(definition, parameters.ToMachineLimits());
        List<KoalaBear> words = [.. parameters.ToWords(), .. MachineEncoding.MachineWords(machine), KoalaBear.FromCanonical((uint)machine.Tables.Length)];
        foreach (var table in machine.Tables)
        {
            words.AddRange(Sponge.Poseidon2Width24.Hash(DomainTag.Table, MachineEncoding.TableWords(table)).Words);
        }

        return new(parameters, machine, Sponge.Poseidon2Width24.Hash(DomainTag.Machine, [.. words]));
    }

    /// <summary>Checks a program's part of a key against the machine and lays out its columns in as few stacked columns as hold them.</summary>
    /// <exception cref="MachineDefinitionException">A rule is broken; the exception says which and where.</exception>
    public KeyedMachine WithProgram(PreprocessedProgram program)
    {
        var keyed = Machine.InShape(Shapes[0], Machine.PreprocessedWidths[^1]).WithProgram(program);
        var width = PreprocessedWidth(keyed);
        return width == Machine.PreprocessedWidths[^1] ? keyed : Machine.InShape(Shapes[0], width).WithProgram(program);
    }

    /// <summary>The parameter set of a shape.</summary>
    /// <param name="shape">One of <see cref="Shapes"/>.</param>
    /// <param name="preprocessedWidth">Stacked columns of the preprocessed group.</param>
    public SystemParameters ParametersOf(ShapeClass shape, int preprocessedWidth)
    {
        ArgumentNullException.ThrowIfNull(shape);
        return Parameters.WithStackedWidths(preprocessedWidth, shape.BoundaryWidth, shape.MainWidth);
    }

    /// <summary>The stacked columns of the preprocessed group for these heights: a function of them, so that no key has a choice.</summary>
    /// <exception cref="MachineDefinitionException">The heights are out of range, or do not fit; or the statement is none.</exception>
    internal int PreprocessedWidth(ReadOnlySpan<int> preprocessedHeights, ReadOnlySpan<KoalaBear> statement) =>
        PreprocessedWidth(KeyedMachine.Create(Machine.InShape(Shapes[0], Machine.PreprocessedWidths[^1]), preprocessedHeights, statement));

    private int PreprocessedWidth(KeyedMachine keyed)
    {
        var cells = BlockLayout.CellCount(keyed, ColumnGroup.Preprocessed, new int[keyed.Machine.Tables.Length]);
        return Machine.PreprocessedWidths.First(width => cells <= (long)width << Parameters.LogStackedHeight);
    }
}
