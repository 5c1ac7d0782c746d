// SPDX-License-Identifier: MIT OR Apache-2.0

using PicoEngine.Backends.Abstractions;
using PicoEngine.Fields;
using PicoEngine.Primitives.MerkleTree;

namespace PicoEngine.Cli.Benchmarks.Kernels;

/// <summary>The primitives of any backend through its interface: inputs and outputs are in host memory.</summary>
internal sealed class HostPrimitiveCases(IPrimitiveBackend backend, KernelSizes sizes) : IPrimitiveRunner
{
    public PreparedKernel Permute(int width)
    {
        KoalaBear[] states = Words((long)width << sizes.LogStates);
        return new PreparedKernel(() => backend.Poseidon2.Permute(states, width));
    }

    public PreparedKernel Tree(LeafLayout layout, int logCapSize)
    {
        KoalaBear[] matrix = Words((long)layout.Width << layout.LogHeight);
        return new PreparedKernel(() => backend.MerkleTree.Build(matrix, layout, logCapSize).Dispose());
    }

    public PreparedKernel Transform(int logMessage, int logSize, int columns)
    {
        KoalaBear[] coefficients = Words((long)columns << logMessage);
        var values = new KoalaBear[(long)columns << logSize];
        return new PreparedKernel(() => backend.Ntt.Forward(coefficients, values, columns));
    }

    private static KoalaBear[] Words(long count)
    {
        var words = new KoalaBear[count];
        SampleWords.Fill(words, 1);
        return words;
    }
}
