// SPDX-License-Identifier: MIT OR Apache-2.0

using System.Globalization;
using System.Numerics;
using System.Security.Cryptography;
using PicoEngine.Executor.Tests.Precompiles;
using Xunit;

namespace PicoEngine.Chips.Tests.Precompiles.Curves;

/// <summary>Published points: the rows of the calls hold and the guest is left with them.</summary>
public sealed class CurveVectorTests
{
    [Fact]
    public void Sums_on_BLS12_381_are_those_of_EIP_2537() => AssertSums(PublishedPoints.Bls12381Sums, "bls12381");

    [Fact]
    public void Sums_on_BN254_are_those_of_EIP_196() => AssertSums(PublishedPoints.Bn254Sums, "bn254");

    [Fact]
    public void Product_on_BLS12_381_is_that_of_EIP_2537()
    {
        var vector = PublishedPoints.Bls12381Product.Select(Number).ToArray();
        CurveRun run = new() { NumberWords = 12 };
        var calls = Multiply(run, "bls12381", (vector[0], vector[1]), vector[2]);
        CurveRowTests.AssertHolds(run, calls);
        Assert.Equal((vector[3], vector[4]), (run.Number(0), run.Number(1)));
    }

    // Generators (SEC 2, sections 2.4.1 and 2.4.2) and their doubles and triples as published with the curves' test vectors.
    [Theory]
    [InlineData("secp256k1", "79BE667EF9DCBBAC55A06295CE870B07029BFCDB2DCE28D959F2815B16F81798", "483ADA7726A3C4655DA4FBFC0E1108A8FD17B448A68554199C47D08FFB10D4B8",
        "C6047F9441ED7D6D3045406E95C07CD85C778E4B8CEF3CA7ABAC09B95C709EE5", "1AE168FEA63DC339A3C58419466CEAEEF7F632653266D0E1236431A950CFE52A",
        "F9308A019258C31049344F85F89D5229B531C845836F99B08601F113BCE036F9", "388F7B0F632DE8140FE337E62A37F3566500A99934C2231B6CB9FD7584B8E672")]
    [InlineData("secp256r1", "6B17D1F2E12C4247F8BCE6E563A440F277037D812DEB33A0F4A13945D898C296", "4FE342E2FE1A7F9B8EE7EB4A7C0F9E162BCE33576B315ECECBB6406837BF51F5",
        "7CF27B188D034F7E8A52380304B51AC3C08969E277F21B35A60B48FC47669978", "07775510DB8ED040293D9AC69F7430DBBA7DADE63CE982299E04B79D227873D1",
        "5ECBE4D1A6330A44C8F7EF951D4BF165E6C6B721EFADA985FB41661BC6E7FD6C", "8734640C4998FF7E374B06CE1A64A2ECD82AB036384FB83D9A79B127A27D5032")]
    public void Double_triple_and_root_of_the_generator_are_the_published_ones(string curve, string x, string y, string x2, string y2, string x3, string y3)
    {
        var (doubles, adds, decompresses) = (CurveCall.Find($"{curve}_double"), CurveCall.Find($"{curve}_add"), CurveCall.Find($"{curve}_decompress"));
        var run = new CurveRun().SetP(Number(x), Number(y)).SetQ(Number(x), Number(y)).Call(doubles);
        CurveRowTests.AssertHolds(run, 1);
        Assert.Equal((Number(x2), Number(y2)), (run.Number(0), run.Number(1)));
        run = new CurveRun().SetP(Number(x2), Number(y2)).SetQ(Number(x), Number(y)).Call(adds);
        CurveRowTests.AssertHolds(run, 1);
        Assert.Equal((Number(x3), Number(y3)), (run.Number(0), run.Number(1)));
        foreach (var parity in (uint[])[0, 1])
        {
            run = new CurveRun().SetP(0, Number(x)).Call(decompresses, parity);
            CurveRowTests.AssertHolds(run, 1);
            Assert.Equal((Number(y) & 1) == parity ? Number(y) : doubles.Curve.Modulus - Number(y), run.Number(0));
        }
    }

    // RFC 8032, section 7.1, test 1.
    [Fact]
    public void Public_key_of_RFC_8032_is_the_product_of_the_base_point_and_its_x_is_found()
    {
        var secret = SHA512.HashData(Convert.FromHexString("9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60"))[..32];
        secret[0] &= 0xf8;
        secret[31] = (byte)((secret[31] & 0x7f) | 0x40);
        var key = new BigInteger(Convert.FromHexString("d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a"), isUnsigned: true);

        // Section 5.1: the base point.
        var x = BigInteger.Parse("15112221349535400772501151409588531511454012693041857206046113283949847762202", CultureInfo.InvariantCulture);
        var y = BigInteger.Parse("46316835694926478169428394003475163141307993866256225615783033603165251855960", CultureInfo.InvariantCulture);
        var call = CurveCall.Find("ed25519_add");
        CurveRun run = new();
        var calls = 0;
        var scalar = new BigInteger(secret, isUnsigned: true);
        run.SetP(x, y).SetQ(x, y);
        for (var bit = (int)scalar.GetBitLength() - 2; bit >= 0; bit--)
        {
            // P and P at one address.
            run.Call(call, CurveRun.P);
            calls++;
            if (!(scalar >> bit).IsEven)
            {
                run.Call(call);
                calls++;
            }
        }

        CurveRowTests.AssertHolds(run, calls);
        Assert.Equal(key, run.Number(1) + ((run.Number(0) & 1) << 255));
        var decompressed = new CurveRun().SetP(0, key & ((BigInteger.One << 255) - 1)).Call(CurveCall.Find("ed25519_decompress"), (uint)(key >> 255));
        CurveRowTests.AssertHolds(decompressed, 1);
        Assert.Equal(run.Number(0), decompressed.Number(0));
    }

    private static void AssertSums(string[][] vectors, string curve)
    {
        foreach (var vector in vectors.Select(vector => vector.Select(Number).ToArray()))
        {
            CurveRun run = new() { NumberWords = curve == "bls12381" ? 12 : 8 };
            run.SetP(vector[0], vector[1]).SetQ(vector[2], vector[3]);
            run.Call(CurveCall.Find(vector[0] == vector[2] ? $"{curve}_double" : $"{curve}_add"));
            CurveRowTests.AssertHolds(run, 1);
            Assert.Equal((vector[4], vector[5]), (run.Number(0), run.Number(1)));
        }
    }

    /// <summary>Leaves a multiple at P; returns the number of calls.</summary>
    private static int Multiply(CurveRun run, string curve, (BigInteger X, BigInteger Y) point, BigInteger scalar)
    {
        var calls = 0;
        run.SetP(point.X, point.Y).SetQ(point.X, point.Y);
        for (var bit = (int)scalar.GetBitLength() - 2; bit >= 0; bit--, calls++)
        {
            run.Call(CurveCall.Find($"{curve}_double"));
            if (!(scalar >> bit).IsEven)
            {
                run.Call(CurveCall.Find($"{curve}_add"));
                calls++;
            }
        }

        return calls;
    }

    private static BigInteger Number(string hex) => BigInteger.Parse("0" + hex, NumberStyles.HexNumber, CultureInfo.InvariantCulture);
}
