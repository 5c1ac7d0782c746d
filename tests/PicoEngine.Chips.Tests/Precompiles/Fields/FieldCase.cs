// SPDX-License-Identifier: MIT OR Apache-2.0

using System.Numerics;
using PicoEngine.Chips.Precompiles.Fields;
using PicoEngine.Chips.Tests.Precompiles.Calls;

namespace PicoEngine.Chips.Tests.Precompiles.Fields;

/// <summary>A field with its table and the layouts of its calls, in numbers of .NET.</summary>
internal sealed record FieldCase(string Name, FieldOperationTable Table, BigInteger Modulus, int Bytes, int Degree, uint AddCode)
{
    public static IReadOnlyList<FieldCase> All { get; } =
    [
        new("secp256k1", FieldTables.Fp256, (BigInteger.One << 256) - (BigInteger.One << 32) - 977, 32, 1, 0x0001_012C),
        new("bn254", FieldTables.Fp256, Bn254, 32, 1, 0x0001_0126),
        new("bls12381", FieldTables.Fp384, Bls12381, 48, 1, 0x0001_0120),
        new("bn254 2", FieldTables.Quadratic256, Bn254, 32, 2, 0x0001_0129),
        new("bls12381 2", FieldTables.Quadratic384, Bls12381, 48, 2, 0x0001_0123),
    ];

    // 36 u^4 + 36 u^3 + 24 u^2 + 6 u + 1 (EIP-197's curve, by its parameter) and (u - 1)^2 (u^4 - u^2 + 1) / 3 + u (EIP-2537's).
    private static BigInteger Bn254
    {
        get
        {
            BigInteger u = 4965661367192848881;
            return (36 * u * u * u * u) + (36 * u * u * u) + (24 * u * u) + (6 * u) + 1;
        }
    }

    private static BigInteger Bls12381
    {
        get
        {
            BigInteger u = -new BigInteger(0xd201_0000_0001_0000);
            return ((u - 1) * (u - 1) * ((u * u * u * u) - (u * u) + 1) / 3) + u;
        }
    }

    public int Words => Degree * Bytes / 4;

    /// <summary>Addition, subtraction, product.</summary>
    public IReadOnlyList<CallLayout> Layouts => [.. Enumerable.Range(0, 3).Select(kind => CallLayout.Binary(AddCode + (uint)kind, Words, Words, words => Apply(kind, words)))];

    /// <summary>The calls of all fields of the table.</summary>
    public IReadOnlyList<CallLayout> TableLayouts => [.. All.Where(other => other.Table == Table).SelectMany(other => other.Layouts)];

    /// <summary>Numbers around the ends of what operands can be, and where carries are long.</summary>
    public BigInteger[] Edges
    {
        get
        {
            var end = BigInteger.One << (8 * Bytes);
            BigInteger[] near = [0, 1, 2, Modulus - 1, Modulus, Modulus + 1, (2 * Modulus) - 1, end - 1, end / 2];
            BigInteger[] limbs = [0xff, 0x100, (BigInteger)0xff << ((8 * Bytes) - 8), 128 * ((end - 1) / 255)];
            return [.. near.Concat(limbs).Where(value => value < end)];
        }
    }

    public uint[] ToWords(params BigInteger[] components) => Calls.Numbers.ToWords(Bytes, components);

    /// <summary>The words of the result, from those of the second operand and of the first.</summary>
    private uint[] Apply(int kind, uint[] words)
    {
        var (y, x) = (Calls.Numbers.FromWords(Bytes, words.AsSpan(0, Words)), Calls.Numbers.FromWords(Bytes, words.AsSpan(Words, Words)));
        BigInteger[] result = kind switch
        {
            0 => [.. x.Zip(y, (a, b) => a + b)],
            1 => [.. x.Zip(y, (a, b) => a - b)],
            _ => Degree == 1 ? [x[0] * y[0]] : [(x[0] * y[0]) - (x[1] * y[1]), (x[0] * y[1]) + (x[1] * y[0])],
        };
        return ToWords([.. result.Select(value => ((value % Modulus) + Modulus) % Modulus)]);
    }
}
