// SPDX-License-Identifier: MIT OR Apache-2.0

using PicoEngine.Fields;

namespace PicoEngine.Stark.Zerocheck;

/// <summary>How row values meet challenges: rows of a trace lie in the base field, those after a fold in the extension.</summary>
/// <typeparam name="TField">The field of the rows.</typeparam>
internal interface IRowArithmetic<TField>
    where TField : struct, IField<TField>
{
    public static abstract KoalaBearExtension5 Lift(TField value);

    public static abstract KoalaBearExtension5 Multiply(KoalaBearExtension5 factor, TField value);
}
