// SPDX-License-Identifier: MIT OR Apache-2.0

using System.Numerics;

namespace PicoEngine.Chips.Tests.Precompiles.Curves;

/// <summary>Runs with a call of every code that a table answers.</summary>
internal static class CurveCases
{
    private static readonly (string Table, string[] Calls)[] ByTable =
    [
        ("weierstrass256_add", ["secp256k1_add", "secp256r1_add", "bn254_add"]),
        ("weierstrass256_double", ["secp256k1_double", "secp256r1_double", "bn254_double"]),
        ("weierstrass256_decompress", ["secp256k1_decompress", "secp256r1_decompress"]),
        ("weierstrass384_add", ["bls12381_add"]),
        ("weierstrass384_double", ["bls12381_double"]),
        ("weierstrass384_decompress", ["bls12381_decompress"]),
        ("ed25519_add", ["ed25519_add"]),
        ("ed25519_decompress", ["ed25519_decompress"]),
    ];

    /// <summary>The calls that a table answers.</summary>
    public static IEnumerable<CurveCall> Calls(string table) => ByTable.Single(entry => entry.Table == table).Calls.Select(CurveCall.Find);

    /// <summary>The table that answers a call.</summary>
    public static string TableOf(CurveCall call) => ByTable.Single(entry => entry.Calls.Contains(call.Name)).Table;

    /// <summary>Two calls of every code.</summary>
    public static CurveRun Run(string table)
    {
        Random random = new(11);
        var calls = Calls(table).ToArray();
        CurveRun run = new() { NumberWords = calls[0].CoordinateWords };
        foreach (var call in calls)
        {
            for (var i = 0u; i < 2; i++)
            {
                var known = CurveRowTests.Number(random, call.Curve.Modulus);
                while (call.IsDecompression && call.FindRoot(known) is null)
                {
                    known = CurveRowTests.Number(random, call.Curve.Modulus);
                }

                run.SetP(CurveRowTests.Number(random, call.Curve.Modulus), known);
                if (call.IsAdd)
                {
                    run.SetQ(CurveRowTests.Number(random, call.Curve.Modulus), CurveRowTests.Number(random, call.Curve.Modulus));
                }

                run.Call(call, call.IsDecompression ? i : null);
            }
        }

        return run;
    }

    /// <summary>Some number below the modulus of a call.</summary>
    public static BigInteger Number(CurveCall call, int seed) => CurveRowTests.Number(new Random(seed), call.Curve.Modulus);
}
