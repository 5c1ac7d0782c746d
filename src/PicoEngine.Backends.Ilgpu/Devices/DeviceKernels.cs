// SPDX-License-Identifier: MIT OR Apache-2.0

using ILGPU;
using ILGPU.Runtime;
using PicoEngine.Backends.Ilgpu.Kernels;
using PicoEngine.Fields;
using PicoEngine.Primitives.MerkleTree;
using PicoEngine.Primitives.Poseidon2;
using PicoEngine.Primitives.Symmetric;

namespace PicoEngine.Backends.Ilgpu.Devices;

/// <summary>The kernels of a device, compiled, with the tables that they read. Launches are queued; copies to the host wait for them.</summary>
internal sealed class DeviceKernels : IDisposable
{
    // Threads of a group where the device has so many. A tile of a transform is 1024 groups of four words; hashes need many registers and nothing of each other.
    private const int TransformThreads = 256;
    private const int HashThreads = 128;

    private static readonly uint NodeTag = KoalaBear.FromCanonical((uint)DomainTag.Node).ToMontgomery();

    private readonly IlgpuAccelerator _owner;
    private readonly int _transformThreads;
    private readonly int _hashThreads;
    private readonly DeviceBuffer _width16;
    private readonly DeviceBuffer _width24;
    private readonly DeviceBuffer _roots;
    private readonly DeviceBuffer _powers;
    private readonly Action<KernelConfig, ArrayView<uint>, int, ArrayView<uint>> _permuteWidth16;
    private readonly Action<KernelConfig, ArrayView<uint>, int, ArrayView<uint>> _permuteWidth24;
    private readonly Action<KernelConfig, ArrayView<uint>, ArrayView<uint>, LeafShape, ArrayView<uint>> _hashLeaves;
    private readonly Action<KernelConfig, ArrayView<uint>, ArrayView<uint>, int, uint, ArrayView<uint>> _compress;
    private readonly Action<KernelConfig, ArrayView<uint>, ArrayView<uint>, ArrayView<uint>, ArrayView<uint>, NttPass> _transform;

    public DeviceKernels(IlgpuAccelerator owner, Accelerator accelerator)
    {
        _owner = owner;
        _transformThreads = Math.Min(TransformThreads, accelerator.MaxNumThreadsPerGroup);
        _hashThreads = Math.Min(HashThreads, accelerator.MaxNumThreadsPerGroup);
        _permuteWidth16 = accelerator.LoadStreamKernel<ArrayView<uint>, int, ArrayView<uint>>(Poseidon2Kernels.PermuteWidth16);
        _permuteWidth24 = accelerator.LoadStreamKernel<ArrayView<uint>, int, ArrayView<uint>>(Poseidon2Kernels.PermuteWidth24);
        _hashLeaves = accelerator.LoadStreamKernel<ArrayView<uint>, ArrayView<uint>, LeafShape, ArrayView<uint>>(MerkleTreeKernels.HashLeaves);
        _compress = accelerator.LoadStreamKernel<ArrayView<uint>, ArrayView<uint>, int, uint, ArrayView<uint>>(MerkleTreeKernels.Compress);
        _transform = accelerator.LoadStreamKernel<ArrayView<uint>, ArrayView<uint>, ArrayView<uint>, ArrayView<uint>, NttPass>(NttKernels.Transform);
        _width16 = owner.Upload<uint>(RoundConstants(Poseidon2Parameters.Width16));
        _width24 = owner.Upload<uint>(RoundConstants(Poseidon2Parameters.Width24));
        _roots = owner.Upload<KoalaBear>(NttRoots());
        _powers = owner.Upload<KoalaBear>(NttPowers());
    }

    /// <summary>Permutes [width][count] words in place, width 16 or 24.</summary>
    public void Permute(ArrayView<uint> states, int width, int count)
    {
        var (kernel, constants) = width == 16 ? (_permuteWidth16, _width16) : (_permuteWidth24, _width24);
        _owner.Guard(() => kernel(HashGroups(count), states, count, constants.View));
    }

