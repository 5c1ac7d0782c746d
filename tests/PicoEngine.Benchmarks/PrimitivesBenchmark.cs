// SPDX-License-Identifier: MIT OR Apache-2.0

using System.Diagnostics;
using System.Runtime.InteropServices;
using System.Text.Json;
using PicoEngine.Fields;
using PicoEngine.Fields.Packed;
using PicoEngine.Primitives.Challenger;
using PicoEngine.Primitives.Dft;
using PicoEngine.Primitives.MerkleTree;
using PicoEngine.Primitives.Poseidon2;
using PicoEngine.Primitives.Symmetric;

namespace PicoEngine.Benchmarks;

/// <summary>Rates of the primitives on one thread, each beside the limit that the measured rate of field products puts on it.</summary>
/// <remarks>
/// A product is six half-width multiplications; an extension product with delayed reduction is 25 * 2 + 5 * 4. Poseidon2 of width t has 2 (8 t + R_P)
/// products in its S-boxes; a transform of length N has (N / 2) log2 N in its butterflies; a tree costs its
/// permutations. Additions, loads and memory come on top, so 100 % is out of reach; the share says how far.
/// </remarks>
internal static unsafe class PrimitivesBenchmark
{
    private const double ExtensionMultiplications = (25 * 2) + (5 * 4);
    private const int LogNttSize = 20;
    private const int NttColumns = 16;
    private const int LogTreeHeight = 20;
    private const int TreeColumns = 60;

    private static readonly TimeSpan TimePerRow = TimeSpan.FromMilliseconds(400);

    /// <summary>Prints the table, then one line of JSON.</summary>
    /// <param name="arguments">None are taken.</param>
    public static int Run(string[] arguments)
    {
        if (arguments.Length != 0)
        {
            Console.Error.WriteLine("usage: primitives");
            return 2;
        }

        var products = ProductRate();
        var rows = new List<Row> { new("Montgomery products", products / 1e9, "G/s", double.NaN) };
        rows.Add(new("Extension products", ExtensionRate() / 1e9, "G/s", products * 6 / ExtensionMultiplications / 1e9));
        var width24 = PermutationRate(Poseidon2Permutation.Width24);
        var width16 = PermutationRate(Poseidon2Permutation.Width16);
        rows.Add(new("Poseidon2 width 24, batch of 16", width24 / 1e6, "M perm/s", products / SboxProducts(Poseidon2Parameters.Width24) / 1e6));
        rows.Add(new("Poseidon2 width 16, batch of 16", width16 / 1e6, "M perm/s", products / SboxProducts(Poseidon2Parameters.Width16) / 1e6));
        rows.Add(new("Poseidon2 width 24, one at a time", SingleNanoseconds(), "ns", double.NaN));
        rows.Add(new("Proof of work", GrindRate() / 1e6, "M nonces/s", width24 / 1e6));
        rows.Add(NttRow(LogNttSize, LogNttSize, 1, products));
        rows.Add(NttRow(LogNttSize, LogNttSize, NttColumns, products));
        rows.Add(NttRow(LogNttSize - 1, LogNttSize, NttColumns, products));
        rows.Add(TreeRow(width24));
        Print(rows);
        return 0;
    }

    private static int SboxProducts(Poseidon2Parameters parameters) =>
        2 * ((Poseidon2Parameters.FullRounds * parameters.Width) + parameters.PartialRounds);

    internal static double ProductRate()
    {
        const int Chains = 16;
        const int Rounds = 1024;
        if (PackedKoalaBear512.IsSupported)
        {
            return Chains * Rounds * PackedKoalaBear512.Lanes / Seconds(() => Products<PackedKoalaBear512>(Rounds));
        }

        return PackedKoalaBear256.IsSupported
            ? Chains * Rounds * PackedKoalaBear256.Lanes / Seconds(() => Products<PackedKoalaBear256>(Rounds))
            : Chains * Rounds * PackedKoalaBear1.Lanes / Seconds(() => Products<PackedKoalaBear1>(Rounds));
    }

    /// <summary>Sixteen independent chains of products over first-level cache.</summary>
    private static void Products<TPacked>(int rounds)
        where TPacked : unmanaged, IPackedKoalaBear<TPacked>
    {
        var chains = stackalloc TPacked[16];
        for (var i = 0; i < 16; i++)
        {
            chains[i] = TPacked.Broadcast(KoalaBear.FromCanonical((uint)i + 2));
        }

        var factor = TPacked.Broadcast(KoalaBear.Generator);
        for (var round = 0; round < rounds; round++)
        {
            for (var i = 0; i < 16; i += 4)
            {
                chains[i] *= factor;
                chains[i + 1] *= factor;
                chains[i + 2] *= factor;
                chains[i + 3] *= factor;
            }
        }
    }

    private static double ExtensionRate()
    {
        if (PackedKoalaBear512.IsSupported)
        {
            return ExtensionRate<PackedKoalaBear512>();
        }

        return PackedKoalaBear256.IsSupported ? ExtensionRate<PackedKoalaBear256>() : ExtensionRate<PackedKoalaBear1>();
    }

