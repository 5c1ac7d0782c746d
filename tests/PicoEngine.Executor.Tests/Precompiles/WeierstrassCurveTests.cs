// SPDX-License-Identifier: MIT OR Apache-2.0
using System.Numerics;
using PicoEngine.Executor.Precompiles;
using Xunit;

namespace PicoEngine.Executor.Tests.Precompiles;

public sealed class WeierstrassCurveTests
{
    public static TheoryData<string> Curves => [.. Cases.Keys];

    public static TheoryData<string> CurvesWithDecompression => [.. Cases.Keys.Where(name => name != "bn254")];

    // Generators and orders: SEC 2 (secp256k1, secp256r1), EIP-196 (bn254), EIP-2537 (bls12-381).
    private static Dictionary<string, AffineCurve> Cases { get; } = new()
    {
        ["secp256k1"] = new(
            WeierstrassCurve.Secp256k1, Numbers.Secp256k1Modulus, A: 0, B: 7,
            Numbers.Hex("79BE667EF9DCBBAC55A06295CE870B07029BFCDB2DCE28D959F2815B16F81798"),
            Numbers.Hex("483ADA7726A3C4655DA4FBFC0E1108A8FD17B448A68554199C47D08FFB10D4B8"),
            Numbers.Secp256k1Order),
        ["secp256r1"] = new(
            WeierstrassCurve.Secp256r1, Numbers.Secp256r1Modulus, A: -3, Numbers.Hex("5AC635D8AA3A93E7B3EBBD55769886BC651D06B0CC53B0F63BCE3C3E27D2604B"),
            Numbers.Hex("6B17D1F2E12C4247F8BCE6E563A440F277037D812DEB33A0F4A13945D898C296"),
            Numbers.Hex("4FE342E2FE1A7F9B8EE7EB4A7C0F9E162BCE33576B315ECECBB6406837BF51F5"),
            Numbers.Hex("FFFFFFFF00000000FFFFFFFFFFFFFFFFBCE6FAADA7179E84F3B9CAC2FC632551")),
        ["bn254"] = new(
            WeierstrassCurve.Bn254, Numbers.Bn254Modulus, A: 0, B: 3, 1, 2,
            Numbers.Hex("30644E72E131A029B85045B68181585D2833E84879B9709143E1F593F0000001")),
        ["bls12-381"] = new(
            WeierstrassCurve.Bls12381, Numbers.Bls12381Modulus, A: 0, B: 4,
            Numbers.Hex("17F1D3A73197D7942695638C4FA9AC0FC3688C4F9774B905A14E3A3F171BAC586C55E83FF97A1AEFFB3AF00ADB22C6BB"),
            Numbers.Hex("08B3F481E3AAA0F1A09E30ED741D8AE4FCF5E095D5D00AF600DB18CB2C04B3EDD03CC744A2888AE40CAA232946C5E7E1"),
            Numbers.Hex("73EDA753299D7D483339D80809A1D80553BDA402FFFE5BFEFFFFFFFF00000001")),
    };

    [Theory]
    [MemberData(nameof(Curves))]
    public void Add_and_Double_agree_with_big_integers_on_any_coordinates(string name)
    {
        AffineCurve curve = Cases[name];
        List<BigInteger> edges = [0, 1, 2, curve.P - 2, curve.P - 1, curve.X, curve.Y];
        Random random = new(5);
        for (int i = 0; i < 6; i++)
        {
            edges.Add(Numbers.Random(random, curve.P));
        }

        int sums = 0;
        foreach (BigInteger x1 in edges)
        {
            foreach (BigInteger y1 in edges)
            {
                if (!y1.IsZero)
                {
                    BigInteger slope = Numbers.Mod(((3 * x1 * x1) + curve.A) * Numbers.Inverse(2 * y1, curve.P), curve.P);
                    AssertPoint(curve, curve.ThirdPoint(slope, x1, y1, x1), curve.Double(x1, y1));
                }

                BigInteger x2 = edges[random.Next(edges.Count)];
                BigInteger y2 = edges[random.Next(edges.Count)];
                if (x1 != x2)
                {
                    sums++;
                    BigInteger slope = Numbers.Mod((y2 - y1) * Numbers.Inverse(x2 - x1, curve.P), curve.P);
                    AssertPoint(curve, curve.ThirdPoint(slope, x1, y1, x2), curve.Add(x1, y1, x2, y2));
                }
            }
        }

        Assert.InRange(sums, 100, 169);
    }

