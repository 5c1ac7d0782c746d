// SPDX-License-Identifier: MIT OR Apache-2.0

using PicoEngine.Fields;

namespace PicoEngine.Stark.Zerocheck;

/// <summary>Rows over the extension.</summary>
internal readonly struct ExtensionRows : IRowArithmetic<KoalaBearExtension5>
{
    public static KoalaBearExtension5 Lift(KoalaBearExtension5 value) => value;

    public static KoalaBearExtension5 Multiply(KoalaBearExtension5 factor, KoalaBearExtension5 value) => factor * value;
}
