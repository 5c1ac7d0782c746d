// SPDX-License-Identifier: MIT OR Apache-2.0

using System.Globalization;

namespace PicoEngine.Cli.Inputs;

/// <summary>Sizes as people write them: <c>8GiB</c>, <c>1.5 GB</c>, <c>512MiB</c>, or a number of bytes.</summary>
internal static class ByteSize
{
    private static readonly (string Name, double Bytes)[] Units =
    [
        ("KiB", 1L << 10), ("MiB", 1L << 20), ("GiB", 1L << 30), ("TiB", 1L << 40),
        ("kB", 1e3), ("MB", 1e6), ("GB", 1e9), ("TB", 1e12), ("B", 1),
    ];

    /// <summary>Reads a size of at least one byte; units are read without regard to case.</summary>
    public static bool TryParse(string text, out long bytes)
    {
        (string digits, double unit) = (text.Trim(), 1);
        foreach ((string name, double size) in Units)
        {
            if (digits.EndsWith(name, StringComparison.OrdinalIgnoreCase))
            {
                (digits, unit) = (digits[..^name.Length].TrimEnd(), size);
                break;
            }
        }

        bool isNumber = double.TryParse(digits, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out double value);
        double product = value * unit;
        bytes = isNumber && product is >= 1 and < long.MaxValue ? (long)product : 0;
        return bytes > 0;
    }
}
