// SPDX-License-Identifier: MIT OR Apache-2.0

using PicoEngine.Backends.Buffers;
using PicoEngine.Primitives.MerkleTree;
using PicoEngine.Primitives.Poseidon2;
using PicoEngine.Proving.Estimates;

namespace PicoEngine.Cli.Benchmarks;

/// <summary>Rates of the primitives on one thread, each beside the limit that the measured rate of field products puts on it.</summary>
/// <remarks>
/// A product is six half-width multiplications; an extension product with delayed reduction is 25 * 2 + 5 * 4. Poseidon2 of width t has 2 (8 t + R_P)
/// products in its S-boxes; a transform of length N has (N / 2) log2 N in its butterflies; a tree costs its
/// permutations. Additions, loads and memory come on top, so 100 % is out of reach; the share says how far.
/// </remarks>
internal static class PrimitivesBenchmark
{
    public const string Name = "primitives";

    private const double HalfMultiplications = 6;
    private const double ExtensionHalfMultiplications = (25 * 2) + (5 * 4);
    private const int LogNttSize = 20;
    private const int NttColumns = 16;
    private const int LogTreeHeight = 20;
    private const int TreeColumns = 60;
    private const int LogCapSize = 8;

    /// <summary>Measures all; takes about ten seconds.</summary>
    /// <exception cref="OperationCanceledException">Between two figures.</exception>
    public static BenchmarkReport Run(CancellationToken cancellation)
    {
        using ElementBufferPool pool = new();
        var rows = new List<BenchmarkRow>();
        double products = PrimitiveRates.Products();
        Add(() => new("Montgomery products", products / 1e9, "G/s"));
        Add(() => new("extension products", PrimitiveRates.ExtensionProducts() / 1e9, "G/s", products * HalfMultiplications / ExtensionHalfMultiplications / 1e9));
        double width24 = PrimitiveRates.Permutations(Poseidon2Permutation.Width24);
        Add(() => new("Poseidon2 width 24", width24 / 1e6, "M/s", products / SboxProducts(Poseidon2Parameters.Width24) / 1e6));
        Add(() => new("Poseidon2 width 16", PrimitiveRates.Permutations(Poseidon2Permutation.Width16) / 1e6, "M/s", products / SboxProducts(Poseidon2Parameters.Width16) / 1e6));
        Add(() => new("Poseidon2 width 24, one at a time", 1e9 * PrimitiveRates.SinglePermutation(), "ns"));
        Add(() => new("proof-of-work nonces", PrimitiveRates.Nonces() / 1e6, "M/s", width24 / 1e6));
        Add(() => Ntt(LogNttSize, 1));
        Add(() => Ntt(LogNttSize, NttColumns));
        Add(() => Ntt(LogNttSize - 1, NttColumns));
        Add(() => Tree());
        return new BenchmarkReport(Name, 1, rows);

        void Add(Func<BenchmarkRow> row)
        {
            cancellation.ThrowIfCancellationRequested();
            rows.Add(row());
        }

        BenchmarkRow Ntt(int logMessage, int columns) => new(
            $"NTT 2^{logMessage} to 2^{LogNttSize}, {columns} {(columns == 1 ? "column" : "columns")}",
            1e3 * PrimitiveRates.Transform(pool, logMessage, LogNttSize, columns),
            "ms",
            1e3 * Calibration.Products(LogNttSize, columns) / products);

        BenchmarkRow Tree()
        {
            var layout = LeafLayout.Create(LogTreeHeight, TreeColumns, 0);
            return new(
                $"Merkle tree, 2^{LogTreeHeight} rows of {TreeColumns} words", 1e3 * PrimitiveRates.Tree(pool, layout, LogCapSize), "ms",
                1e3 * Calibration.Permutations(layout) / width24);
        }
    }

    private static int SboxProducts(Poseidon2Parameters parameters) =>
        2 * ((Poseidon2Parameters.FullRounds * parameters.Width) + parameters.PartialRounds);
}
