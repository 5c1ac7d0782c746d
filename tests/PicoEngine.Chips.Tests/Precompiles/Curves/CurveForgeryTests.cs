// SPDX-License-Identifier: MIT OR Apache-2.0

using System.Numerics;
using PicoEngine.Chips.Tests.Rows;
using PicoEngine.Fields;
using Xunit;

namespace PicoEngine.Chips.Tests.Precompiles.Curves;

/// <summary>Rows that somebody made up with all the skill there is: quotients and carries that fit, everything right but one thing.</summary>
public sealed class CurveForgeryTests
{
    public static TheoryData<string> CallNames => [.. CurveCall.All.Select(call => call.Name)];

    public static TheoryData<string> Additions => [.. CurveCall.All.Where(call => call.Kind == CurveCallKind.Add).Select(call => call.Name)];

    public static TheoryData<string> Decompressions => [.. CurveCall.All.Where(call => call.IsDecompression).Select(call => call.Name)];

    [Theory]
    [MemberData(nameof(CallNames))]
    public void Rebuilt_row_is_right(string name)
    {
        // The tests below would prove nothing if the rebuilding broke rows.
        var forgery = Start(CurveCall.Find(name));
        forgery.Solve();
        foreach (var coordinate in Coordinates(forgery.Call))
        {
            forgery.Compare(coordinate);
        }

        Assert.Equal(RowVerdict.Right, forgery.Judge());
    }

    [Theory]
    [MemberData(nameof(CallNames))]
    public void Other_result_is_refused(string name)
    {
        var call = CurveCall.Find(name);
        foreach (var coordinate in Results(call))
        {
            foreach (var change in (ReadOnlySpan<BigInteger>)[1, -1, BigInteger.One << 128, 256 - (BigInteger.One << 200)])
            {
                var forgery = Start(call);
                var value = (forgery[coordinate] + change + call.Curve.Modulus) % call.Curve.Modulus;
                forgery[coordinate] = value;
                forgery.Compare(coordinate);
                forgery.Solve();
                Assert.True(forgery.Judge() is RowVerdict.Constraint or RowVerdict.Lookup);
            }
        }
    }

    [Theory]
    [MemberData(nameof(CallNames))]
    public void Coordinate_that_is_not_below_the_modulus_is_refused(string name)
    {
        var call = CurveCall.Find(name);
        foreach (var coordinate in Coordinates(call))
        {
            // Of secp256k1 only small numbers have a second form; results are small in the test after this one.
            var forgery = Start(call, small: call.Curve.Modulus >> 255 == 1);
            var value = forgery[coordinate] + call.Curve.Modulus;
            if (!forgery.Fits(coordinate, value))
            {
                Assert.Contains(coordinate, Results(call));
                continue;
            }

            forgery[coordinate] = value;
            forgery.Solve();
            AssertOnlyComparisonFails(forgery, coordinate);
        }
    }

    [Fact]
    public void Result_of_secp256k1_that_is_not_below_the_modulus_is_refused()
    {
        // (-2, -1) + (-1, -1): the slope is 0, so x3 = 3 and y3 = 1.
        var call = CurveCall.Find("secp256k1_add");
        var modulus = call.Curve.Modulus;
        var forgery = Start(new CurveRun().SetP(modulus - 2, modulus - 1).SetQ(modulus - 1, modulus - 1).Call(call), call);
        Assert.Equal((3, 1), ((int)forgery["x3"], (int)forgery["y3"]));
        foreach (var coordinate in (string[])["x3", "y3"])
        {
            forgery = Start(new CurveRun().SetP(modulus - 2, modulus - 1).SetQ(modulus - 1, modulus - 1).Call(call), call);
            forgery[coordinate] += modulus;
            forgery.Solve();
            AssertOnlyComparisonFails(forgery, coordinate);
        }
    }

    [Theory]
    [MemberData(nameof(Additions))]
    public void Sum_of_equal_points_has_no_row(string name)
    {
        var call = CurveCall.Find(name);
        var modulus = call.Curve.Modulus;
        var forgery = Start(call);

        // Any line goes through both.
        var (x, y, slope) = (forgery["x1"], forgery["y1"], CurveCases.Number(call, 99) / 4);
        (forgery["x2"], forgery["y2"]) = (x, y);
        forgery.SetSigned("slope", slope);
        forgery["x3"] = Residue((slope * slope) - (2 * x), modulus);
        forgery["y3"] = Residue((slope * (x - forgery["x3"])) - y, modulus);
        foreach (var coordinate in Coordinates(call))
        {
            forgery.Compare(coordinate);
        }

        forgery.Solve();
        foreach (var inverse in (KoalaBear[])[KoalaBear.Zero, KoalaBear.One, KoalaBear.MinusOne, forgery.Cell("distance_inverse")])
        {
            forgery.Cell("distance_inverse") = inverse;
            Assert.Equal(1, forgery.Breaches());
        }
    }

