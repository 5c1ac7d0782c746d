// SPDX-License-Identifier: MIT OR Apache-2.0

using PicoEngine.Air.Machines;

namespace PicoEngine.Air.Symbolic;

/// <summary>Expands nodes of a graph into polynomials, each node once.</summary>
internal sealed class PolynomialExpansion(ExpressionGraph graph, string table)
{
    // Written degrees beyond this are refused before the expansion can explode; cancellation from there to 3 has no use.
    private const int MaximumWrittenDegree = 8;

    private readonly Dictionary<int, Polynomial> _known = [];

    /// <summary>The polynomial of a node.</summary>
    /// <exception cref="MachineDefinitionException">Too high a degree or too many terms.</exception>
    public Polynomial Expand(int node)
    {
        if (graph.Degree(node) > MaximumWrittenDegree)
        {
            throw new MachineDefinitionException(MachineFault.ConstraintDegree, table, $"an expression of degree {graph.Degree(node)}");
        }

        // Operands come before their users, so the nodes below can be done in order.
        SortedSet<int> open = [];
        Stack<int> next = new([node]);
        while (next.TryPop(out var current))
        {
            if (_known.ContainsKey(current) || !open.Add(current))
            {
                continue;
            }

            var (kind, left, right, _) = graph.Nodes[current];
            if (kind >= ExpressionKind.Add)
            {
                next.Push(left);
            }

            if (kind is ExpressionKind.Add or ExpressionKind.Subtract or ExpressionKind.Multiply)
            {
                next.Push(right);
            }
        }

        foreach (var current in open)
        {
            _known[current] = Combine(graph.Nodes[current]);
        }

        return _known[node];
    }

    private Polynomial Combine(ExpressionNode node)
    {
        var result = node.Kind switch
        {
            ExpressionKind.Constant => Polynomial.Constant(node.Value),
            ExpressionKind.Column => Polynomial.Variable(node.Left),
            ExpressionKind.PublicValue => Polynomial.Variable(Polynomial.PublicValueVariable(node.Left)),
            ExpressionKind.RealRow => Polynomial.Variable(Polynomial.RealRow),
            ExpressionKind.Add => _known[node.Left] + _known[node.Right],
            ExpressionKind.Subtract => _known[node.Left] - _known[node.Right],
            ExpressionKind.Negate => -_known[node.Left],
            ExpressionKind.Multiply => Multiply(_known[node.Left], _known[node.Right]),
            _ => throw new InvalidOperationException($"Unknown node {node.Kind}."),
        };
        return result.Terms.Length <= Polynomial.MaximumTerms ? result : throw TooLarge(result.Terms.Length);
    }

    private Polynomial Multiply(Polynomial left, Polynomial right)
    {
        // The products before like terms meet, a bound on memory.
        var products = (long)left.Terms.Length * right.Terms.Length;
        return products <= 16L * Polynomial.MaximumTerms ? left * right : throw TooLarge(products);
    }

    private MachineDefinitionException TooLarge(long terms) =>
        new(MachineFault.ExpressionSize, table, $"an expression expands to {terms} terms, more than {Polynomial.MaximumTerms}; split it with a column");
}
