// SPDX-License-Identifier: MIT OR Apache-2.0

using PicoEngine.Backends.Abstractions;
using PicoEngine.Fields;
using PicoEngine.Primitives.MerkleTree;

namespace PicoEngine.Cli.Diagnosis.SelfTest;

/// <summary>Lets a device permute, transform and hash, and compares every word with the processor's.</summary>
internal static class DevicePrimitives
{
    private const int LogBlowup = 1;
    private const int Columns = 5;
    private const int LogCapSize = 4;

    // Of the tree's leaves: the least, and one that is no multiple of the sponge's rate.
    private static readonly int[] LeafWidths = [1, 23];

    /// <summary>What a device does otherwise than the processor; null where nothing.</summary>
    /// <param name="device">The device.</param>
    /// <param name="processor">What it is compared with.</param>
    /// <param name="logSize">Log of the longest column, at least 4.</param>
    /// <param name="cancellation">Ends it.</param>
    public static string? FindDifference(IPrimitiveBackend device, IPrimitiveBackend processor, int logSize, CancellationToken cancellation)
    {
        foreach (int width in (int[])[16, 24])
        {
            cancellation.ThrowIfCancellationRequested();
            KoalaBear[] states = Words(width << (logSize - 4), (uint)width);
            KoalaBear[] expected = [.. states];
            device.Poseidon2.Permute(states, width);
            processor.Poseidon2.Permute(expected, width);
            if (!states.AsSpan().SequenceEqual(expected))
            {
                return $"Poseidon2 of width {width}";
            }
        }

        for (int log = logSize; log >= 1; log = log > 4 ? log - 3 : log - 1)
        {
            cancellation.ThrowIfCancellationRequested();
            KoalaBear[] coefficients = Words(Columns << (log - LogBlowup), (uint)log);
            var (values, expected) = (new KoalaBear[Columns << log], new KoalaBear[Columns << log]);
            device.Ntt.Forward(coefficients, values, Columns);
            processor.Ntt.Forward(coefficients, expected, Columns);
            if (!values.AsSpan().SequenceEqual(expected))
            {
                return $"the transform of 2^{log} points";
            }
        }

        foreach (int width in LeafWidths)
        {
            cancellation.ThrowIfCancellationRequested();
            if (!SameTree(device, processor, LeafLayout.Create(logSize - 2, width, 1), (uint)width))
            {
                return $"the Merkle tree over rows of {width} words";
            }
        }

        return null;
    }

    private static bool SameTree(IPrimitiveBackend device, IPrimitiveBackend processor, LeafLayout layout, uint seed)
    {
        KoalaBear[] matrix = Words(layout.Width << layout.LogHeight, seed);
        int last = (1 << layout.LogLeafCount) - 1;
        using IMerkleTree tree = device.MerkleTree.Build(matrix, layout, LogCapSize);
        using IMerkleTree expected = processor.MerkleTree.Build(matrix, layout, LogCapSize);
        return tree.Cap.Nodes.SequenceEqual(expected.Cap.Nodes)
            && tree.Open([0, last / 3, last]).Zip(expected.Open([0, last / 3, last])).All(pair => Same(pair.First, pair.Second));
    }

    private static bool Same(MerkleOpening left, MerkleOpening right) =>
        left.Leaf.Span.SequenceEqual(right.Leaf.Span) && left.Siblings.Span.SequenceEqual(right.Siblings.Span);

    /// <summary>The generator of Knuth's MMIX: what words these are does not matter, but that they are the same in every run.</summary>
    private static KoalaBear[] Words(int count, uint seed)
    {
        var words = new KoalaBear[count];
        ulong state = seed;
        for (int i = 0; i < count; i++)
        {
            state = (state * 6364136223846793005) + 1442695040888963407;
            words[i] = KoalaBear.FromCanonical((uint)(state >> 33) % KoalaBear.Modulus);
        }

        return words;
    }
}
