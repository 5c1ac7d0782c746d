// SPDX-License-Identifier: MIT OR Apache-2.0

using PicoEngine.Air.Builders;
using PicoEngine.Fields;

namespace PicoEngine.Air.Symbolic;

/// <summary>A node of an expression graph as something to calculate with; a constant needs no graph until it meets one.</summary>
public readonly struct SymbolicExpression : IAirExpression<SymbolicExpression>
{
    private readonly ExpressionGraph? _graph;
    private readonly int _node;
    private readonly KoalaBear _constant;

    internal SymbolicExpression(ExpressionGraph graph, int node)
    {
        _graph = graph;
        _node = node;
    }

    private SymbolicExpression(KoalaBear constant) => _constant = constant;

    /// <inheritdoc/>
    public static implicit operator SymbolicExpression(int value) => new(KoalaBear.Reduce((long)value));

    /// <inheritdoc/>
    public static implicit operator SymbolicExpression(KoalaBear value) => new(value);

    public static SymbolicExpression operator +(SymbolicExpression left, SymbolicExpression right) =>
        Graph(left, right) is { } graph ? new(graph, graph.Add(left.NodeIn(graph), right.NodeIn(graph))) : new(left._constant + right._constant);

    public static SymbolicExpression operator -(SymbolicExpression left, SymbolicExpression right) =>
        Graph(left, right) is { } graph ? new(graph, graph.Subtract(left.NodeIn(graph), right.NodeIn(graph))) : new(left._constant - right._constant);

    public static SymbolicExpression operator *(SymbolicExpression left, SymbolicExpression right) =>
        Graph(left, right) is { } graph ? new(graph, graph.Multiply(left.NodeIn(graph), right.NodeIn(graph))) : new(left._constant * right._constant);

    public static SymbolicExpression operator -(SymbolicExpression value) =>
        value._graph is { } graph ? new(graph, graph.Negate(value._node)) : new(-value._constant);

    /// <summary>The node in <paramref name="graph"/>.</summary>
    /// <exception cref="InvalidOperationException">The expression belongs to another graph.</exception>
    internal int NodeIn(ExpressionGraph graph) =>
        _graph is null ? graph.Constant(_constant)
        : ReferenceEquals(_graph, graph) ? _node
        : throw new InvalidOperationException("An expression of one table is used in another.");

    private static ExpressionGraph? Graph(SymbolicExpression left, SymbolicExpression right) => left._graph ?? right._graph;
}
