// SPDX-License-Identifier: MIT OR Apache-2.0

using System.Globalization;

namespace PicoEngine.Cli.Rendering;

/// <summary>Numbers and bytes as people read them.</summary>
internal static class Format
{
    /// <summary>With a comma between thousands.</summary>
    public static string Count(ulong value) => value.ToString("N0", CultureInfo.InvariantCulture);

    public static string Count(long value) => value.ToString("N0", CultureInfo.InvariantCulture);

    public static string Seconds(TimeSpan time) => time.TotalSeconds.ToString("0.00", CultureInfo.InvariantCulture) + " s";

    /// <summary>Millions of cycles a second.</summary>
    public static string Speed(double cyclesPerSecond) => (cyclesPerSecond / 1e6).ToString("0.0", CultureInfo.InvariantCulture) + " M cycles/s";

    public static string Mebibytes(long bytes) => (bytes / 1048576.0).ToString("0", CultureInfo.InvariantCulture) + " MiB";

    public static string Percent(ulong part, ulong whole) =>
        (whole == 0 ? 0 : 100.0 * part / whole).ToString("0.0", CultureInfo.InvariantCulture) + " %";

    /// <summary>Lower-case hex with 0x; of more than <paramref name="shown"/> bytes only the first are written.</summary>
    public static string Hex(ReadOnlySpan<byte> bytes, int shown = int.MaxValue) =>
        "0x" + Convert.ToHexStringLower(bytes[..Math.Min(shown, bytes.Length)]) + (bytes.Length > shown ? "..." : "");
}
