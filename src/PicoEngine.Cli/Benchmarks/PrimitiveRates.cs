// SPDX-License-Identifier: MIT OR Apache-2.0

using System.Diagnostics;
using PicoEngine.Backends.Buffers;
using PicoEngine.Fields;
using PicoEngine.Fields.Packed;
using PicoEngine.Primitives.Challenger;
using PicoEngine.Primitives.Dft;
using PicoEngine.Primitives.MerkleTree;
using PicoEngine.Primitives.Poseidon2;
using PicoEngine.Primitives.Symmetric;

namespace PicoEngine.Cli.Benchmarks;

/// <summary>How fast one thread does what proofs are made of. Each figure is the best of repeated runs behind a warm-up, in which tiered compilation ends.</summary>
internal static class PrimitiveRates
{
    private static readonly TimeSpan WarmUp = TimeSpan.FromMilliseconds(500);

    /// <summary>Time that a figure is measured for, apart from its warm-up.</summary>
    public static TimeSpan Time { get; } = TimeSpan.FromMilliseconds(400);

    /// <summary>Products of field elements in a second, in the widest vectors.</summary>
    public static double Products() =>
        PackedKoalaBear512.IsSupported ? Products<PackedKoalaBear512>()
        : PackedKoalaBear256.IsSupported ? Products<PackedKoalaBear256>()
        : Products<PackedKoalaBear1>();

    /// <summary>Products of extension elements in a second, in the widest vectors.</summary>
    public static double ExtensionProducts() =>
        PackedKoalaBear512.IsSupported ? ExtensionProducts<PackedKoalaBear512>()
        : PackedKoalaBear256.IsSupported ? ExtensionProducts<PackedKoalaBear256>()
        : ExtensionProducts<PackedKoalaBear1>();

    /// <summary>Permutations in a second, in batches as trees take them.</summary>
    public static double Permutations(Poseidon2Permutation permutation)
    {
        const int Batches = 64;
        var states = new KoalaBear[permutation.Width * IPermutation.BatchSize];
        return Batches * IPermutation.BatchSize / Seconds(() =>
        {
            for (int i = 0; i < Batches; i++)
            {
                permutation.PermuteBatch(states);
            }
        });
    }

    /// <summary>Seconds of a permutation of width 24 alone, as transcripts take them.</summary>
    public static double SinglePermutation()
    {
        const int Count = 64;
        var state = new KoalaBear[Sponge.Width];
        return Seconds(() =>
        {
            for (int i = 0; i < Count; i++)
            {
                Poseidon2Permutation.Width24.Permute(state);
            }
        }) / Count;
    }

    /// <summary>Nonces of the proof of work tried in a second.</summary>
    public static double Nonces()
    {
        double nonces = 0;
        var clock = Stopwatch.StartNew();
        for (uint seed = 0; clock.Elapsed < Time; seed++)
        {
            var challenger = new DuplexChallenger(Sponge.Poseidon2Width24, default);
            challenger.Observe(MessageKind.PublicValues, [KoalaBear.FromCanonical(seed)]);
            nonces += challenger.Grind(14)!.Value.ToCanonical() + 1;
        }

        return nonces / clock.Elapsed.TotalSeconds;
    }

    /// <summary>Seconds of transforming columns of 2^<paramref name="logMessage"/> coefficients into codewords of 2^<paramref name="logSize"/> words.</summary>
    public static double Transform(ElementBufferPool pool, int logMessage, int logSize, int columns)
    {
        using ElementBuffer coefficients = Filled(pool, (long)columns << logMessage);
        using ElementBuffer values = Filled(pool, (long)columns << logSize);
        return Seconds(() => ForwardNtt.Transform(coefficients.Span, values.Span, columns));
    }

    /// <summary>Seconds of making a tree over a matrix.</summary>
    public static double Tree(ElementBufferPool pool, LeafLayout layout, int logCapSize)
    {
        using ElementBuffer matrix = Filled(pool, (long)layout.Width << layout.LogHeight);
        return Seconds(() => CappedMerkleTree.Build(Sponge.Poseidon2Width24, matrix.Span, layout, logCapSize));
    }

    /// <summary>Touches every page, so that no measurement pays for that.</summary>
    private static ElementBuffer Filled(ElementBufferPool pool, long length)
    {
        ElementBuffer buffer = pool.Rent(length);
        buffer.Span.Fill(KoalaBear.Generator);
        return buffer;
    }

    /// <summary>Sixteen independent chains of products in first-level cache.</summary>
    private static double Products<TPacked>()
        where TPacked : unmanaged, IPackedKoalaBear<TPacked>
    {
        const int Rounds = 1024;
        const int Chains = 16;
        var chains = new TPacked[Chains];
        for (int i = 0; i < Chains; i++)
        {
            chains[i] = TPacked.Broadcast(KoalaBear.FromCanonical((uint)i + 2));
        }

        return (double)Chains * Rounds * TPacked.Lanes / Seconds(() => Multiply(chains, TPacked.Broadcast(KoalaBear.Generator), Rounds));
    }

    private static void Multiply<TPacked>(Span<TPacked> chains, TPacked factor, int rounds)
        where TPacked : unmanaged, IPackedKoalaBear<TPacked>
    {
        for (int round = 0; round < rounds; round++)
        {
            for (int i = 0; i + 3 < chains.Length; i += 4)
            {
                chains[i] *= factor;
                chains[i + 1] *= factor;
                chains[i + 2] *= factor;
                chains[i + 3] *= factor;
            }
        }
    }

    /// <summary>Products of two arrays into a third in first-level cache.</summary>
    private static double ExtensionProducts<TPacked>()
        where TPacked : unmanaged, IPackedKoalaBear<TPacked>
    {
        const int Count = 1024;
        var left = new PackedExtension5<TPacked>[Count / TPacked.Lanes];
        Array.Fill(left, PackedExtension5<TPacked>.Broadcast(KoalaBearExtension5.Root + KoalaBear.Generator));
        PackedExtension5<TPacked>[] right = [.. left];
        var product = new PackedExtension5<TPacked>[left.Length];
        return Count / Seconds(() => Multiply(left, right, product));
    }

    private static void Multiply<TPacked>(
        ReadOnlySpan<PackedExtension5<TPacked>> left, ReadOnlySpan<PackedExtension5<TPacked>> right, Span<PackedExtension5<TPacked>> product)
        where TPacked : unmanaged, IPackedKoalaBear<TPacked>
    {
        for (int i = 0; i < product.Length; i++)
        {
            product[i] = left[i] * right[i];
        }
    }

    private static double Seconds(Action action)
    {
        for (var warm = Stopwatch.StartNew(); warm.Elapsed < WarmUp;)
        {
            action();
        }

        double best = double.MaxValue;
        for (var total = Stopwatch.StartNew(); total.Elapsed < Time;)
        {
            long start = Stopwatch.GetTimestamp();
            action();
            best = Math.Min(best, Stopwatch.GetElapsedTime(start).TotalSeconds);
        }

        return best;
    }
}
