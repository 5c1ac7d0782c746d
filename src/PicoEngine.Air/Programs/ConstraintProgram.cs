// SPDX-License-Identifier: MIT OR Apache-2.0

using System.Collections.Immutable;
using System.Numerics;
using PicoEngine.Air.Symbolic;
using PicoEngine.Fields;

namespace PicoEngine.Air.Programs;

/// <summary>
/// The constraints and interactions of a table as straight-line code: instruction i writes register i and reads registers before it. What interpreters run
/// and what kernel generators translate.
/// </summary>
/// <remarks>
/// The registers of a row are all nodes that an output needs, each once; common subexpressions are shared between constraints and interactions. Messages
/// are the homogenised ones, so the program is right at every point, not only on real rows.
/// </remarks>
public sealed class ConstraintProgram
{
    private ConstraintProgram(
        ImmutableArray<ExpressionNode> instructions, ImmutableArray<int> constraints, ImmutableArray<InteractionRegisters> interactions, int columns)
    {
        Instructions = instructions;
        Constraints = constraints;
        Interactions = interactions;
        Columns = columns;
    }

    /// <summary>The instructions; operands are register numbers.</summary>
    public ImmutableArray<ExpressionNode> Instructions { get; }

    /// <summary>The register of each constraint.</summary>
    public ImmutableArray<int> Constraints { get; }

    /// <summary>The registers of each interaction.</summary>
    public ImmutableArray<InteractionRegisters> Interactions { get; }

    /// <summary>The number of columns that a row has.</summary>
    public int Columns { get; }

    /// <summary>Runs the program over a field.</summary>
    /// <param name="columns">A value per column.</param>
    /// <param name="realRow">s: 1 on a real row, 0 beyond, anything between at a folded point.</param>
    /// <param name="publicValues">The public values of the shard.</param>
    /// <param name="registers">Overwritten; as many as there are instructions.</param>
    /// <exception cref="ArgumentException">A wrong number of columns or registers.</exception>
    public void Run<TField>(ReadOnlySpan<TField> columns, TField realRow, ReadOnlySpan<KoalaBear> publicValues, Span<TField> registers)
        where TField : struct, IField<TField>
    {
        var values = new TField[publicValues.Length];
        for (var i = 0; i < values.Length; i++)
        {
            values[i] = TField.FromBase(publicValues[i]);
        }

        Run(columns, realRow, values, TField.FromBase, registers);
    }

    /// <summary>Runs the program over anything that adds, subtracts and multiplies: the symbols of a recursion circuit as well as field elements.</summary>
    /// <param name="columns">An element per column.</param>
    /// <param name="realRow">s at the point.</param>
    /// <param name="publicValues">The public values of the shard.</param>
    /// <param name="constant">Makes the element of a constant.</param>
    /// <param name="registers">Overwritten; as many as there are instructions.</param>
    /// <exception cref="ArgumentException">A wrong number of columns or registers.</exception>
    public void Run<TElement>(
        ReadOnlySpan<TElement> columns,
        TElement realRow,
        ReadOnlySpan<TElement> publicValues,
        Func<KoalaBear, TElement> constant,
        Span<TElement> registers)
        where TElement : IAdditionOperators<TElement, TElement, TElement>,
            ISubtractionOperators<TElement, TElement, TElement>,
            IMultiplyOperators<TElement, TElement, TElement>
    {
        ArgumentNullException.ThrowIfNull(constant);
        if (columns.Length != Columns || registers.Length != Instructions.Length)
        {
            throw new ArgumentException($"The program has {Columns} columns and {Instructions.Length} registers.");
        }

        for (var i = 0; i < registers.Length; i++)
        {
            var (kind, left, right, value) = Instructions[i];
            registers[i] = kind switch
            {
                ExpressionKind.Constant => constant(value),
                ExpressionKind.Column => columns[left],
                ExpressionKind.PublicValue => publicValues[left],
                ExpressionKind.RealRow => realRow,
                ExpressionKind.Add => registers[left] + registers[right],
                ExpressionKind.Subtract => registers[left] - registers[right],
                ExpressionKind.Multiply => registers[left] * registers[right],
                ExpressionKind.Negate => constant(KoalaBear.Zero) - registers[left],
                _ => throw new InvalidOperationException($"Unknown instruction {kind}."),
            };
        }
    }

    /// <summary>The nodes that the outputs need, in order, with their operands renumbered.</summary>
    internal static ConstraintProgram Create(
        ExpressionGraph graph, IReadOnlyList<int> constraints, IReadOnlyList<(int[] Message, int Multiplicity)> interactions, int columns)
    {
        var used = new bool[graph.Nodes.Count];
        foreach (var node in constraints.Concat(interactions.SelectMany(interaction => interaction.Message.Append(interaction.Multiplicity))))
        {
            used[node] = true;
        }

        for (var i = used.Length - 1; i >= 0; i--)
        {
            var (kind, left, right, _) = graph.Nodes[i];
            if (used[i] && kind >= ExpressionKind.Add)
            {
                used[left] = true;
                used[right] |= kind != ExpressionKind.Negate;
            }
        }

        var registers = new int[used.Length];
        var instructions = ImmutableArray.CreateBuilder<ExpressionNode>();
        for (var i = 0; i < used.Length; i++)
        {
            if (used[i])
            {
                registers[i] = instructions.Count;
                var node = graph.Nodes[i];
                instructions.Add(node.Kind < ExpressionKind.Add ? node
                    : node with { Left = registers[node.Left], Right = node.Kind == ExpressionKind.Negate ? 0 : registers[node.Right] });
            }
        }

        return new ConstraintProgram(
            instructions.ToImmutable(),
            [.. constraints.Select(node => registers[node])],
            [.. interactions.Select(interaction =>
                new InteractionRegisters([.. interaction.Message.Select(node => registers[node])], registers[interaction.Multiplicity]))],
            columns);
    }
}
