// SPDX-License-Identifier: MIT OR Apache-2.0

namespace PicoEngine.Fields;

/// <summary>Inverts many field elements with one inversion (Montgomery's trick: three products an element).</summary>
public static class BatchInversion
{
    /// <summary>Writes the inverse of every element of <paramref name="values"/> to the same place of <paramref name="inverses"/>.</summary>
    /// <param name="values">Non-zero elements.</param>
    /// <param name="inverses">As long as <paramref name="values"/>, and not overlapping it.</param>
    /// <exception cref="ArgumentException">The lengths differ or the spans overlap.</exception>
    /// <exception cref="DivideByZeroException">An element is zero.</exception>
    public static void Invert<TField>(ReadOnlySpan<TField> values, Span<TField> inverses)
        where TField : struct, IField<TField>
    {
        if (values.Length != inverses.Length || values.Overlaps(inverses))
        {
            throw new ArgumentException("Values and inverses have one length and do not overlap.", nameof(inverses));
        }

        // inverses[i] holds the product of all values before i, then is turned into the inverse on the way back.
        var product = TField.One;
        for (var i = 0; i < values.Length; i++)
        {
            inverses[i] = product;
            product *= values[i];
        }

        var inverse = values.IsEmpty ? product : product.Inverse();
        for (var i = values.Length - 1; i >= 0; i--)
        {
            inverses[i] *= inverse;
            inverse *= values[i];
        }
    }
}
