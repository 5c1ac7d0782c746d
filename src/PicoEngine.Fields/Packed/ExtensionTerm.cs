// SPDX-License-Identifier: MIT OR Apache-2.0

using System.Runtime.InteropServices;

namespace PicoEngine.Fields.Packed;

/// <summary>A term of a linear combination of base elements with coefficients in the extension.</summary>
/// <param name="Offset">Where the base elements stand, counted in elements from a common start.</param>
/// <param name="Coefficient">What they are multiplied by.</param>
[StructLayout(LayoutKind.Sequential)]
public readonly record struct ExtensionTerm(nint Offset, KoalaBearExtension5 Coefficient)
{
    /// <summary>The Montgomery words of the coefficient: the layout is sequential, and they stand behind the offset.</summary>
    internal static unsafe uint* Words(ExtensionTerm* term) => (uint*)((byte*)term + sizeof(nint));

    /// <summary>The five terms of coefficient times an extension element whose coefficients stand <paramref name="stride"/> apart, as x^j times it has base coordinates.</summary>
    /// <param name="offset">Where the constant coefficient stands.</param>
    /// <param name="stride">Elements from one coefficient to the next.</param>
    /// <param name="coefficient">The factor.</param>
    /// <param name="terms">Room for five.</param>
    public static void Expand(nint offset, nint stride, KoalaBearExtension5 coefficient, Span<ExtensionTerm> terms)
    {
        for (var j = 0; j < KoalaBearExtension5.Degree; j++)
        {
            terms[j] = new(offset + (j * stride), coefficient);

            // x (b0, .., b4) = (b4, b0, b1 - b4, b2, b3)
            coefficient = new(coefficient[4], coefficient[0], coefficient[1] - coefficient[4], coefficient[2], coefficient[3]);
        }
    }
}
