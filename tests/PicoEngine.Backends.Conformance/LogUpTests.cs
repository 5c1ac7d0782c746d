// SPDX-License-Identifier: MIT OR Apache-2.0

using PicoEngine.Backends.Abstractions;
using PicoEngine.Backends.Conformance.Naive;
using PicoEngine.Backends.Multilinear;
using PicoEngine.Backends.Tests;
using PicoEngine.Backends.Tests.Machines;
using PicoEngine.Fields;
using PicoEngine.Verifier.Stark.LogUp;
using Xunit;

namespace PicoEngine.Backends.Conformance;

public abstract class LogUpTests<TFixture>
    where TFixture : IProverFixture
{
    [Theory]
    [MemberData(nameof(FractionShapes.All), MemberType = typeof(FractionShapes))]
    public void Layers_of_given_fractions_equal_the_definition(int logRows, int[] heights)
    {
        Assert.SkipWhen(TFixture.Missing is not null, TFixture.Missing ?? "");
        using var backend = TFixture.Create();
        var groups = Fractions.Random(heights, 8);
        using var tree = backend.LogUp.BuildTree(logRows, groups);
        CheckLayers(tree, NaiveFractions.Expand(logRows, groups));
    }

    [Theory]
    [InlineData(1, 10, 3, new[] { 1000, 0, 37, 512, 1 })]
    [InlineData(2, 10, 2, new[] { 600, 512, 255, 16, 0 })]
    [InlineData(3, 10, 1, new[] { 31, 33, 513, 1, 1024 })]
    [InlineData(4, 5, 3, new[] { 32, 5, 0, 1, 17 })]
    [InlineData(5, 5, 3, new[] { 0, 0, 0, 0, 1 })]
    public void Fractions_of_a_shard_equal_the_definition(int seed, int logHeight, int perLeaf, int[] heights)
    {
        Assert.SkipWhen(TFixture.Missing is not null, TFixture.Missing ?? "");
        using var backend = TFixture.Create();
        var machine = RandomMachine.Create(seed, logHeight, perLeaf);
        var witness = RandomMachine.Witness(machine, seed, heights);
        var challenges = ExtensionSamples.Elements(8, seed + 70)[4..];
        FingerprintChallenges<KoalaBearExtension5> fingerprints = new(challenges[0], challenges[1], challenges[2], challenges[3]);
        var shard = CommittedShards.On(backend, machine, witness, 0);
        var groups = NaiveFractions.Of(machine, witness, fingerprints);
        using (var tree = backend.LogUp.BuildTree(shard, fingerprints))
        {
            CheckLayers(tree, NaiveFractions.Expand(logHeight, groups));
        }

        var sum = KoalaBearExtension5.Zero;
        for (var g = 0; g < groups.Length; g++)
        {
            if (machine.Tables[machine.LeafGroups[g].Table].Interactions[machine.LeafGroups[g].Interactions[0]].Bus.IsGlobal)
            {
                sum = groups[g].Aggregate(sum, (total, fraction) => total + (fraction.Numerator * fraction.Denominator.Inverse()));
            }
        }

        Assert.Equal(sum, backend.LogUp.SumGlobal(shard, challenges[2], challenges[3]));
        Dispose(shard);
    }

    [Fact]
    public void SumGlobal_with_a_zero_fingerprint_is_null()
    {
        Assert.SkipWhen(TFixture.Missing is not null, TFixture.Missing ?? "");
        using var backend = TFixture.Create();
        var machine = RandomMachine.Create(9, 10, 3);
        var shard = CommittedShards.On(backend, machine, RandomMachine.Witness(machine, 9, 1, 0, 600, 0, 0), 0);

        // With beta = 0 the fingerprint is alpha + bus.
        Assert.Null(backend.LogUp.SumGlobal(shard, -KoalaBear.FromCanonical(RandomTable.Global.Id), KoalaBearExtension5.Zero));
        Dispose(shard);
    }

    [Fact]
    public void BeginLayer_refuses_a_zero_denominator_and_another_turn()
    {
        Assert.SkipWhen(TFixture.Missing is not null, TFixture.Missing ?? "");
        using var backend = TFixture.Create();
        var groups = Fractions.Random([300, 5], 10);
        using var right = backend.LogUp.BuildTree(9, groups);
        Assert.Throws<InvalidOperationException>(() => right.BeginLayer(3, new KoalaBearExtension5[2], KoalaBearExtension5.One));
        groups[1][3] = new(KoalaBearExtension5.One, KoalaBearExtension5.Zero);
        using var wrong = backend.LogUp.BuildTree(9, groups);
        Assert.True(wrong.Root.Denominator.IsZero);
        Assert.Throws<InvalidOperationException>(() => wrong.BeginLayer(2, new KoalaBearExtension5[1], KoalaBearExtension5.One));
    }

    /// <summary>Every sum of every round; coordinates 0 and 1 among those of points, so that both values of brackets are asked for.</summary>
    private static void CheckLayers(IFractionTree tree, Fraction<KoalaBearExtension5>[] leaves)
    {
        var layers = NaiveFractions.Layers(leaves);
        Assert.Equal(layers.Count - 1, tree.LayerCount);
        Assert.Equal(layers[0][0], tree.Root);
        Assert.Equal(new LayerClaims(layers[1][0].Numerator, layers[1][1].Numerator, layers[1][0].Denominator, layers[1][1].Denominator), tree.FirstLayer);
        for (var layer = 2; layer <= tree.LayerCount; layer++)
        {
            NaiveLayer naive = new(layers[layer]);
            var random = ExtensionSamples.Elements(2 * layer, 60 + layer);
            var (point, challenges, lambda) = (random[..(layer - 1)], random[layer..(2 * layer - 1)], random[^1]);
            Assert.Equal(naive.Sums(EqTable.Build(point.AsSpan(1)), lambda, LayerPoint.One).Quadratic, tree.BeginLayer(layer, point, lambda));
            for (var round = 0; round < layer - 2; round++)
            {
                naive.Bind(challenges[round]);
                var at = (round + layer) % 3 == 0 ? LayerPoint.Zero : LayerPoint.One;
                Assert.Equal(naive.Sums(EqTable.Build(point.AsSpan(round + 2)), lambda, at), tree.Fold(challenges[round], at));
            }

            naive.Bind(challenges[layer - 2]);
            Assert.Equal(naive.Claims, tree.EndLayer(challenges[layer - 2]));
        }
    }

    private static void Dispose(CommittedShard shard)
    {
        foreach (var group in shard.Groups)
        {
            group.Dispose();
        }
    }
}
