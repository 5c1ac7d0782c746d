// SPDX-License-Identifier: MIT OR Apache-2.0

using System.Runtime.InteropServices;
using PicoEngine.Backends.Cuda.Devices;
using PicoEngine.Backends.Cuda.Ops;
using PicoEngine.Backends.Cuda.Tests.Simulation;
using PicoEngine.Backends.Cuda.Tests.Tables;
using PicoEngine.Fields;
using PicoEngine.Primitives.Dft;
using PicoEngine.Primitives.MerkleTree;
using PicoEngine.Primitives.Poseidon2;
using PicoEngine.Primitives.Symmetric;
using Xunit;

namespace PicoEngine.Backends.Cuda.Tests.Ops;

/// <summary>C# to C ABI to driver API to kernels, against the reference: equal words.</summary>
[Collection(SimulatedDriverTests.Name)]
public sealed class CudaOpsTests : SimulatedDeviceTests
{
    private readonly CudaStream _stream;

    public CudaOpsTests() => _stream = Context.CreateStream();

    protected override void Close() => _stream.Dispose();

    [Theory]
    [InlineData(16, 1, 1)]
    [InlineData(16, 1000, 1)]
    [InlineData(24, 129, 3)]
    public void Permute_equals_the_reference(int width, int count, int iterations)
    {
        var states = NativeVectors.Inputs((long)width * count, 3);
        var actual = Permute(states, width, count, iterations);
        var permutation = width == 16 ? Poseidon2Permutation.Width16 : Poseidon2Permutation.Width24;
        var state = new KoalaBear[width];
        for (var i = 0; i < count; i++)
        {
            for (var word = 0; word < width; word++)
            {
                state[word] = states[(word * count) + i];
            }

            for (var k = 0; k < iterations; k++)
            {
                permutation.Permute(state);
            }

            for (var word = 0; word < width; word++)
            {
                Assert.Equal(state[word], actual[(word * count) + i]);
            }
        }
    }

    [Fact]
    public void Permute_with_a_wrong_bit_on_the_device_does_not_equal_the_reference()
    {
        var states = NativeVectors.Inputs(24 * 5, 3);
        var right = Permute(states, 24, 5, 1);
        Driver.Corrupt("pico_poseidon2_permute_width24_kernel", 1, 0, 17);
        var wrong = Permute(states, 24, 5, 1);
        Assert.Equal([17], Enumerable.Range(0, right.Length).Where(i => right[i] != wrong[i]));
    }

    [Theory]
    [InlineData(0, 1, 3)]
    [InlineData(6, 7, 20)]
    [InlineData(11, 12, 5)]
    [InlineData(12, 13, 3)]
    [InlineData(3, 14, 2)]
    [InlineData(16, 17, 1)]
    public void Forward_equals_the_reference(int logMessage, int logSize, int width)
    {
        using CudaNtt ntt = new(Context);
        var coefficients = NativeVectors.Inputs((long)width << logMessage, 5);
        using var source = Upload(coefficients);
        using var target = _stream.Allocate((long)width << logSize);
        ntt.Forward(_stream, source, 0, logMessage, target, 0, logSize, width);
        var expected = new KoalaBear[width << logSize];
        ForwardNtt.Transform(coefficients, expected, width);
        Assert.Equal(expected, Download(target));
    }

    [Fact]
    public void ForwardOnCoset_evaluates_at_the_shifted_points()
    {
        using CudaNtt ntt = new(Context);
        var shift = KoalaBear.Generator;
        var coefficients = NativeVectors.Inputs(1 << 5, 5);
        using var source = Upload(coefficients);
        using var target = _stream.Allocate(1 << 6);
        ntt.ForwardOnCoset(_stream, source, 0, 5, target, 0, 6, 1, shift);
        var point = shift;
        foreach (var value in Download(target))
        {
            var expected = KoalaBear.Zero;
            for (var i = coefficients.Length - 1; i >= 0; i--)
            {
                expected = (expected * point) + coefficients[i];
            }

            Assert.Equal(expected, value);
            point *= KoalaBear.TwoAdicGenerator(6);
        }
    }

    [Theory]
    [InlineData(0, 1, 0, 0)]
    [InlineData(6, 1, 0, 2)]
    [InlineData(6, 60, 1, 3)]
    [InlineData(9, 17, 4, 8)]
    [InlineData(10, 3, 0, 0)]
    public void Build_gives_the_cap_and_the_paths_of_the_reference(int logHeight, int width, int logRowsPerLeaf, int logCap)
    {
        var matrix = NativeVectors.Inputs((long)width << logHeight, 9);
        var layout = LeafLayout.Create(logHeight, width, logRowsPerLeaf);
        using var source = Upload(matrix);
        using var digests = _stream.Allocate(Digest.Length * CudaMerkleTree.DigestCount(layout, logCap));
        CudaMerkleTree.Build(_stream, source, 0, layout, logCap, digests);
        var actual = MemoryMarshal.Cast<KoalaBear, Digest>(Download(digests));
        var tree = CappedMerkleTree.Build(Sponge.Poseidon2Width24, matrix, layout, logCap);
        Assert.Equal(tree.Cap.Nodes, actual[^tree.Cap.Nodes.Count..].ToArray());
        for (var leaf = 0; leaf < 1 << layout.LogLeafCount; leaf++)
        {
            var (layer, nodes, index) = (0, 1 << layout.LogLeafCount, leaf);
            foreach (var sibling in tree.Siblings(leaf))
            {
                Assert.Equal(sibling, actual[layer + (index ^ 1)]);
                (layer, nodes, index) = (layer + nodes, nodes / 2, index / 2);
            }
        }
    }

    private KoalaBear[] Permute(KoalaBear[] states, int width, int count, int iterations)
    {
        using var buffer = Upload(states);
        CudaPoseidon2.Permute(_stream, buffer, 0, width, count, iterations);
        return Download(buffer);
    }

    private CudaBuffer Upload(KoalaBear[] words)
    {
        var buffer = _stream.Allocate(words.Length);
        buffer.Write<KoalaBear>(_stream, words);
        return buffer;
    }

    private KoalaBear[] Download(CudaBuffer buffer)
    {
        var words = new KoalaBear[buffer.ElementCount];
        buffer.Read<KoalaBear>(_stream, words);
        return words;
    }
}
