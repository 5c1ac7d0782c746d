// SPDX-License-Identifier: MIT OR Apache-2.0

using PicoEngine.Fields;

namespace PicoEngine.Primitives.Poseidon2;

/// <summary>One instance of Poseidon2 over KoalaBear: S-box x^3, its rounds, its constants and the diagonal of its inner matrix.</summary>
/// <remarks>
/// eprint 2023/323. Round numbers and diagonals are those that Plonky3 publishes for KoalaBear; the constants come from <see cref="GrainLfsr"/>.
/// Every number here is part of every hash, so changing one changes all commitments and verifying keys.
/// </remarks>
public sealed class Poseidon2Parameters
{
    /// <summary>Full rounds R_F: half of them before the partial rounds, half behind.</summary>
    public const int FullRounds = 8;

    private Poseidon2Parameters(int width, int partialRounds, KoalaBear[] diagonal)
    {
        Width = width;
        PartialRounds = partialRounds;
        Diagonal = diagonal;
        var grain = new GrainLfsr(width, FullRounds, partialRounds);
        var constants = new KoalaBear[(FullRounds * width) + partialRounds];
        for (var i = 0; i < constants.Length; i++)
        {
            constants[i] = grain.Next();
        }

        RoundConstants = constants;
    }

    /// <summary>Width 24, R_P = 23: every hash and transcript of the proof system.</summary>
    public static Poseidon2Parameters Width24 { get; } = new(24, 23,
    [
        .. SmallMultipliers(),
        PowerOfTwo(-2), PowerOfTwo(-3), PowerOfTwo(-4), PowerOfTwo(-5), PowerOfTwo(-6), PowerOfTwo(-24),
        -PowerOfTwo(-8), -PowerOfTwo(-3), -PowerOfTwo(-4), -PowerOfTwo(-5), -PowerOfTwo(-6), -PowerOfTwo(-7), -PowerOfTwo(-9), -PowerOfTwo(-24),
    ]);

    /// <summary>Width 16, R_P = 20: published vectors and comparisons only.</summary>
    public static Poseidon2Parameters Width16 { get; } = new(16, 20,
    [
        .. SmallMultipliers(),
        PowerOfTwo(-3), PowerOfTwo(-24), -PowerOfTwo(-8), -PowerOfTwo(-3), -PowerOfTwo(-4), -PowerOfTwo(-24),
    ]);

    /// <summary>State words t.</summary>
    public int Width { get; }

    /// <summary>Partial rounds R_P.</summary>
    public int PartialRounds { get; }

    /// <summary>In order of use: R_F/2 rounds of t, R_P single ones for word 0, R_F/2 rounds of t.</summary>
    public ReadOnlyMemory<KoalaBear> RoundConstants { get; }

    /// <summary>V of the inner matrix J + diag(V), J all ones.</summary>
    public ReadOnlyMemory<KoalaBear> Diagonal { get; }

    private static KoalaBear[] SmallMultipliers() =>
    [
        -PowerOfTwo(1), PowerOfTwo(0), PowerOfTwo(1), PowerOfTwo(-1), KoalaBear.FromCanonical(3), PowerOfTwo(2),
        -PowerOfTwo(-1), -KoalaBear.FromCanonical(3), -PowerOfTwo(2), PowerOfTwo(-8),
    ];

    private static KoalaBear PowerOfTwo(int exponent)
    {
        var power = KoalaBear.FromCanonical(1u << Math.Abs(exponent));
        return exponent < 0 ? power.Inverse() : power;
    }
}
