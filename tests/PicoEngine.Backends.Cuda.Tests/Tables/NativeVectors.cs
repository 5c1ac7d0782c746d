// SPDX-License-Identifier: MIT OR Apache-2.0

using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;
using PicoEngine.Fields;
using PicoEngine.Primitives.Dft;
using PicoEngine.Primitives.MerkleTree;
using PicoEngine.Primitives.Poseidon2;
using PicoEngine.Primitives.Symmetric;

namespace PicoEngine.Backends.Cuda.Tests.Tables;

/// <summary>What the native tests compare kernels with: inputs of a stated formula, and outputs of the C# reference, long ones by their checksum.</summary>
internal static class NativeVectors
{
    private static readonly (int LogMessage, int LogSize, int Width, uint Shift)[] Transforms =
    [
        (0, 0, 1, 1), (0, 3, 2, 1), (1, 1, 3, 1), (2, 4, 5, 1), (3, 3, 1, 3), (5, 6, 9, 1), (7, 7, 3, 1), (7, 8, 17, 1), (11, 12, 3, 1), (12, 12, 2, 3),
        (10, 13, 2, 1), (13, 13, 1, 1), (12, 13, 3, 3), (5, 13, 1, 1), (0, 13, 1, 5), (13, 14, 2, 1), (15, 16, 1, 3), (16, 17, 2, 1), (17, 18, 1, 1),
    ];

    private static readonly (int LogHeight, int Width, int LogRowsPerLeaf, int LogCap)[] Trees =
    [
        (0, 1, 0, 0), (3, 1, 0, 1), (3, 2, 0, 3), (4, 15, 0, 2), (4, 16, 0, 0), (5, 31, 1, 2), (6, 7, 1, 6), (7, 3, 2, 0), (9, 60, 1, 3), (10, 5, 4, 2),
    ];

    /// <summary>Word i of the input with a seed: the upper 31 bits of (i + seed) 2654435761 modulo 2^32, less p if that is p or more; a Montgomery form.</summary>
    public static KoalaBear Input(long index, uint seed)
    {
        var word = unchecked((uint)index + seed) * 2654435761u >> 1;
        return KoalaBear.FromMontgomery(word >= KoalaBear.Modulus ? word - KoalaBear.Modulus : word);
    }

    /// <summary>The first words of the input with a seed.</summary>
    public static KoalaBear[] Inputs(long count, uint seed)
    {
        var words = new KoalaBear[count];
        for (var i = 0L; i < count; i++)
        {
            words[i] = Input(i, seed);
        }

        return words;
    }

    /// <summary>FNV-1a over words instead of bytes.</summary>
    public static ulong Checksum(ReadOnlySpan<KoalaBear> words)
    {
        var sum = 0xCBF29CE484222325;
        foreach (var word in MemoryMarshal.Cast<KoalaBear, uint>(words))
        {
            sum = (sum ^ word) * 0x100000001B3;
        }

        return sum;
    }

    public static string Write()
    {
        StringBuilder text = new(NativeTables.Origin("Outputs of the C# reference on inputs of a formula; vectors.hpp says which."));
        text.Append("\nconst permutation_vector<16> permutations_width16[] = {\n");
        AppendPermutations(text, Poseidon2Permutation.Width16);
        text.Append("};\n\nconst permutation_vector<24> permutations_width24[] = {\n");
        AppendPermutations(text, Poseidon2Permutation.Width24);
        text.Append("};\n\nconst product_vector products[] = {\n");
        AppendProducts(text);
        text.Append("};\n\nconst ntt_vector transforms[] = {\n");
        foreach (var (logMessage, logSize, width, shift) in Transforms)
        {
            Line(text, $"    {{ {logMessage}, {logSize}, {width}, 0x{KoalaBear.FromCanonical(shift).ToMontgomery():X8}, 0x{Checksum(Transform(logMessage, logSize, width, shift)):X16} }},");
        }

        text.Append("};\n\nconst merkle_tree_vector merkle_trees[] = {\n");
        foreach (var (logHeight, width, logRowsPerLeaf, logCap) in Trees)
        {
            var layout = LeafLayout.Create(logHeight, width, logRowsPerLeaf);
            var tree = CappedMerkleTree.Build(Sponge.Poseidon2Width24, Inputs((long)width << logHeight, 11), layout, logCap);
            var cap = MemoryMarshal.Cast<Digest, KoalaBear>(tree.Cap.Nodes.ToArray());
            Line(text, $"    {{ {logHeight}, {width}, {logRowsPerLeaf}, {logCap}, 0x{Checksum(cap):X16} }},");
        }

        return text.Append("};\n").ToString();
    }

    /// <summary>The values of the input polynomials on shift times the subgroup.</summary>
    private static KoalaBear[] Transform(int logMessage, int logSize, int width, uint shift)
    {
        var coefficients = Inputs((long)width << logMessage, 7);
        var factor = KoalaBear.FromCanonical(shift);
        for (var i = 0; i < coefficients.Length; i++)
        {
            coefficients[i] *= factor.Pow((ulong)(i & ((1 << logMessage) - 1)));
        }

        var values = new KoalaBear[width << logSize];
        ForwardNtt.Transform(coefficients, values, width);
        return values;
    }

    private static void AppendPermutations(StringBuilder text, Poseidon2Permutation permutation)
    {
        foreach (var state in new[]
        {
            Inputs(permutation.Width, 1), new KoalaBear[permutation.Width], [.. Enumerable.Repeat(KoalaBear.FromMontgomery(KoalaBear.Modulus - 1), permutation.Width)],
        })
        {
            text.Append("    { {\n").Append(Words(state));
            permutation.Permute(state);
            text.Append("    }, {\n").Append(Words(state)).Append("    } },\n");
        }
    }

    private static void AppendProducts(StringBuilder text)
    {
        var largest = new KoalaBearExtension5([.. Enumerable.Repeat(KoalaBear.FromMontgomery(KoalaBear.Modulus - 1), KoalaBearExtension5.Degree)]);
        KoalaBearExtension5[] elements = [new(Inputs(5, 21)), new(Inputs(5, 42)), largest, KoalaBearExtension5.Root, KoalaBearExtension5.Zero];
        foreach (var left in elements)
        {
            foreach (var right in elements)
            {
                text.Append("    {").AppendJoin(" },", new[] { left, right, left * right, left + right, left - right }.Select(Element)).Append(" } },\n");
            }
        }

        static string Element(KoalaBearExtension5 element) =>
            " { " + string.Join(", ", Enumerable.Range(0, 5).Select(i => $"0x{element[i].ToMontgomery():X8}"));
    }

    private static string Words(KoalaBear[] state) => NativeTables.Words(state.Select(word => word.ToMontgomery()));

    private static void Line(StringBuilder text, FormattableString line) => text.Append(line.ToString(CultureInfo.InvariantCulture)).Append('\n');
}
