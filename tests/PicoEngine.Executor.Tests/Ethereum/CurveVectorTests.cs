// SPDX-License-Identifier: MIT OR Apache-2.0

using System.Globalization;
using System.Numerics;
using System.Text.Json;
using PicoEngine.Executor.Precompiles;
using Xunit;

namespace PicoEngine.Executor.Tests.Ethereum;

/// <summary>Vectors that other implementations published, computed through the curve precompiles.</summary>
public sealed class CurveVectorTests
{
    // Primes, orders and coefficients: EIP-196, EIP-2537, SEC 2.
    private static readonly BigInteger Bn254Prime = Hex("30644e72e131a029b85045b68181585d97816a916871ca8d3c208c16d87cfd47");
    private static readonly BigInteger Bls12381Prime =
        Hex("1a0111ea397fe69a4b1ba7b6434bacd764774b84f38512bf6730d2a0f6b0f6241eabfffeb153ffffb9feffffffffaaab");
    private static readonly BigInteger P256Prime = Hex("ffffffff00000001000000000000000000000000ffffffffffffffffffffffff");
    private static readonly BigInteger P256Order = Hex("ffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551");
    private static readonly BigInteger P256B = Hex("5ac635d8aa3a93e7b3ebbd55769886bc651d06b0cc53b0f63bce3c3e27d2604b");
    private static readonly (BigInteger X, BigInteger Y) P256Generator = (
        Hex("6b17d1f2e12c4247f8bce6e563a440f277037d812deb33a0f4a13945d898c296"),
        Hex("4fe342e2fe1a7f9b8ee7eb4a7c0f9e162bce33576b315ececbb6406837bf51f5"));

    private static readonly AffineGroup Bn254 = new(WeierstrassCurve.Bn254, Bn254Prime);
    private static readonly AffineGroup Bls12381 = new(WeierstrassCurve.Bls12381, Bls12381Prime);
    private static readonly AffineGroup P256 = new(WeierstrassCurve.Secp256r1, P256Prime);

    [Fact]
    public void Bn254_addition_equals_the_vectors_of_the_EVM_precompile() =>
        CheckAll("PrecompileTests/bn256Add.json", input => Encode(Bn254.Add(Point(input, 0, 32), Point(input, 64, 32)), 32));

    [Fact]
    public void Bn254_multiplication_equals_the_vectors_of_the_EVM_precompile() =>
        CheckAll("PrecompileTests/bn256mul.json", input => Encode(Bn254.Multiply(Point(input, 0, 32), Number(input, 64, 32)), 32));

    [Fact]
    public void Bls12381_addition_equals_the_vectors_of_EIP_2537() =>
        CheckAll("eip-2537/add_G1_bls.json", input => Encode(Bls12381.Add(Point(input, 0, 64), Point(input, 128, 64)), 64));

    [Fact]
    public void Bls12381_multi_scalar_multiplication_equals_the_vectors_of_EIP_2537() =>
        CheckAll("eip-2537/msm_G1_bls.json", input =>
        {
            (BigInteger X, BigInteger Y)? sum = null;
            for (int at = 0; at < input.Length; at += 160)
            {
                sum = Bls12381.Add(sum, Bls12381.Multiply(Point(input, at, 64), Number(input, at + 128, 32)));
            }

            return Encode(sum, 64);
        });

    [Fact]
    public void Secp256r1_verification_equals_the_vectors_of_EIP_7951() =>
        CheckAll("eip-7951/test-vectors.json", input =>
        {
            bool valid = input.Length == 160
                && VerifyP256(Number(input, 0, 32), Number(input, 32, 32), Number(input, 64, 32), (Number(input, 96, 32), Number(input, 128, 32)));
            return valid ? [.. new byte[31], 1] : [];
        });

    private static bool VerifyP256(BigInteger hash, BigInteger r, BigInteger s, (BigInteger X, BigInteger Y) key)
    {
        if (r.IsZero || s.IsZero || r >= P256Order || s >= P256Order || !P256.IsOnCurve(key, P256Prime - 3, P256B))
        {
            return false;
        }

        BigInteger inverse = BigInteger.ModPow(s, P256Order - 2, P256Order);
        (BigInteger X, BigInteger Y)? sum = P256.Add(
            P256.Multiply(P256Generator, hash * inverse % P256Order),
            P256.Multiply(key, r * inverse % P256Order));
        return sum is { } point && point.X % P256Order == r;
    }

    private static void CheckAll(string file, Func<byte[], byte[]> compute)
    {
        JsonElement vectors = EthereumData.PrecompileVectors(file);
        int count = 0;
        foreach (JsonElement vector in (vectors.ValueKind == JsonValueKind.Array ? vectors : vectors.GetProperty("data")).EnumerateArray())
        {
            byte[] input = Convert.FromHexString(vector.GetProperty("Input").GetString()!);
            string name = vector.TryGetProperty("Name", out JsonElement text) ? text.GetString()! : $"vector {count}";
            Assert.True(
                string.Equals(vector.GetProperty("Expected").GetString(), Convert.ToHexStringLower(compute(input)), StringComparison.OrdinalIgnoreCase),
                $"{file}: {name}");
            count++;
        }

        Assert.True(count > 5, $"{file} has {count} vectors");
    }

    /// <summary>Big-endian number; bytes past the end of the input are zeros, as in the EVM.</summary>
    private static BigInteger Number(byte[] input, int offset, int length)
    {
        Span<byte> bytes = stackalloc byte[length];
        bytes.Clear();
        input.AsSpan(Math.Min(offset, input.Length), Math.Clamp(input.Length - offset, 0, length)).CopyTo(bytes);
        return new BigInteger(bytes, isUnsigned: true, isBigEndian: true);
    }

    private static (BigInteger X, BigInteger Y)? Point(byte[] input, int offset, int length)
    {
        (BigInteger X, BigInteger Y) point = (Number(input, offset, length), Number(input, offset + length, length));
        return point is { X.IsZero: true, Y.IsZero: true } ? null : point;
    }

    private static byte[] Encode((BigInteger X, BigInteger Y)? point, int length)
    {
        var bytes = new byte[2 * length];
        if (point is { } p)
        {
            Write(p.X, bytes.AsSpan(0, length));
            Write(p.Y, bytes.AsSpan(length));
        }

        return bytes;

        static void Write(BigInteger value, Span<byte> field) =>
            Assert.True(value.TryWriteBytes(field[(field.Length - value.GetByteCount(isUnsigned: true))..], out _, isUnsigned: true, isBigEndian: true));
    }

    private static BigInteger Hex(string digits) => BigInteger.Parse("0" + digits, NumberStyles.HexNumber, CultureInfo.InvariantCulture);
}
