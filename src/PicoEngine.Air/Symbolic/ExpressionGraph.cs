// SPDX-License-Identifier: MIT OR Apache-2.0

using PicoEngine.Fields;

namespace PicoEngine.Air.Symbolic;

/// <summary>A directed acyclic graph of expressions in which equal nodes are one node (hash-consing) and constants are folded.</summary>
public sealed class ExpressionGraph
{
    private readonly List<ExpressionNode> _nodes = [];
    private readonly List<int> _degrees = [];
    private readonly Dictionary<ExpressionNode, int> _numbers = [];

    /// <summary>The nodes, operands before their users.</summary>
    public IReadOnlyList<ExpressionNode> Nodes => _nodes;

    /// <summary>
    /// The degree in the columns that the way of writing shows; the polynomial may have less. Public values are constants, the real-row indicator counts
    /// as a column.
    /// </summary>
    public int Degree(int node) => _degrees[node];

    /// <summary>The node of a constant.</summary>
    public int Constant(KoalaBear value) => Intern(new ExpressionNode(ExpressionKind.Constant, Value: value), 0);

    /// <summary>The node of a column.</summary>
    public int Column(int index) => Intern(new ExpressionNode(ExpressionKind.Column, index), 1);

    /// <summary>The node of a public value.</summary>
    public int PublicValue(int index) => Intern(new ExpressionNode(ExpressionKind.PublicValue, index), 0);

    /// <summary>The node of the real-row indicator.</summary>
    public int RealRow() => Intern(new ExpressionNode(ExpressionKind.RealRow), 1);

    /// <summary>A sum.</summary>
    public int Add(int left, int right)
    {
        if (IsConstant(left, out var a) && IsConstant(right, out var b))
        {
            return Constant(a + b);
        }

        if (IsZero(left) || IsZero(right))
        {
            return IsZero(left) ? right : left;
        }

        return Intern(new ExpressionNode(ExpressionKind.Add, Math.Min(left, right), Math.Max(left, right)), Math.Max(Degree(left), Degree(right)));
    }

    /// <summary>A difference.</summary>
    public int Subtract(int left, int right)
    {
        if (IsConstant(left, out var a) && IsConstant(right, out var b))
        {
            return Constant(a - b);
        }

        if (left == right)
        {
            return Constant(KoalaBear.Zero);
        }

        if (IsZero(left) || IsZero(right))
        {
            return IsZero(right) ? left : Negate(right);
        }

        return Intern(new ExpressionNode(ExpressionKind.Subtract, left, right), Math.Max(Degree(left), Degree(right)));
    }

    /// <summary>A product.</summary>
    public int Multiply(int left, int right)
    {
        if (IsConstant(left, out var a) && IsConstant(right, out var b))
        {
            return Constant(a * b);
        }

        if (IsZero(left) || IsZero(right))
        {
            return Constant(KoalaBear.Zero);
        }

        if (IsOne(left) || IsOne(right))
        {
            return IsOne(left) ? right : left;
        }

        return Intern(new ExpressionNode(ExpressionKind.Multiply, Math.Min(left, right), Math.Max(left, right)), Degree(left) + Degree(right));
    }

    /// <summary>A negation.</summary>
    public int Negate(int operand)
    {
        if (IsConstant(operand, out var value))
        {
            return Constant(-value);
        }

        return _nodes[operand].Kind == ExpressionKind.Negate
            ? _nodes[operand].Left
            : Intern(new ExpressionNode(ExpressionKind.Negate, operand), Degree(operand));
    }

    /// <summary>The node that sums up a polynomial term by term.</summary>
    public int FromPolynomial(Polynomial polynomial)
    {
        ArgumentNullException.ThrowIfNull(polynomial);
        var sum = Constant(KoalaBear.Zero);
        foreach (var term in polynomial.Terms)
        {
            // Signed coefficients: a - b rather than a + (p - 1) b.
            var negative = term.Coefficient.ToCanonical() > KoalaBear.Modulus / 2;
            var product = Constant(negative ? -term.Coefficient : term.Coefficient);
            foreach (var variable in term.Variables)
            {
                product = Multiply(product, FromVariable(variable));
            }

            sum = negative ? Subtract(sum, product) : Add(sum, product);
        }

        return sum;
    }

    private int FromVariable(int variable) =>
        variable >= 0 ? Column(variable) : variable == Polynomial.RealRow ? RealRow() : PublicValue(Polynomial.PublicValueIndex(variable));

    private bool IsConstant(int node, out KoalaBear value)
    {
        value = _nodes[node].Value;
        return _nodes[node].Kind == ExpressionKind.Constant;
    }

    private bool IsZero(int node) => IsConstant(node, out var value) && value.IsZero;

    private bool IsOne(int node) => IsConstant(node, out var value) && value == KoalaBear.One;

    private int Intern(ExpressionNode node, int degree)
    {
        if (!_numbers.TryGetValue(node, out var number))
        {
            number = _nodes.Count;
            _nodes.Add(node);
            _degrees.Add(degree);
            _numbers.Add(node, number);
        }

        return number;
    }
}
