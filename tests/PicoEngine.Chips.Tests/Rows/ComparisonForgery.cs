// SPDX-License-Identifier: MIT OR Apache-2.0

using PicoEngine.Fields;

namespace PicoEngine.Chips.Tests.Rows;

/// <summary>All fillings of the columns of a comparison: each boolean both ways, and the distance as the equation wants it.</summary>
internal static class ComparisonForgery
{
    /// <summary>The number of booleans that a comparison chooses.</summary>
    public const int Bits = 4;

    /// <param name="row">A row with the columns of a comparison; gets them refilled.</param>
    /// <param name="b">First operand.</param>
    /// <param name="c">Second operand.</param>
    /// <param name="choice">One bit for each boolean.</param>
    public static void Fill(RowEdit row, long b, long c, int choice)
    {
        var (less, differs, signB, signC) = (choice & 1, choice >> 1 & 1, choice >> 2 & 1, choice >> 3 & 1);
        var high = (b >> 16) - (65536 * signB) - (c >> 16) + (65536 * signC);
        var delta = high + ((1 - differs) * ((b & 0xffff) - (c & 0xffff)));
        var distance = ((1 - (2 * less)) * delta) - less - (differs * (1 - less));
        row.Set("less", less).Set("high_differs", differs).Set("sign_b", signB).Set("sign_c", signC);
        row["distance"] = KoalaBear.Reduce(distance);
    }
}