    [Fact]
    public void Double_of_the_origin_has_no_row()
    {
        // On a curve with a = 0 any slope is a tangent there.
        var call = CurveCall.Find("secp256k1_double");
        var forgery = Start(call);
        (forgery["x"], forgery["y"]) = (0, 0);
        forgery.SetSigned("slope", 5);
        forgery["x3"] = 25;
        forgery["y3"] = call.Curve.Modulus - 125;
        foreach (var coordinate in Coordinates(call))
        {
            forgery.Compare(coordinate);
        }

        forgery.Solve();
        foreach (var inverse in (KoalaBear[])[KoalaBear.Zero, KoalaBear.One, forgery.Cell("y_sum_inverse")])
        {
            forgery.Cell("y_sum_inverse") = inverse;
            Assert.Equal(1, forgery.Breaches());
        }
    }

    [Theory]
    [InlineData("bn254_add", "slope")]
    [InlineData("bn254_double", "slope")]
    [InlineData("bls12381_add", "slope")]
    [InlineData("bls12381_decompress", "u")]
    [InlineData("ed25519_add", "e")]
    [InlineData("ed25519_decompress", "s")]
    public void Witness_may_be_another_number_of_its_class(string name, string witness)
    {
        var call = CurveCall.Find(name);
        var forgery = Start(call);
        var value = forgery.Signed(witness);
        foreach (var other in (ReadOnlySpan<BigInteger>)[value - call.Curve.Modulus, value + call.Curve.Modulus])
        {
            if (forgery.FitsSigned(witness, other))
            {
                forgery.SetSigned(witness, other);
                forgery.Solve();
                Assert.Equal(RowVerdict.Right, forgery.Judge());
                return;
            }
        }

        Assert.Fail("The test needs another number.");
    }

    [Theory]
    [MemberData(nameof(CallNames))]
    public void Quotient_that_is_off_by_one_is_refused(string name)
    {
        var call = CurveCall.Find(name);
        var table = CurveRun.Table(CurveCases.TableOf(call));
        foreach (var equation in table.Columns.Names.Where(column => column.EndsWith("_quotient[0]", StringComparison.Ordinal)).Select(column => column[..^"_quotient[0]".Length]))
        {
            foreach (var change in (int[])[1, -1])
            {
                var forgery = Start(call);
                forgery.SetSigned($"{equation}_quotient", forgery.Signed($"{equation}_quotient") + change);
                forgery.Repair(equation);
                Assert.True(forgery.Judge() is RowVerdict.Constraint or RowVerdict.Lookup);
            }
        }
    }

    [Fact]
    public void Flags_are_those_of_one_curve()
    {
        foreach (var name in (string[])["weierstrass256_add", "weierstrass256_double", "weierstrass256_decompress"])
        {
            var calls = CurveCases.Calls(name).ToArray();
            foreach (var call in calls)
            {
                var curves = calls.Select(one => $"is_{one.Name[..one.Name.IndexOf('_', StringComparison.Ordinal)]}").ToArray();
                var own = curves[Array.IndexOf(calls, call)];
                foreach (var other in curves.Where(curve => curve != own))
                {
                    // Two curves; another one; another one with equations solved for it as far as they can be; none.
                    var forgery = Start(call);
                    forgery.Cell(other) = KoalaBear.One;
                    Assert.Equal(RowVerdict.Constraint, forgery.Judge());
                    forgery.Cell(own) = KoalaBear.Zero;
                    Assert.Equal(RowVerdict.Constraint, forgery.Judge());
                    foreach (var equation in (string[])["line", "tangent", "square", "reflection", "curve"])
                    {
                        forgery.Repair(equation);
                    }

                    Assert.True(forgery.Judge() is RowVerdict.Constraint or RowVerdict.Lookup);
                    forgery.Cell(other) = KoalaBear.Zero;
                    Assert.True(forgery.Judge() is RowVerdict.Constraint or RowVerdict.Silent);
                }
            }
        }
    }

    [Theory]
    [MemberData(nameof(Decompressions))]
    public void Flag_decides_between_the_two_roots(string name)
    {
        var call = CurveCall.Find(name);
        var found = call.Kind == CurveCallKind.EdwardsDecompress ? "x" : "y";
        var forgery = Start(call);
        forgery[found] = call.Curve.Modulus - forgery[found];
        forgery.Compare(found);
        if (call.Kind == CurveCallKind.EdwardsDecompress)
        {
            forgery.SetSigned("s", -forgery.Signed("s"));
            forgery.SetSigned("t", -forgery.Signed("t"));
        }

        // The other root under the same flag, whatever the comparison of BLS12-381 is said to be; and under flags that are none.
        forgery.Solve();
        foreach (var flag in (KoalaBear[])[forgery.Cell("a1"), KoalaBear.FromCanonical(2), KoalaBear.MinusOne])
        {
            forgery.Cell("a1") = flag;
            Assert.True(forgery.Judge() is RowVerdict.Constraint or RowVerdict.Lookup);
        }

        if (call.Kind != CurveCallKind.DecompressByOrder)
        {
            // Under its own flag it is the other call.
            forgery.Cell("a1") = KoalaBear.FromCanonical((uint)(forgery[found] & 1));
            Assert.Equal(RowVerdict.Right, forgery.Judge());
        }
    }

