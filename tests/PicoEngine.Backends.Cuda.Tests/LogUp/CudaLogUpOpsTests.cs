// SPDX-License-Identifier: MIT OR Apache-2.0

using PicoEngine.Backends.Abstractions;
using PicoEngine.Backends.Cpu;
using PicoEngine.Backends.Cuda.Commitments;
using PicoEngine.Backends.Cuda.Memory;
using PicoEngine.Backends.Cuda.Ops;
using PicoEngine.Backends.Cuda.Tests.Simulation;
using PicoEngine.Backends.Tests;
using PicoEngine.Backends.Tests.Machines;
using PicoEngine.Fields;
using PicoEngine.Primitives.MerkleTree;
using PicoEngine.Verifier.Stark.LogUp;
using Xunit;

namespace PicoEngine.Backends.Cuda.Tests.LogUp;

/// <summary>Trees and leaves on a simulated device, against those of the CPU: equal sums in every round.</summary>
[Collection(SimulatedDriverTests.Name)]
public sealed class CudaLogUpOpsTests : SimulatedDeviceTests
{
    private readonly CudaQueue _queue;
    private readonly CpuBackend _cpu = new();
    private readonly CudaLogUpOps _ops;

    public CudaLogUpOpsTests()
    {
        _queue = new(Context);
        _ops = new(_queue);
    }

    protected override void Close()
    {
        _cpu.Dispose();
        _queue.Dispose();
    }

    [Theory]
    [InlineData(0, new[] { 1, 0, 1 })]
    [InlineData(1, new[] { 0 })]
    [InlineData(5, new[] { 32, 31, 0 })]
    [InlineData(7, new[] { 1, 127, 128, 0 })]
    [InlineData(9, new[] { 512, 300, 0, 77, 511, 256 })]
    [InlineData(12, new[] { 4096, 17, 2049 })]
    public void Layers_of_given_fractions_equal_the_CPUs(int logRows, int[] heights)
    {
        var groups = Fractions.Random(heights, 8);
        using var actual = _ops.BuildTree(logRows, groups);
        using var expected = _cpu.LogUp.BuildTree(logRows, groups);
        CheckLayers(expected, actual);
    }

    [Theory]
    [InlineData(1, 11, 3, new[] { 1000, 0, 36, 2048, 4 })]
    [InlineData(2, 10, 2, new[] { 600, 511, 255, 16, 0 })]
    [InlineData(3, 5, 1, new[] { 31, 32, 0, 1, 17 })]
    public void Fractions_of_a_shard_equal_the_CPUs(int seed, int logHeight, int perLeaf, int[] heights)
    {
        var machine = RandomMachine.Create(seed, logHeight, perLeaf);
        var witness = RandomMachine.Witness(machine, seed, heights);
        var challenges = ExtensionSamples.Elements(8, seed + 70)[4..];
        FingerprintChallenges<KoalaBearExtension5> fingerprints = new(challenges[0], challenges[1], challenges[2], challenges[3]);
        var shard = CommittedShards.On(_cpu, machine, witness, 0);
        CommittedShard onDevice = new(shard.Parameters, shard.KeyedMachine, witness, [.. shard.Groups.Select(Copy)]);
        using (var actual = _ops.BuildTree(onDevice, fingerprints))
        using (var expected = _cpu.LogUp.BuildTree(shard, fingerprints))
        {
            CheckLayers(expected, actual);
        }

        Assert.Equal(_cpu.LogUp.SumGlobal(shard, challenges[2], challenges[3]), _ops.SumGlobal(onDevice, challenges[2], challenges[3]));
        Assert.Null(_ops.SumGlobal(onDevice, -KoalaBear.FromCanonical(RandomTable.Global.Id), KoalaBearExtension5.Zero));
        foreach (var group in shard.Groups.Concat(onDevice.Groups))
        {
            group.Dispose();
        }
    }

    [Fact]
    public void BuildTree_of_columns_on_the_host_is_refused()
    {
        var machine = RandomMachine.Create(1, 5, 3);
        var shard = CommittedShards.On(_cpu, machine, RandomMachine.Witness(machine, 1, 4, 4, 4, 4, 4), 0);
        Assert.Throws<ArgumentException>(() => _ops.BuildTree(shard, default));
        foreach (var group in shard.Groups)
        {
            group.Dispose();
        }
    }

