// SPDX-License-Identifier: MIT OR Apache-2.0

using PicoEngine.Backends.Abstractions;
using PicoEngine.Fields;
using PicoEngine.Fields.Packed;

namespace PicoEngine.Backends.Cpu.Zerocheck;

/// <summary>The factors of <see cref="SkipTransform{TPacked}"/>.</summary>
internal sealed class SkipTwiddles
{
    /// <param name="logSkip">l, at least 1.</param>
    public SkipTwiddles(int logSkip)
    {
        var size = 1 << logSkip;
        var root = KoalaBear.TwoAdicGenerator(logSkip);
        Roots = Powers(root, KoalaBear.One, size / 2);
        InverseRoots = Powers(root.Inverse(), KoalaBear.One, size / 2);
        var inverseSize = KoalaBear.FromCanonical((uint)size).Inverse();
        Scales = new FixedFactor[SkipDomain.Cosets][];
        for (var coset = 0; coset < Scales.Length; coset++)
        {
            var natural = Powers(SkipDomain.Shift(logSkip, coset), inverseSize, size);
            Scales[coset] = new FixedFactor[size];
            for (var i = 0; i < size; i++)
            {
                var reversed = 0;
                for (var bit = 0; bit < logSkip; bit++)
                {
                    reversed |= (i >> bit & 1) << (logSkip - 1 - bit);
                }

                Scales[coset][i] = natural[reversed];
            }
        }
    }

    /// <summary>w^j.</summary>
    public FixedFactor[] Roots { get; }

    /// <summary>w^-j.</summary>
    public FixedFactor[] InverseRoots { get; }

    /// <summary>Per coset shift^k / 2^l, in bit-reversed order of k.</summary>
    public FixedFactor[][] Scales { get; }

    private static FixedFactor[] Powers(KoalaBear root, KoalaBear first, int count)
    {
        var powers = new FixedFactor[count];
        for (var i = 0; i < count; i++, first *= root)
        {
            powers[i] = new(first);
        }

        return powers;
    }
}
