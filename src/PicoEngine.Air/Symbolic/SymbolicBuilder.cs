// SPDX-License-Identifier: MIT OR Apache-2.0

using System.Collections.Immutable;
using PicoEngine.Air.Builders;
using PicoEngine.Air.Interactions;
using PicoEngine.Air.Machines;

namespace PicoEngine.Air.Symbolic;

/// <summary>Records what a definition states as nodes of a graph.</summary>
internal sealed class SymbolicBuilder(string table, ColumnSet? columns, ImmutableArray<PublicValue> publicValues) : IAirBuilder<SymbolicExpression>
{
    public ExpressionGraph Graph { get; } = new();

    public List<int> Constraints { get; } = [];

    public List<(Bus Bus, int[] Message, int Multiplicity)> Interactions { get; } = [];

    public SymbolicExpression this[Column column] =>
        columns is not null && ReferenceEquals(column.Owner, columns)
            ? new(Graph, Graph.Column(column.Index))
            : throw new MachineDefinitionException(MachineFault.ForeignColumn, table, "a column of another table, or a default one");

    public SymbolicExpression this[PublicValue value] =>
        value.Index >= 0 && value.Index < publicValues.Length && publicValues[value.Index] == value
            ? new(Graph, Graph.PublicValue(value.Index))
            : throw new MachineDefinitionException(MachineFault.UnknownPublicValue, table, $"public value {value.Name} is not one of the machine");

    public void AssertZero(SymbolicExpression expression) => Constraints.Add(expression.NodeIn(Graph));

    public void Send(Bus bus, ReadOnlySpan<SymbolicExpression> message, SymbolicExpression multiplicity)
    {
        ArgumentNullException.ThrowIfNull(bus);
        var nodes = new int[message.Length];
        for (var i = 0; i < nodes.Length; i++)
        {
            nodes[i] = message[i].NodeIn(Graph);
        }

        Interactions.Add((bus, nodes, multiplicity.NodeIn(Graph)));
    }
}
