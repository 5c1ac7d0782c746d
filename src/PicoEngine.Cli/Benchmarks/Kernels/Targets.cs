// SPDX-License-Identifier: MIT OR Apache-2.0

using System.Globalization;

namespace PicoEngine.Cli.Benchmarks.Kernels;

/// <summary>What the kernels are to reach on one H100, and whether they do. On other devices the shares of the limits say more.</summary>
internal static class Targets
{
    private const string Card = "H100";

    /// <summary>A line for each figure that has a target; none where the device is another.</summary>
    /// <param name="device">The device's name.</param>
    /// <param name="rows">What was measured.</param>
    /// <param name="copyBytesPerSecond">The bandwidth of copies, measured in the same run.</param>
    public static IEnumerable<string> Compare(string device, IReadOnlyList<BenchmarkRow> rows, double copyBytesPerSecond)
    {
        if (!device.Contains(Card, StringComparison.Ordinal))
        {
            yield break;
        }

        foreach (BenchmarkRow row in rows)
        {
            // Permutations a second, as the fastest other prover has them or our estimate allows; transforms as a share of copies, bytes of all passes counted.
            (double value, double target, string unit)? comparison = row.Name switch
            {
                "Poseidon2 width 16: permutations" => (row.Measured / 1e3, 2.2, "G/s"),
                "Poseidon2 width 24: permutations" => (row.Measured / 1e3, 1.4, "G/s"),
                _ when row.Name.StartsWith("NTT 2^", StringComparison.Ordinal) && row.Name.Contains("2^22,", StringComparison.Ordinal) && row.Detail is { } detail =>
                    (100 * detail.Bytes / detail.MedianSeconds / copyBytesPerSecond, 75, "% of the copy bandwidth"),
                _ => null,
            };
            if (comparison is var (value, target, unit))
            {
                yield return string.Create(
                    CultureInfo.InvariantCulture, $"target on an {Card}, {row.Name}: {value:0.00} {unit} of {target:0.0#}, {(value >= target ? "reached" : "missed")}");
            }
        }
    }
}