    [Theory]
    // Multiples 2 and 3 of the generators: published lists of test vectors for secp256k1 and P-256.
    [InlineData(
        "secp256k1",
        "C6047F9441ED7D6D3045406E95C07CD85C778E4B8CEF3CA7ABAC09B95C709EE5", "1AE168FEA63DC339A3C58419466CEAEEF7F632653266D0E1236431A950CFE52A",
        "F9308A019258C31049344F85F89D5229B531C845836F99B08601F113BCE036F9", "388F7B0F632DE8140FE337E62A37F3566500A99934C2231B6CB9FD7584B8E672")]
    [InlineData(
        "secp256r1",
        "7CF27B188D034F7E8A52380304B51AC3C08969E277F21B35A60B48FC47669978", "07775510DB8ED040293D9AC69F7430DBBA7DADE63CE982299E04B79D227873D1",
        "5ECBE4D1A6330A44C8F7EF951D4BF165E6C6B721EFADA985FB41661BC6E7FD6C", "8734640C4998FF7E374B06CE1A64A2ECD82AB036384FB83D9A79B127A27D5032")]
    public void Multiples_of_the_generator_are_the_published_ones(string name, string x2, string y2, string x3, string y3)
    {
        AffineCurve curve = Cases[name];
        uint[] twice = curve.Double(curve.X, curve.Y);
        AssertPoint(curve, (Numbers.Hex(x2), Numbers.Hex(y2)), twice);
        AssertPoint(curve, (Numbers.Hex(x3), Numbers.Hex(y3)), curve.Add(Numbers.Hex(x2), Numbers.Hex(y2), curve.X, curve.Y));
    }

    [Fact]
    public void Sums_are_those_published_with_the_ethereum_precompiles()
    {
        AssertPublished(Cases["bls12-381"], PublishedPoints.Bls12381Sums, doublings: 2);
        AssertPublished(Cases["bn254"], PublishedPoints.Bn254Sums, doublings: 2);
        string[] product = PublishedPoints.Bls12381Product;
        AffineCurve curve = Cases["bls12-381"];
        AssertPoint(curve, (Numbers.Hex(product[3]), Numbers.Hex(product[4])), curve.Multiple(Numbers.Hex(product[0]), Numbers.Hex(product[1]), Numbers.Hex(product[2])));
    }

    [Theory]
    [MemberData(nameof(Curves))]
    public void Multiple_by_the_order_less_one_is_the_negative_generator(string name)
    {
        AffineCurve curve = Cases[name];
        AssertPoint(curve, (curve.X, curve.P - curve.Y), curve.Multiple(curve.X, curve.Y, curve.Order - 1));
    }

    [Theory]
    [MemberData(nameof(Curves))]
    public void Add_refuses_points_of_the_same_x(string name)
    {
        AffineCurve curve = Cases[name];
        uint[] p = curve.Point(curve.X, curve.Y);
        AssertRefused(PrecompileFault.EqualX, p, point => curve.Curve.Add(point, curve.Point(curve.X, curve.Y)));
        AssertRefused(PrecompileFault.EqualX, p, point => curve.Curve.Add(point, curve.Point(curve.X, curve.P - curve.Y)));
        AssertRefused(PrecompileFault.EqualX, p, point => curve.Curve.Add(point, point));
    }

    [Theory]
    [MemberData(nameof(Curves))]
    public void Double_refuses_y_zero(string name)
    {
        AffineCurve curve = Cases[name];
        AssertRefused(PrecompileFault.ZeroDenominator, curve.Point(5, 0), point => curve.Curve.Double(point));
        AssertRefused(PrecompileFault.ZeroDenominator, curve.Point(0, 0), point => curve.Curve.Double(point));
    }

    [Theory]
    [MemberData(nameof(Curves))]
    public void Coordinates_not_below_the_modulus_are_refused(string name)
    {
        AffineCurve curve = Cases[name];
        uint[] generator = curve.Point(curve.X, curve.Y);
        foreach (BigInteger bad in Numbers.UnreducedOperands(curve.P, curve.Words))
        {
            foreach (uint[] point in new[] { curve.Point(bad, curve.Y), curve.Point(curve.X, bad) })
            {
                AssertRefused(PrecompileFault.NonCanonicalInput, point, p => curve.Curve.Double(p));
                AssertRefused(PrecompileFault.NonCanonicalInput, point, p => curve.Curve.Add(p, generator));
                AssertRefused(PrecompileFault.NonCanonicalInput, generator, p => curve.Curve.Add(p, point));
            }

            if (name != "bn254")
            {
                AssertRefused(PrecompileFault.NonCanonicalInput, curve.Point(0, bad), p => curve.Curve.Decompress(p, 0));
            }
        }
    }

    [Theory]
    [MemberData(nameof(CurvesWithDecompression))]
    public void Decompress_finds_the_root_that_the_flag_asks_for(string name)
    {
        AffineCurve curve = Cases[name];
        for (int scalar = 1; scalar < 40; scalar++)
        {
            uint[] point = curve.Multiple(curve.X, curve.Y, scalar);
            BigInteger x = Numbers.FromWords(point.AsSpan(0, curve.Words));
            BigInteger y = Numbers.FromWords(point.AsSpan(curve.Words));
            foreach (BigInteger root in new[] { y, curve.P - y })
            {
                bool flag = name == "bls12-381" ? root > curve.P - root : !root.IsEven;
                uint[] buffer = curve.Point(12345, x);
                Assert.Equal(PrecompileFault.None, curve.Curve.Decompress(buffer, flag ? 1u : 0u));
                AssertPoint(curve, (root, x), buffer);
            }
        }
    }