    private static double ExtensionRate<TPacked>()
        where TPacked : unmanaged, IPackedKoalaBear<TPacked>
    {
        const int Count = 1024;
        using var elements = new AlignedElements(3 * 5 * Count);
        var seconds = Seconds(() =>
        {
            fixed (KoalaBear* left = elements.Span)
            {
                var right = left + (5 * Count);
                var product = right + (5 * Count);
                for (var i = 0; i < Count; i += TPacked.Lanes)
                {
                    PackedExtension5<TPacked>.Store(
                        PackedExtension5<TPacked>.Load(left + i, Count) * PackedExtension5<TPacked>.Load(right + i, Count), product + i, Count);
                }
            }
        });
        return Count / seconds;
    }

    private static double PermutationRate(Poseidon2Permutation permutation)
    {
        const int Batches = 64;
        var states = new KoalaBear[permutation.Width * IPermutation.BatchSize];
        var seconds = Seconds(() =>
        {
            for (var i = 0; i < Batches; i++)
            {
                permutation.PermuteBatch(states);
            }
        });
        return Batches * IPermutation.BatchSize / seconds;
    }

    private static double SingleNanoseconds()
    {
        const int Count = 64;
        var state = new KoalaBear[Sponge.Width];
        return 1e9 / Count * Seconds(() =>
        {
            for (var i = 0; i < Count; i++)
            {
                Poseidon2Permutation.Width24.Permute(state);
            }
        });
    }

    private static double GrindRate()
    {
        var nonces = 0.0;
        var clock = Stopwatch.StartNew();
        for (var seed = 0u; clock.Elapsed < TimePerRow; seed++)
        {
            var challenger = new DuplexChallenger(Sponge.Poseidon2Width24, default);
            challenger.Observe(MessageKind.PublicValues, [KoalaBear.FromCanonical(seed)]);
            nonces += challenger.Grind(14)!.Value.ToCanonical() + 1;
        }

        return nonces / clock.Elapsed.TotalSeconds;
    }

    private static Row NttRow(int logMessage, int logSize, int columns, double products)
    {
        using var coefficients = new AlignedElements((nint)columns << logMessage);
        using var values = new AlignedElements((nint)columns << logSize);
        var seconds = Seconds(() => ForwardNtt.Transform(coefficients.Span, values.Span, columns));
        var limit = columns * (double)(1 << logSize) / 2 * logSize / products;
        return new($"NTT 2^{logMessage} to 2^{logSize}, {columns} column(s)", 1e3 * seconds, "ms", 1e3 * limit);
    }

    private static Row TreeRow(double permutationRate)
    {
        using var matrix = new AlignedElements((nint)TreeColumns << LogTreeHeight);
        var layout = LeafLayout.Create(LogTreeHeight, TreeColumns, 0);
        var seconds = Seconds(() => CappedMerkleTree.Build(Sponge.Poseidon2Width24, matrix.Span, layout, 8));
        var permutations = (double)(1 << layout.LogLeafCount) * (((layout.LeafWords + Sponge.Rate - 1) / Sponge.Rate) + 1);
        return new($"Merkle 2^{LogTreeHeight} rows, {TreeColumns} columns", 1e3 * seconds, "ms", 1e3 * permutations / permutationRate);
    }

    /// <summary>The best of repeated runs: after half a second of warm-up, in which tiered compilation ends, for the time of a row.</summary>
    private static double Seconds(Action action)
    {
        for (var warm = Stopwatch.StartNew(); warm.ElapsedMilliseconds < 500;)
        {
            action();
        }

        var best = double.MaxValue;
        for (var total = Stopwatch.StartNew(); total.Elapsed < TimePerRow;)
        {
            var start = Stopwatch.GetTimestamp();
            action();
            best = Math.Min(best, Stopwatch.GetElapsedTime(start).TotalSeconds);
        }

        return best;
    }

    private static void Print(List<Row> rows)
    {
        Console.WriteLine($"{"primitive, one thread",-40}{"measured",12} {"unit",-12}{"limit",12}{"share",8}");
        foreach (var row in rows)
        {
            var limit = double.IsNaN(row.Limit) ? "" : row.Limit.ToString("F2");
            var share = double.IsNaN(row.Limit) ? "" : row.Share.ToString("P0");
            Console.WriteLine($"{row.Name,-40}{row.Measured,12:F2} {row.Unit,-12}{limit,12}{share,8}");
        }

        Console.WriteLine(JsonSerializer.Serialize(rows.Select(row => new
        {
            name = row.Name,
            measured = Math.Round(row.Measured, 3),
            unit = row.Unit,
            limit = double.IsNaN(row.Limit) ? (double?)null : Math.Round(row.Limit, 3),
        })));
    }

    /// <summary>One line of the table. A limit has the unit of the figure: the most for rates, the least for times.</summary>
    private sealed record Row(string Name, double Measured, string Unit, double Limit)
    {
        public double Share => Unit is "ms" or "ns" ? Limit / Measured : Measured / Limit;
    }

    /// <summary>Field elements at a 64-byte boundary outside the managed heap, all touched.</summary>
    private sealed class AlignedElements : IDisposable
    {
        private readonly KoalaBear* _pointer;
        private readonly int _length;

        public AlignedElements(nint length)
        {
            _length = checked((int)length);
            _pointer = (KoalaBear*)NativeMemory.AlignedAlloc((nuint)length * sizeof(uint), 64);
            Span.Fill(KoalaBear.Generator);
        }

        // Safe until Dispose: the block has that many elements.
        public Span<KoalaBear> Span => new(_pointer, _length);

        public void Dispose() => NativeMemory.AlignedFree(_pointer);
    }
}