    [Fact]
    public void Calls_out_of_turn_are_refused()
    {
        using var tree = _ops.BuildTree(8, Fractions.Random([256, 100], 3));
        var point = ExtensionSamples.Elements(8, 4);
        Assert.Throws<InvalidOperationException>(() => tree.BeginLayer(3, point[..2], point[0]));
        Assert.Throws<InvalidOperationException>(() => tree.Fold(point[0], LayerPoint.One));
        Assert.Throws<ArgumentOutOfRangeException>(() => tree.BeginLayer(2, point[..2], point[0]));
        tree.BeginLayer(2, point[..1], point[0]);
        Assert.Throws<InvalidOperationException>(() => tree.Fold(point[0], LayerPoint.One));
        tree.EndLayer(point[1]);
        Assert.Throws<InvalidOperationException>(() => tree.EndLayer(point[1]));
        Assert.Throws<ArgumentException>(() => _ops.BuildTree(3, Fractions.Random([9], 3)));
    }

    [Fact]
    public void BuildTree_without_memory_fails_and_leaves_nothing_behind()
    {
        var groups = Fractions.Random([300, 512], 5);
        var live = Driver.LiveCount();
        for (var allocation = 1; allocation <= 6; allocation++)
        {
            Driver.Fail("cuMemAllocAsync", allocation, 2);
            var failure = Assert.Throws<DeviceException>(() => _ops.BuildTree(9, groups));
            Assert.Equal(DeviceFault.OutOfMemory, failure.Fault);
            Assert.Equal(ProverPhase.LogUp, failure.Phase);

            // What was freed goes in the order of the stream.
            _queue.Stream.Synchronize();
            Assert.Equal(live, Driver.LiveCount());
            Driver.Reset();
        }

        using var tree = _ops.BuildTree(9, groups);
        Assert.False(tree.Root.Denominator.IsZero);
    }

    [Fact]
    public void TreeBytes_are_53_for_each_leaf_of_a_large_shard()
    {
        var machine = RandomMachine.Create(1, 20, 3);
        int[] heights = [1 << 20, 1 << 18, 0, 1 << 20, 1 << 15];
        var leaves = machine.LeafGroups.Sum(leaf => (long)heights[leaf.Table]);
        Assert.InRange(CudaLogUpOps.TreeBytes(machine, heights), 105 * leaves / 2, (53 * leaves) + (8 << 20));
    }

    private static void CheckLayers(IFractionTree expected, IFractionTree actual)
    {
        Assert.Equal(expected.LayerCount, actual.LayerCount);
        Assert.Equal(expected.Root, actual.Root);
        Assert.Equal(expected.FirstLayer, actual.FirstLayer);
        for (var layer = 2; layer <= expected.LayerCount; layer++)
        {
            var random = ExtensionSamples.Elements(2 * layer, 60 + layer);
            var (point, challenges, lambda) = (random[..(layer - 1)], random[layer..(2 * layer - 1)], random[^1]);
            Assert.Equal(expected.BeginLayer(layer, point, lambda), actual.BeginLayer(layer, point, lambda));
            for (var round = 0; round < layer - 2; round++)
            {
                var at = (round + layer) % 3 == 0 ? LayerPoint.Zero : LayerPoint.One;
                Assert.Equal(expected.Fold(challenges[round], at), actual.Fold(challenges[round], at));
            }

            Assert.Equal(expected.EndLayer(challenges[layer - 2]), actual.EndLayer(challenges[layer - 2]));
        }
    }

    /// <summary>The columns of a group of the host on the device; the tree is over them, as no operation here reads it.</summary>
    private CudaCommittedGroup Copy(ICommittedGroup group)
    {
        var cells = new KoalaBear[(long)group.Width << group.LogHeight];
        group.CopyColumns(cells);
        var columns = _queue.Upload<KoalaBear>(cells);
        var tree = DeviceTree.Build(_queue, columns, LeafLayout.Create(group.LogHeight, group.Width, 0), group.LogHeight);
        return new(Context, columns, group.LogHeight, group.Width, tree, null);
    }
}
