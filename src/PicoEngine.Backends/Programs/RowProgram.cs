// SPDX-License-Identifier: MIT OR Apache-2.0

using PicoEngine.Air.Machines;
using PicoEngine.Fields;
using PicoEngine.Fields.Packed;

namespace PicoEngine.Backends.Programs;

/// <summary>
/// What a table's constraint program computes for some outputs, on registers that are used again: columns come first and stay, s behind them if it is no
/// constant. Messages are linear in the columns and need no program (<see cref="LinearForm"/>).
/// </summary>
/// <remarks>A register is a block of vectors, so that finding out what an operation is costs nothing beside doing it.</remarks>
internal sealed class RowProgram
{
    public RowProgram(RowOperation[] operations, FixedFactor[] constants, (int Register, int Constraint)[] constraints, int[] multiplicities, int registerCount)
    {
        Operations = operations;
        Constants = constants;
        Constraints = constraints;
        Multiplicities = multiplicities;
        RegisterCount = registerCount;
    }

    /// <summary>The operations in order.</summary>
    public RowOperation[] Operations { get; }

    /// <summary>The constants, those that public values make among them.</summary>
    public FixedFactor[] Constants { get; }

    /// <summary>The constraints in the order in which sums take them, with their registers at that time.</summary>
    public (int Register, int Constraint)[] Constraints { get; }

    /// <summary>The register of the multiplicity of each interaction that was asked for.</summary>
    public int[] Multiplicities { get; }

    /// <summary>How many registers there are.</summary>
    public int RegisterCount { get; }

    /// <summary>Compiles the constraints and all multiplicities of <paramref name="interactions"/>.</summary>
    /// <param name="table">The table.</param>
    /// <param name="publicValues">The public values of the shard; they become constants.</param>
    /// <param name="realRowIsOne">s is one at all points; else it is a column, behind the others.</param>
    /// <param name="withConstraints">Whether the constraints are wanted.</param>
    /// <param name="interactions">The interactions whose multiplicities are wanted.</param>
    public static RowProgram Compile(
        TableDefinition table, ReadOnlySpan<KoalaBear> publicValues, bool realRowIsOne, bool withConstraints, IEnumerable<int> interactions) =>
        Compile(table, publicValues, realRowIsOne, withConstraints ? [.. table.Program.Constraints.Select((instruction, i) => (instruction, i))] : [], interactions);

    /// <summary>Compiles some of the values that constraints are made of, and multiplicities.</summary>
    /// <param name="table">The table.</param>
    /// <param name="publicValues">The public values of the shard; they become constants.</param>
    /// <param name="realRowIsOne">s is one at all points; else it is a column, behind the others.</param>
    /// <param name="terms">Instructions of the table's program whose values are summed up, and the number of each in <see cref="Constraints"/>.</param>
    /// <param name="interactions">The interactions whose multiplicities are wanted.</param>
    public static RowProgram Compile(
        TableDefinition table,
        ReadOnlySpan<KoalaBear> publicValues,
        bool realRowIsOne,
        IReadOnlyList<(int Instruction, int Number)> terms,
        IEnumerable<int> interactions) =>
        new RowProgramCompiler(table.Program, publicValues, realRowIsOne).Compile(terms, [.. interactions]);
}
