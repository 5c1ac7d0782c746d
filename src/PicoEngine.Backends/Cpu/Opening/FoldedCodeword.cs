// SPDX-License-Identifier: MIT OR Apache-2.0

using System.Runtime.InteropServices;
using PicoEngine.Backends.Buffers;
using PicoEngine.Fields;
using PicoEngine.Primitives.Dft;
using PicoEngine.Primitives.MerkleTree;
using PicoEngine.Primitives.Symmetric;
using PicoEngine.Verifier.Stark.Whir;

namespace PicoEngine.Backends.Cpu.Opening;

/// <summary>The codeword of a folded polynomial g_i, [5][2^D], and its tree.</summary>
internal sealed class FoldedCodeword : IDisposable
{
    private readonly LeafLayout _layout;
    private readonly ElementBuffer _codeword;
    private CappedMerkleTree? _tree;

    private FoldedCodeword(LeafLayout layout, ElementBuffer codeword)
    {
        _layout = layout;
        _codeword = codeword;
    }

    /// <summary>The tree, once built.</summary>
    public CappedMerkleTree Tree => _tree ?? throw new InvalidOperationException("The tree of this codeword was not built.");

    /// <summary>The codeword, [5][2^D].</summary>
    public Span<KoalaBear> Words => _codeword.Span;

    /// <summary>Evaluates a polynomial on the domain of the layout, coefficient by coefficient of the extension.</summary>
    public static FoldedCodeword Encode(LeafLayout layout, ExtensionVector coefficients, ElementBufferPool pool, int degreeOfParallelism)
    {
        var codeword = pool.Rent((long)layout.Width << layout.LogHeight);
        ForwardNtt.Transform(coefficients.Columns, codeword.Span, layout.Width, degreeOfParallelism);
        return new FoldedCodeword(layout, codeword);
    }

    /// <summary>Hashes the leaves and all above them up to the cap.</summary>
    public void BuildTree(int logCapSize, int degreeOfParallelism) =>
        _tree = CappedMerkleTree.Build(Sponge.Poseidon2Width24, _codeword.Span, _layout, logCapSize, degreeOfParallelism);

    /// <summary>The leaves at these positions.</summary>
    public LeafOpening<KoalaBearExtension5, Digest>[] Open(int[] positions) => Array.ConvertAll(positions, position =>
    {
        var opening = Tree.Open(_codeword.Span, position);
        var leaf = MemoryMarshal.Cast<KoalaBear, KoalaBearExtension5>(opening.Leaf.Span).ToArray();
        return new LeafOpening<KoalaBearExtension5, Digest>(leaf, opening.Siblings.ToArray());
    });

    public void Dispose() => _codeword.Dispose();
}
