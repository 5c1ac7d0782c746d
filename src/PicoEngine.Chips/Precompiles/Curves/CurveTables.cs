// SPDX-License-Identifier: MIT OR Apache-2.0

using static PicoEngine.Chips.Precompiles.Curves.WeierstrassParameters;

namespace PicoEngine.Chips.Precompiles.Curves;

/// <summary>The tables of calls on curves, in proving order. Curves whose fields have one size share a table: columns are proof size.</summary>
internal static class CurveTables
{
    /// <summary>New ones, each with columns of its own.</summary>
    public static IReadOnlyList<CurveTable> Create() =>
    [
        new WeierstrassAddTable("weierstrass256_add", 32, Secp256k1, Secp256r1, Bn254),
        new WeierstrassDoubleTable("weierstrass256_double", 32, Secp256k1, Secp256r1, Bn254),
        new WeierstrassDecompressTable("weierstrass256_decompress", 32, Secp256k1, Secp256r1),
        new WeierstrassAddTable("weierstrass384_add", 48, Bls12381),
        new WeierstrassDoubleTable("weierstrass384_double", 48, Bls12381),
        new OrderedDecompressTable("weierstrass384_decompress", 48, Bls12381),
        new EdwardsAddTable(),
        new EdwardsDecompressTable(),
    ];
}
