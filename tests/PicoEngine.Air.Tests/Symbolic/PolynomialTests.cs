// SPDX-License-Identifier: MIT OR Apache-2.0

using PicoEngine.Air.Symbolic;
using PicoEngine.Fields;
using Xunit;

namespace PicoEngine.Air.Tests.Symbolic;

public sealed class PolynomialTests
{
    private static readonly Polynomial A = Polynomial.Variable(0);
    private static readonly Polynomial B = Polynomial.Variable(1);
    private static readonly Polynomial PublicValue = Polynomial.Variable(Polynomial.PublicValueVariable(0));

    [Fact]
    public void Normal_form_forgets_how_it_was_written()
    {
        Assert.Equal((A * A) - (B * B), (A - B) * (A + B));
        Assert.Equal(((A * A) - (B * B)).GetHashCode(), ((A - B) * (A + B)).GetHashCode());
        Assert.True((A - A).IsZero);
        Assert.NotEqual(A * B, (A * B) + One());
        Assert.False(A.Equals(null));
    }

    [Fact]
    public void Terms_stand_in_lexicographic_order_of_their_variables()
    {
        // Public values (-2, -3, ..) before s (-1) before columns, and a prefix before what it begins.
        var polynomial = (B * B) + (A * B) + A + Polynomial.Variable(Polynomial.RealRow) + PublicValue + One();
        Assert.Equal(["", "-2", "-1", "0", "0 1", "1 1"], polynomial.Terms.Select(term => string.Join(' ', term.Variables)));
    }

    [Fact]
    public void Degree_counts_columns_and_s_but_not_public_values()
    {
        Assert.Equal(2, (PublicValue * PublicValue * A * B).Degree);
        Assert.Equal(2, (Polynomial.Variable(Polynomial.RealRow) * A).Degree);
        Assert.Equal(0, PublicValue.Degree);
        Assert.Equal(0, Polynomial.Zero.Degree);
    }

    [Fact]
    public void Homogenised_multiplies_what_has_no_column_by_s()
    {
        var s = Polynomial.Variable(Polynomial.RealRow);
        Assert.Equal(A + (PublicValue * s) - s, (A + PublicValue - One()).Homogenised());
    }

    [Fact]
    public void AppendWords_encodes_as_the_reference_does()
    {
        List<KoalaBear> words = [];
        ((A * B) - PublicValue).AppendWords(words);

        // Two terms: p - 1 times public value 0 (-2 + 2^16), 1 times columns 0 and 1.
        Assert.Equal([2, KoalaBear.Modulus - 1, 1, 65534, 1, 2, 65536, 65537], words.Select(word => word.ToCanonical()));
    }

    [Fact]
    public void Long_and_short_products_agree()
    {
        // Up to four variables of 16 bits a product is packed; both ways must give one normal form.
        var wide = Polynomial.Variable(40_000);
        Polynomial[] factors = [A + B, A - B + One(), PublicValue - (B * B), wide + A, Polynomial.Variable(Polynomial.RealRow) + (PublicValue * A * B)];
        KoalaBear[] columns = new KoalaBear[40_001];
        (columns[0], columns[1], columns[40_000]) = (Word(3), Word(1_000_003), Word(5));
        var realRow = Word(11);
        foreach (var x in factors)
        {
            foreach (var y in factors)
            {
                var product = x * y;
                Assert.Equal(product, y * x);
                Assert.Equal(product.Terms.Select(Name).Order(Comparer<int[]>.Create((a, b) => a.AsSpan().SequenceCompareTo(b))), product.Terms.Select(Name));
                Assert.Equal(
                    x.Evaluate<KoalaBear>(columns, realRow, [Word(7)]) * y.Evaluate<KoalaBear>(columns, realRow, [Word(7)]),
                    product.Evaluate<KoalaBear>(columns, realRow, [Word(7)]));

                // (x y) z = x (y z), where one side is packed further than the other.
                Assert.Equal(product * x * y, x * (y * (x * y)));
            }
        }

        static int[] Name(Term term) => [.. term.Variables];
        static KoalaBear Word(uint value) => KoalaBear.FromCanonical(value);
    }

    [Fact]
    public void Graph_shares_nodes_and_folds_constants()
    {
        ExpressionGraph graph = new();
        var (a, b, one) = (graph.Column(0), graph.Column(1), graph.Constant(KoalaBear.One));
        Assert.Equal(graph.Add(a, b), graph.Add(b, a));
        Assert.Equal(graph.Multiply(a, b), graph.Multiply(b, a));
        Assert.NotEqual(graph.Subtract(a, b), graph.Subtract(b, a));
        Assert.Equal(a, graph.Multiply(one, a));
        Assert.Equal(a, graph.Negate(graph.Negate(a)));
        Assert.Equal(graph.Constant(KoalaBear.Zero), graph.Subtract(a, a));
        Assert.Equal(graph.Constant(KoalaBear.One + KoalaBear.One), graph.Add(one, one));
        Assert.Equal(3, graph.Degree(graph.Multiply(graph.Multiply(a, b), graph.RealRow())));
    }

    [Fact]
    public void Expression_of_another_graph_is_refused()
    {
        SymbolicExpression left = new(new ExpressionGraph(), 0);
        ExpressionGraph other = new();
        SymbolicExpression right = new(other, other.Column(0));
        Assert.Throws<InvalidOperationException>(() => left + right);
    }

    private static Polynomial One() => Polynomial.Constant(KoalaBear.One);
}
