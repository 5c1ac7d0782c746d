// SPDX-License-Identifier: MIT OR Apache-2.0

using PicoEngine.Fields;

namespace PicoEngine.Primitives.Poseidon2;

/// <summary>The Poseidon2 instance of width 16 over KoalaBear that guests see: S-box x^3; 4 external, 20 internal, 4 external rounds.</summary>
/// <remarks>
/// eprint 2023/323. Executor and machine both compute it, hence its place. Source of the round constants: the table RC_16_30_U32 of brevis-network/pico (v1.3.0, MIT OR Apache-2.0), of which the KoalaBear instance uses 28 of 30 rows: rows 0 to 3 and 24 to 27
/// whole, rows 4 to 23 only at element 0. Entries are 32-bit words as published, to be reduced modulo 0x7f000001 when added.
/// The prover's own Poseidon2 has other constants and shares nothing with this table.
/// </remarks>
public static class GuestPoseidon2Constants
{
    /// <summary>Words of the state, one field element each.</summary>
    public const int Width = 16;

    /// <summary>External rounds before the internal ones, and behind them.</summary>
    public const int HalfExternalRounds = 4;

    /// <summary>Constants of the 8 external rounds, 16 per round in state order.</summary>
    public static ReadOnlySpan<uint> External =>
    [
        2110014213, 3964964605, 2190662774, 2732996483, 640767983, 3403899136, 1716033721, 1606702601,
        3759873288, 1466015491, 1498308946, 2844375094, 3042463841, 1969905919, 4109944726, 3925048366,
        3706859504, 759122502, 3167665446, 1131812921, 1080754908, 4080114493, 893583089, 2019677373,
        3128604556, 580640471, 3277620260, 842931656, 548879852, 3608554714, 3575647916, 81826002,
        4289086263, 1563933798, 1440025885, 184445025, 2598651360, 1396647410, 1575877922, 3303853401,
        137125468, 765010148, 633675867, 2037803363, 2573389828, 1895729703, 541515871, 1783382863,
        2641856484, 3035743342, 3672796326, 245668751, 2025460432, 201609705, 286217151, 4093475563,
        2519572182, 3080699870, 2762001832, 1244250808, 606038199, 3182740831, 73007766, 2572204153,
        2359801781, 2800231467, 3010357035, 1035997899, 1210110952, 1018506770, 2799468177, 1479380761,
        1536021911, 358993854, 579904113, 3432144800, 3625515809, 199241497, 4058304109, 2590164234,
        1688530738, 1580733335, 2443981517, 2206270565, 2780074229, 2628739677, 2940123659, 4145206827,
        3572278009, 2779607509, 1098718697, 1424913749, 2224415875, 1108922178, 3646272562, 3935186184,
        820046587, 1393386250, 2665818575, 2231782019, 672377010, 1920315467, 1913164407, 2029526876,
        2629271820, 384320012, 4112320585, 3131824773, 2347818197, 2220997386, 1772368609, 2579960095,
        3544930873, 225847443, 3070082278, 95643305, 3438572042, 3312856509, 615850007, 1863868773,
        803582265, 3461976859, 2903025799, 1482092434, 3902972499, 3872341868, 1530411808, 2214923584,
    ];

    /// <summary>Constants of the 20 internal rounds, added to element 0.</summary>
    public static ReadOnlySpan<uint> Internal =>
    [
        1196780786, 36046858, 3505307391, 3878220780, 2896943075, 3779109343, 1418914503, 3417648695, 859661334, 1548195514,
        104929687, 2191909784, 3633138367, 130182653, 3306659113, 1564209905, 1165280628, 1170945922, 2922875898, 2066954820,
    ];

    /// <summary>
    /// Diagonal V of the matrix J + diag(V) of the internal rounds, J all ones, in canonical form:
    /// -2, 1, 2, 1/2, 3, 4, -1/2, -3, -4, 1/2^8, 1/8, 1/2^24, -1/2^8, -1/8, -1/16, -1/2^24.
    /// </summary>
    public static ReadOnlySpan<uint> InternalDiagonal => Diagonal;

    private static readonly uint[] Diagonal =
    [
        KoalaBear.Modulus - 2, 1, 2, InverseOfPowerOfTwo(1), 3, 4, KoalaBear.Modulus - InverseOfPowerOfTwo(1), KoalaBear.Modulus - 3, KoalaBear.Modulus - 4,
        InverseOfPowerOfTwo(8), InverseOfPowerOfTwo(3), InverseOfPowerOfTwo(24),
        KoalaBear.Modulus - InverseOfPowerOfTwo(8), KoalaBear.Modulus - InverseOfPowerOfTwo(3), KoalaBear.Modulus - InverseOfPowerOfTwo(4),
        KoalaBear.Modulus - InverseOfPowerOfTwo(24),
    ];

    private static uint InverseOfPowerOfTwo(int exponent) => KoalaBear.FromCanonical(1u << exponent).Inverse().ToCanonical();
}