    [Theory]
    [InlineData(0, 1)]
    [InlineData(0, 0)]
    public void Zero_of_edwards25519_has_sign_zero(int x, uint sign)
    {
        var call = CurveCall.Find("ed25519_decompress");
        var forgery = Start(new CurveRun().SetP(7, 1).Call(call, 0), call);
        Assert.Equal(x, forgery["x"]);
        forgery.Cell("a1") = KoalaBear.FromCanonical(sign);
        Assert.Equal(sign == 0 ? RowVerdict.Right : RowVerdict.Lookup, forgery.Judge());
    }

    [Fact]
    public void Zero_denominators_of_edwards25519_leave_no_result()
    {
        // What EdwardsAddTable relies on: -1 is a square and d is none.
        var call = CurveCall.Find("ed25519_add");
        var modulus = call.Curve.Modulus;
        Assert.Equal(1, BigInteger.ModPow(modulus - 1, (modulus - 1) / 2, modulus));
        Assert.Equal(modulus - 1, BigInteger.ModPow(call.Curve.B, (modulus - 1) / 2, modulus));

        // x1 = y1 = 1, x2 = 2, y2 = -1/(2 d): e = -1; with 1/(2 d): e = 1. What was the result of another sum is none of this one, nor is 0.
        foreach (var sign in (int[])[-1, 1])
        {
            var e = sign * BigInteger.ModPow(2 * call.Curve.B, modulus - 2, modulus);
            foreach (var result in (BigInteger[])[0, 1, CurveCases.Number(call, 5)])
            {
                var forgery = Start(call);
                (forgery["x1"], forgery["y1"], forgery["x2"], forgery["y2"]) = (1, 1, 2, Residue(e, modulus));
                forgery.SetSigned("a", 2);
                forgery.SetSigned("b", Centred(e, modulus));
                forgery.SetSigned("f", Centred(2 * e, modulus));
                forgery.SetSigned("e", sign);
                (forgery["x3"], forgery["y3"]) = (result, result);
                foreach (var coordinate in Coordinates(call))
                {
                    forgery.Compare(coordinate);
                }

                forgery.Solve();
                Assert.True(forgery.Judge() is RowVerdict.Constraint or RowVerdict.Lookup);
            }
        }
    }

    private static void AssertOnlyComparisonFails(CurveForgery forgery, string coordinate)
    {
        Assert.Equal(1, forgery.Breaches() > 0 ? 1 : 0);
        for (var at = 0; at < (forgery.Call.Curve.ByteCount + 2) / 3; at++)
        {
            foreach (var high in (int[])[0, 128, 255])
            {
                forgery.Compare(coordinate, at, high);
                Assert.True(forgery.Judge() is RowVerdict.Constraint or RowVerdict.Lookup);
            }
        }

        // The top group decides and the excess is what it is: only that it is negative is wrong, or that the group above is another.
        forgery.Compare(coordinate);
        Assert.InRange(forgery.Breaches(), 0, 1);
    }

    internal static CurveForgery Start(CurveCall call, bool small = false)
    {
        CurveRun run = new() { NumberWords = call.CoordinateWords };
        BigInteger Number(int seed) => small ? seed + 1 : CurveCases.Number(call, seed);
        var known = Number(3);
        while (call.IsDecompression && call.FindRoot(known) is null)
        {
            known++;
        }

        run.SetP(Number(2), known);
        if (call.IsAdd)
        {
            run.SetQ(Number(4), Number(7));
        }

        return Start(run.Call(call, call.IsDecompression ? 1 : null), call);
    }

    private static CurveForgery Start(CurveRun run, CurveCall call)
    {
        var table = CurveRun.Table(CurveCases.TableOf(call));
        return new CurveForgery(table, run.Rows(table).Single(), call);
    }

    internal static string[] Coordinates(CurveCall call) => call.Kind switch
    {
        CurveCallKind.Add or CurveCallKind.EdwardsAdd => ["x1", "y1", "x2", "y2", "x3", "y3"],
        CurveCallKind.Double => ["x", "y", "x3", "y3"],
        _ => ["x", "y"],
    };

    private static string[] Results(CurveCall call) => call.Kind switch
    {
        CurveCallKind.EdwardsDecompress => ["x"],
        CurveCallKind.DecompressByParity or CurveCallKind.DecompressByOrder => ["y"],
        _ => ["x3", "y3"],
    };

    private static BigInteger Residue(BigInteger number, BigInteger modulus) => ((number % modulus) + modulus) % modulus;

    private static BigInteger Centred(BigInteger number, BigInteger modulus)
    {
        var residue = Residue(number, modulus);
        return residue > modulus / 2 ? residue - modulus : residue;
    }
}
