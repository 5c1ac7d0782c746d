// SPDX-License-Identifier: MIT OR Apache-2.0

using System.Globalization;
using PicoEngine.Proving;

namespace PicoEngine.Cli.Rendering;

/// <summary>Numbers and bytes as people read them.</summary>
internal static class Format
{
    /// <summary>With a comma between thousands.</summary>
    public static string Count(ulong value) => value.ToString("N0", CultureInfo.InvariantCulture);

    public static string Count(long value) => value.ToString("N0", CultureInfo.InvariantCulture);

    public static string Seconds(TimeSpan time) => time.TotalSeconds.ToString("0.00", CultureInfo.InvariantCulture) + " s";

    /// <summary>As short as it serves: 8.1 s, 1 m 05 s, 2 h 03 m.</summary>
    public static string Duration(TimeSpan time) => time.TotalMinutes < 1
        ? time.TotalSeconds.ToString("0.0", CultureInfo.InvariantCulture) + " s"
        : time.TotalHours < 1 ? $"{(int)time.TotalMinutes} m {time.Seconds:00} s" : $"{(long)time.TotalHours} h {time.Minutes:00} m";

    /// <summary>Millions of cycles a second.</summary>
    public static string Speed(double cyclesPerSecond) => (cyclesPerSecond / 1e6).ToString("0.0", CultureInfo.InvariantCulture) + " M cycles/s";

    /// <summary>Cycles a second, in thousands where there are that many.</summary>
    public static string SlowSpeed(double cyclesPerSecond) =>
        cyclesPerSecond >= 1e6 ? Speed(cyclesPerSecond) : (cyclesPerSecond / 1e3).ToString("0.0", CultureInfo.InvariantCulture) + " k cycles/s";

    /// <summary>The bits of a proof, and the parameter set that gives them.</summary>
    public static string Security(SecurityBits bits, string parameters) => string.Create(
        CultureInfo.InvariantCulture, $"{bits.LeastRound:0.0} bits in the weakest round, in union {bits.ShardUnion:0.0} a shard, {bits.RunUnion:0.0} the run ({parameters})");

    public static string Shards(int count) => $"{Count(count)} {(count == 1 ? "shard" : "shards")}";

    /// <summary>The number of bytes, and the first of them.</summary>
    public static string PublicValues(ReadOnlySpan<byte> bytes, int shown) =>
        bytes.IsEmpty ? "none" : $"{Count(bytes.Length)} bytes {Hex(bytes, shown)}";

    public static string Mebibytes(long bytes) => (bytes / 1048576.0).ToString("0", CultureInfo.InvariantCulture) + " MiB";

    /// <summary>With a digit behind the point where it is not 0.</summary>
    public static string Gibibytes(long bytes) => (bytes / 1073741824.0).ToString("0.#", CultureInfo.InvariantCulture) + " GiB";

    public static string Percent(ulong part, ulong whole) =>
        (whole == 0 ? 0 : 100.0 * part / whole).ToString("0.0", CultureInfo.InvariantCulture) + " %";

    /// <summary>Lower-case hex with 0x; of more than <paramref name="shown"/> bytes only the first are written.</summary>
    public static string Hex(ReadOnlySpan<byte> bytes, int shown = int.MaxValue) =>
        "0x" + Convert.ToHexStringLower(bytes[..Math.Min(shown, bytes.Length)]) + (bytes.Length > shown ? "..." : "");
}
