// SPDX-License-Identifier: MIT OR Apache-2.0

using PicoEngine.Fields;

namespace PicoEngine.Stark.Zerocheck;

/// <summary>Rows over the base field.</summary>
internal readonly struct BaseRows : IRowArithmetic<KoalaBear>
{
    public static KoalaBearExtension5 Lift(KoalaBear value) => value;

    public static KoalaBearExtension5 Multiply(KoalaBearExtension5 factor, KoalaBear value) => factor * value;
}