    /// <summary>Transforms polynomials forward: [columns][2^logMessage] to [columns][2^logSize].</summary>
    /// <param name="source">The coefficients.</param>
    /// <param name="logMessage">Log of their number.</param>
    /// <param name="target">The values; it does not overlap the coefficients.</param>
    /// <param name="logSize">Log of their number, at most 24.</param>
    /// <param name="columns">Polynomials.</param>
    /// <param name="scratch">Room for as much as the target.</param>
    public void Transform(ArrayView<uint> source, int logMessage, ArrayView<uint> target, int logSize, int columns, ArrayView<uint> scratch)
    {
        var passes = NttPass.Plan(logMessage, logSize);
        for (var i = 0; i < passes.Length; i++)
        {
            // Passes take turns between the two, so that the last one ends in the target.
            var (pass, from, to) = (passes[i], source, (passes.Length - i) % 2 == 1 ? target : scratch);
            _owner.Guard(() => _transform(new KernelConfig(columns << pass.LogTiles, _transformThreads), from, to, _roots.View, _powers.View, pass));
            source = to;
        }
    }

    /// <summary>Makes the digests of a tree, layer by layer, the leaves first: nine words each.</summary>
    /// <param name="matrix">[width][height] of the layout.</param>
    /// <param name="digests">Room for all layers.</param>
    /// <param name="layout">Shape of matrix and leaves.</param>
    /// <param name="layers">Layers, that of the leaves and the cap counted.</param>
    public void BuildTree(ArrayView<uint> matrix, ArrayView<uint> digests, LeafLayout layout, int layers)
    {
        LeafShape shape = new(layout);
        _owner.Guard(() => _hashLeaves(HashGroups(1 << layout.LogLeafCount), matrix, digests, shape, _width24.View));
        for (var level = 1; level < layers; level++)
        {
            var count = 1 << (layout.LogLeafCount - level);
            var parents = digests.SubView(2L * count * Digest.Length);
            var children = digests;
            _owner.Guard(() => _compress(HashGroups(count), children, parents, count, NodeTag, _width24.View));
            digests = parents;
        }
    }

    public void Dispose()
    {
        _width16.Dispose();
        _width24.Dispose();
        _roots.Dispose();
        _powers.Dispose();
    }

    /// <summary>Montgomery forms minus p, as <see cref="MontgomeryWord.CubeOfSum"/> takes them.</summary>
    private static uint[] RoundConstants(Poseidon2Parameters parameters) =>
        [.. parameters.RoundConstants.ToArray().Select(constant => constant.ToMontgomery() - KoalaBear.Modulus)];

    /// <summary>As <see cref="NttKernels.RootWords"/> says.</summary>
    private static KoalaBear[] NttRoots()
    {
        var roots = new KoalaBear[NttKernels.RootWords];
        for (var logOrder = 1; logOrder <= NttPass.MaximumLogRows; logOrder++)
        {
            FillPowers(KoalaBear.TwoAdicGenerator(logOrder), roots.AsSpan(1 << (logOrder - 1), 1 << (logOrder - 1)));
        }

        return roots;
    }

    /// <summary>As <see cref="NttKernels.LogPowers"/> says.</summary>
    private static KoalaBear[] NttPowers()
    {
        const int Count = 1 << NttKernels.LogPowers;
        var powers = new KoalaBear[2 * Count];
        FillPowers(KoalaBear.TwoAdicGenerator(KoalaBear.TwoAdicity - NttKernels.LogPowers), powers.AsSpan(0, Count));
        FillPowers(KoalaBear.TwoAdicGenerator(KoalaBear.TwoAdicity), powers.AsSpan(Count));
        return powers;
    }

    private static void FillPowers(KoalaBear root, Span<KoalaBear> powers)
    {
        var power = KoalaBear.One;
        foreach (ref var entry in powers)
        {
            entry = power;
            power *= root;
        }
    }

    private KernelConfig HashGroups(int count) => new((count + _hashThreads - 1) / _hashThreads, _hashThreads);
}
