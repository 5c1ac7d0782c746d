// SPDX-License-Identifier: MIT OR Apache-2.0

namespace PicoEngine.Chips;

/// <summary>The first element of a message on the byte bus.</summary>
internal static class ByteOperation
{
    /// <summary>x and y are bytes, z is zero.</summary>
    public const int Pair = 0;

    /// <summary>z = x AND y.</summary>
    public const int And = 1;

    /// <summary>z = x OR y.</summary>
    public const int Or = 2;

    /// <summary>z = x XOR y.</summary>
    public const int Xor = 3;
}
