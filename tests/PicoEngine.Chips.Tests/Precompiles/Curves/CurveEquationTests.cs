// SPDX-License-Identifier: MIT OR Apache-2.0

using System.Numerics;
using PicoEngine.Chips.Tests.Rows;
using Xunit;

namespace PicoEngine.Chips.Tests.Precompiles.Curves;

/// <summary>
/// Is every equation needed, and do the others not stand in for it? For each there is a row with a wrong result whose other equations, comparisons and accesses
/// all hold: without the equation it would pass. (Rules inside of an equation are those of the gadget, which has tests of its own.)
/// </summary>
public sealed class CurveEquationTests
{
    private static readonly string[] Group = ["line", "tangent", "square", "reflection"];

    public static TheoryData<string, string> Equations
    {
        get
        {
            TheoryData<string, string> data = [];
            foreach (var call in CurveCall.All)
            {
                foreach (var name in CurveRun.Table(CurveCases.TableOf(call)).Columns.Names.Where(column => column.EndsWith("_quotient[0]", StringComparison.Ordinal)))
                {
                    data.Add(call.Name, name[..^"_quotient[0]".Length]);
                }
            }

            return data;
        }
    }

    [Theory]
    [MemberData(nameof(Equations))]
    public void Row_with_one_wrong_equation_has_a_wrong_result_and_nothing_else_wrong(string name, string equation)
    {
        var call = CurveCall.Find(name);
        var forgery = CurveForgeryTests.Start(call);
        switch (call.Kind)
        {
            case CurveCallKind.Add or CurveCallKind.Double:
                ForgeSum(forgery, equation);
                break;
            case CurveCallKind.EdwardsAdd:
                ForgeEdwardsSum(forgery, equation);
                break;
            case CurveCallKind.EdwardsDecompress:
                ForgeEdwardsRoot(forgery, equation);
                break;
            default:
                ForgeRoot(forgery, equation);
                break;
        }

        foreach (var coordinate in CurveForgeryTests.Coordinates(call))
        {
            forgery.Compare(coordinate);
        }

        forgery.Solve();
        Assert.True(forgery.Judge() is RowVerdict.Constraint or RowVerdict.Lookup);
        Assert.Equal(RowVerdict.Forged, forgery.JudgeWithout(equation));
    }

    private static void ForgeSum(CurveForgery forgery, string equation)
    {
        Assert.Contains(equation, Group);
        var modulus = forgery.Call.Curve.Modulus;
        var (x1, y1, x2) = forgery.Call.IsAdd ? ("x1", "y1", "x2") : ("x", "y", "x");
        var slope = forgery.Signed("slope");
        if (equation is "line" or "tangent")
        {
            slope += slope.Sign < 0 ? 1 : -1;
            forgery.SetSigned("slope", slope);
        }

        forgery["x3"] = equation == "square" ? CurveCases.Number(forgery.Call, 71) : Residue((slope * slope) - forgery[x1] - forgery[x2], modulus);
        forgery["y3"] = equation == "reflection" ? CurveCases.Number(forgery.Call, 72) : Residue((slope * (forgery[x1] - forgery["x3"])) - forgery[y1], modulus);
    }

    private static void ForgeRoot(CurveForgery forgery, string equation)
    {
        // Any y of the right parity and size, and a u for it, or not.
        var modulus = forgery.Call.Curve.Modulus;
        var y = modulus - 2 - (2 * (BigInteger)77);
        y -= (forgery.Call.Kind == CurveCallKind.DecompressByParity && y.IsEven) ? 1 : 0;
        forgery["y"] = y;
        if (equation == "square")
        {
            forgery.SetSigned("u", Centred(((y * y) - forgery.Call.Curve.B) * Inverse(forgery["x"], modulus), modulus));
        }

        forgery.CompareWithHalf("order", "y");
    }

    private static void ForgeEdwardsSum(CurveForgery forgery, string equation)
    {
        var modulus = forgery.Call.Curve.Modulus;
        var (x1, y1, x2, y2) = (forgery["x1"], forgery["y1"], forgery["x2"], forgery["y2"]);
        var other = CurveCases.Number(forgery.Call, 73);
        var a = equation == "product_x" ? other : x1 * x2;
        var b = equation == "product_y" ? other : y1 * y2;
        var f = equation == "product" ? other : a * b;
        var e = equation == "multiple" ? other : forgery.Call.Curve.B * f;
        forgery.SetSigned("a", Centred(a, modulus));
        forgery.SetSigned("b", Centred(b, modulus));
        forgery.SetSigned("f", Centred(f, modulus));
        forgery.SetSigned("e", Centred(e, modulus));
        forgery["x3"] = equation == "sum_x" ? other : Residue(((x1 * y2) + (x2 * y1)) * Inverse(1 + e, modulus), modulus);
        forgery["y3"] = equation == "sum_y" ? other : Residue((a + b) * Inverse(1 - e, modulus), modulus);
    }

    private static void ForgeEdwardsRoot(CurveForgery forgery, string equation)
    {
        var (modulus, d, y) = (forgery.Call.Curve.Modulus, forgery.Call.Curve.B, forgery["y"]);
        for (BigInteger x = 1001; ; x += 2)
        {
            // d s^2 = y^2 - x^2 - 1 is what is left of the curve if s is free.
            var square = Residue(((y * y) - (x * x) - 1) * Inverse(d, modulus), modulus);
            var s = equation == "product" ? Root(square, modulus) : x * y;
            if (s is not { } product)
            {
                continue;
            }

            var t = equation == "multiple" ? ((y * y) - (x * x) - 1) * Inverse(product, modulus) : d * product;
            forgery["x"] = x;
            forgery.SetSigned("s", Centred(product, modulus));
            forgery.SetSigned("t", Centred(t, modulus));
            return;
        }
    }

    // modulus = 5 modulo 8.
    private static BigInteger? Root(BigInteger square, BigInteger modulus)
    {
        var root = BigInteger.ModPow(square, (modulus + 3) / 8, modulus);
        root = root * root % modulus == square ? root : root * BigInteger.ModPow(2, (modulus - 1) / 4, modulus) % modulus;
        return root * root % modulus == square ? root : null;
    }

    private static BigInteger Inverse(BigInteger number, BigInteger modulus) => BigInteger.ModPow(Residue(number, modulus), modulus - 2, modulus);

    private static BigInteger Residue(BigInteger number, BigInteger modulus) => ((number % modulus) + modulus) % modulus;

    private static BigInteger Centred(BigInteger number, BigInteger modulus)
    {
        var residue = Residue(number, modulus);
        return residue > modulus / 2 ? residue - modulus : residue;
    }
}