    [Theory]
    [MemberData(nameof(CurvesWithDecompression))]
    public void Decompress_refuses_an_x_of_no_point_and_other_flags(string name)
    {
        AffineCurve curve = Cases[name];
        int refused = 0;
        for (int x = 0; x < 40; x++)
        {
            BigInteger rightSide = Numbers.Mod((x * x * x) + (curve.A * x) + curve.B, curve.P);
            bool isSquare = BigInteger.ModPow(rightSide, (curve.P - 1) / 2, curve.P).IsOne;
            uint[] buffer = curve.Point(77, x);
            if (isSquare)
            {
                Assert.Equal(PrecompileFault.None, curve.Curve.Decompress(buffer, 1));
                BigInteger y = Numbers.FromWords(buffer.AsSpan(0, curve.Words));
                Assert.Equal(rightSide, y * y % curve.P);
            }
            else
            {
                refused++;
                AssertRefused(PrecompileFault.NonResidue, buffer, p => curve.Curve.Decompress(p, 1));
            }
        }

        Assert.InRange(refused, 8, 32);
        AssertRefused(PrecompileFault.InvalidFlag, curve.Point(0, curve.X), p => curve.Curve.Decompress(p, 2));
        AssertRefused(PrecompileFault.InvalidFlag, curve.Point(0, curve.X), p => curve.Curve.Decompress(p, uint.MaxValue));
    }

    [Fact]
    public void Decompress_of_bn254_is_not_in_the_guest_abi() =>
        Assert.Throws<NotSupportedException>(() => WeierstrassCurve.Bn254.Decompress(new uint[16], 0));

    [Theory]
    [MemberData(nameof(Curves))]
    public void Spans_of_another_length_are_refused(string name)
    {
        WeierstrassCurve curve = Cases[name].Curve;
        Assert.Throws<ArgumentException>(() => curve.Add(new uint[curve.PointWords - 1], new uint[curve.PointWords]));
        Assert.Throws<ArgumentException>(() => curve.Add(new uint[curve.PointWords], new uint[curve.PointWords + 1]));
        Assert.Throws<ArgumentException>(() => curve.Double(new uint[curve.PointWords + 1]));
        Assert.Throws<ArgumentException>(() => curve.Decompress(new uint[curve.PointWords - 1], 0));
    }

    private static void AssertPublished(AffineCurve curve, string[][] sums, int doublings)
    {
        Assert.NotEmpty(sums);
        foreach (string[] sum in sums)
        {
            BigInteger[] c = [.. sum.Select(Numbers.Hex)];
            bool isDoubling = c[0] == c[2] && c[1] == c[3];
            doublings -= isDoubling ? 1 : 0;
            AssertPoint(curve, (c[4], c[5]), isDoubling ? curve.Double(c[0], c[1]) : curve.Add(c[0], c[1], c[2], c[3]));
        }

        Assert.Equal(0, doublings);
    }

    private static void AssertRefused(PrecompileFault fault, uint[] operand, Func<uint[], PrecompileFault> operation)
    {
        uint[] copy = [.. operand];
        Assert.Equal(fault, operation(copy));
        Assert.Equal(operand, copy);
    }

    private static void AssertPoint(AffineCurve curve, (BigInteger X, BigInteger Y) expected, uint[] actual) =>
        Assert.Equal(curve.Point(expected.X, expected.Y), actual);

    private sealed record AffineCurve(WeierstrassCurve Curve, BigInteger P, BigInteger A, BigInteger B, BigInteger X, BigInteger Y, BigInteger Order)
    {
        public int Words => Curve.Field.WordCount;

        public uint[] Point(BigInteger x, BigInteger y) => Numbers.ToWords(x, y, Words);

        public uint[] Add(BigInteger x1, BigInteger y1, BigInteger x2, BigInteger y2)
        {
            uint[] p = Point(x1, y1);
            Assert.Equal(PrecompileFault.None, Curve.Add(p, Point(x2, y2)));
            return p;
        }

        public uint[] Double(BigInteger x, BigInteger y)
        {
            uint[] p = Point(x, y);
            Assert.Equal(PrecompileFault.None, Curve.Double(p));
            return p;
        }

        public (BigInteger X, BigInteger Y) ThirdPoint(BigInteger slope, BigInteger x1, BigInteger y1, BigInteger x2)
        {
            BigInteger x3 = Numbers.Mod((slope * slope) - x1 - x2, P);
            return (x3, Numbers.Mod((slope * (x1 - x3)) - y1, P));
        }

        // From the top bit down, by the precompiles; the scalar is between 1 and the order less 1, so no step meets equal points.
        public uint[] Multiple(BigInteger x, BigInteger y, BigInteger scalar)
        {
            uint[] point = Point(x, y);
            uint[] result = [.. point];
            for (int bit = (int)scalar.GetBitLength() - 2; bit >= 0; bit--)
            {
                Assert.Equal(PrecompileFault.None, Curve.Double(result));
                if (!((scalar >> bit) & 1).IsZero)
                {
                    Assert.Equal(PrecompileFault.None, Curve.Add(result, point));
                }
            }

            return result;
        }
    }
}
