// SPDX-License-Identifier: MIT OR Apache-2.0

namespace PicoEngine.Verifier.Stark.Zerocheck;

/// <summary>How long the messages of the constraint sumcheck are.</summary>
public static class ZerocheckShape
{
    /// <summary>The degree of constraints and of leaf polynomials in the columns.</summary>
    public const int ColumnDegree = 3;

    /// <summary>The degree of a round in its variable: that of the columns and one of eq.</summary>
    public const int RoundDegree = ColumnDegree + 1;

    /// <summary>Coefficients of a round that are sent: 0, 2, 3, 4; the claim gives coefficient 1.</summary>
    public const int RoundElements = RoundDegree;

    /// <summary>Coefficients of the polynomial of the skip round, all of them sent; none without a skip round.</summary>
    /// <remarks>Every factor of degree one in a row becomes one of degree 2^l - 1 in the variable of the skip.</remarks>
    /// <param name="logSkip">l, the row variables that the skip round binds.</param>
    public static int SkipElements(int logSkip) => logSkip == 0 ? 0 : (RoundDegree * ((1 << logSkip) - 1)) + 1;
}
