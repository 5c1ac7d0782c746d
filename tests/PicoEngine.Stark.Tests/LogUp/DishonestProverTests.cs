// SPDX-License-Identifier: MIT OR Apache-2.0

using PicoEngine.Backends.Multilinear;
using PicoEngine.Backends.Tests.Machines;
using PicoEngine.Verifier.Stark;
using PicoEngine.Verifier.Stark.LogUp;
using Xunit;
using Element = PicoEngine.Fields.KoalaBearExtension5;

namespace PicoEngine.Stark.Tests.LogUp;

/// <summary>Provers that change a message before they absorb it, and go on consistently with the transcript.</summary>
public sealed class DishonestProverTests
{
    private const int Layers = 6;

    private readonly Element[] _p;
    private readonly Element[] _q;
    private readonly Element _sum;

    public DishonestProverTests()
    {
        using var leaves = FractionCase.Leaves(4, [16, 9, 0, 1], 30);
        (_p, _q) = NaiveFractionalSum.Expand(leaves);
        _sum = Sum(_p, _q);
    }

    [Fact]
    public void Verify_honest_proof_is_accepted_with_a_true_claim()
    {
        var (claim, rejection) = Attack(_sum, null);
        Assert.Null(rejection);
        Assert.True(IsTrue(claim));
    }

    [Fact]
    public void Verify_message_changed_before_it_was_absorbed_is_refused_at_its_layer()
    {
        for (var layer = 1; layer <= Layers; layer++)
        {
            for (var round = -1; round < layer - 1; round++)
            {
                for (var element = 0; element < (round < 0 ? 4 : 2); element++)
                {
                    var (where, which) = ((layer, round), element);
                    var (_, rejection) = Attack(_sum, (l, r, message) =>
                    {
                        if ((l, r) == where)
                        {
                            message[which] += Element.One;
                        }
                    });
                    var expected = layer == 1 ? new Rejection(RejectionReason.FractionalSum) : new(RejectionReason.GkrLayer, layer);
                    Assert.Equal(expected, rejection);
                }
            }
        }
    }

    [Fact]
    public void Verify_false_sum_with_a_root_that_fits_is_refused_at_the_next_layer()
    {
        // p0 is chosen so that p0 q1 + p1 q0 = S' q0 q1.
        var falseSum = _sum + Element.One;
        var (_, rejection) = Attack(falseSum, (layer, _, message) =>
        {
            if (layer == 1)
            {
                message[0] = ((falseSum * message[2] * message[3]) - (message[1] * message[2])) / message[3];
            }
        });
        Assert.Equal(new Rejection(RejectionReason.GkrLayer, 2), rejection);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(Layers - 1)]
    public void Verify_false_children_of_a_true_parent_are_refused_at_the_next_layer(int falseLayer)
    {
        var (_, rejection) = Attack(_sum, (layer, round, message) => Shift(layer == falseLayer && round < 0, message));
        Assert.Equal(new Rejection(RejectionReason.GkrLayer, falseLayer + 1), rejection);
    }

    [Fact]
    public void Verify_false_leaves_of_a_true_parent_leave_a_false_claim()
    {
        var (claim, rejection) = Attack(_sum, (layer, round, message) => Shift(layer == Layers && round < 0, message));
        Assert.Null(rejection);
        Assert.False(IsTrue(claim));
    }

    [Fact]
    public void Verify_leaf_with_a_zero_denominator_is_refused_for_any_sum()
    {
        _q[5] = Element.Zero;
        foreach (var sum in new[] { _sum, Element.Zero, Element.Root })
        {
            Assert.Equal(new Rejection(RejectionReason.RootDenominatorZero), Attack(sum, null).Rejection);
        }
    }

    [Fact]
    public void Verify_no_fraction_at_all_with_a_sum_is_refused()
    {
        Array.Fill(_p, Element.Zero);
        Array.Fill(_q, Element.One);
        Assert.Null(Attack(Element.Zero, null).Rejection);
        Assert.Equal(new Rejection(RejectionReason.FractionalSum), Attack(Element.Root, null).Rejection);
    }

    // (p0 + d q0, p1 - d q1) have the same sum of fractions.
    private static void Shift(bool isHere, Element[] claims)
    {
        if (isHere)
        {
            (claims[0], claims[1]) = (claims[0] + (Element.Root * claims[2]), claims[1] - (Element.Root * claims[3]));
        }
    }

    private static Element Sum(Element[] p, Element[] q) => p.Zip(q, (n, d) => n / d).Aggregate((left, right) => left + right);

    private (LeafClaim<Element> Claim, Rejection? Rejection) Attack(Element sum, NaiveFractionalSum.Tampering? tampering)
    {
        var proof = NaiveFractionalSum.Prove(_p, _q, FractionCase.Transcript(), tampering).Proof;
        var context = new ValueContext(FractionCase.Transcript());
        var claim = LogUpGkrVerifier.Verify(context, Layers, new(Element.Zero, Element.One), sum, proof);
        return (claim!, context.Rejection);
    }

    private bool IsTrue(LeafClaim<Element> claim) =>
        claim.Value == new Fraction<Element>(
            MultilinearPolynomial.Evaluate(_p, claim.Point.ToArray()), MultilinearPolynomial.Evaluate(_q, claim.Point.ToArray()));
}
