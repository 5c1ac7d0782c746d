// SPDX-License-Identifier: MIT OR Apache-2.0

using PicoEngine.Backends.Cpu.LogUp;
using PicoEngine.Backends.Multilinear;
using PicoEngine.Backends.Tests.Machines;
using PicoEngine.Fields;
using PicoEngine.Fields.Packed;
using PicoEngine.Stark.LogUp;
using PicoEngine.Verifier.Stark;
using PicoEngine.Verifier.Stark.LogUp;
using Xunit;

namespace PicoEngine.Stark.Tests.LogUp;

public sealed class FractionalSumProverTests
{
    // Dense from the leaves on; groups that turn dense after some layers; heights around tiles, steps of 128 and units; absent groups; numbers of groups
    // around powers of two.
    public static TheoryData<int, int[]> Shapes => new()
    {
        { 0, [1, 1] },
        { 0, [1, 0, 1] },
        { 1, [2] },
        { 1, [1] },
        { 1, [0] },
        { 2, [3, 0, 4, 1, 2] },
        { 4, [16] },
        { 5, [32, 31, 0] },
        { 6, [64, 1, 33, 0, 5, 64, 64, 7, 8] },
        { 7, [128] },
        { 7, [1, 127, 128, 0] },
        { 8, [256, 129, 128] },
        { 8, [0, 0, 1] },
        { 9, [512, 300, 0, 77, 511, 256] },
        { 10, [1024, 1, 1023, 0, 640] },
        { 11, [0, 0, 0] },
        { 12, [4096, 17, 2049] },
        { 13, [8191] },
        { 13, [128, 4000] },
        { 20, [1, 130, 0] },

        // Many groups without rows: the first dense array of a layer's folds is longer than those before it.
        { 14, [.. Enumerable.Range(0, 108).Select(group => group % 7 == 0 ? 492 : group % 11 == 0 ? 4 : 0)] },
        { 13, [.. Enumerable.Range(0, 65).Select(group => group == 3 ? 2048 : 0)] },
    };

    [Theory]
    [MemberData(nameof(Shapes))]
    public void Prove_any_shape_equals_the_naive_prover(int logRows, int[] heights)
    {
        using var leaves = FractionCase.Leaves(logRows, heights, 7);
        var layout = leaves.Layout;
        if (layout.LayerCount > 16)
        {
            // Too large to expand: the verifier and the evaluation of the real leaves judge alone.
            CheckClaim(leaves, ProveFast(leaves, 2, IFractionKernel.Widest));
            return;
        }

        var (p, q) = NaiveFractionalSum.Expand(leaves);
        var naive = NaiveFractionalSum.Prove(p, q, FractionCase.Transcript());
        var fast = ProveFast(leaves, 2, IFractionKernel.Widest);
        Assert.Equal(naive.Proof.Elements.ToArray(), fast.Proof.Elements.ToArray());
        Assert.Equal(naive.Claim.Point, fast.Claim.Point);
        Assert.Equal(naive.Claim.Value, fast.Claim.Value);
        Assert.Equal(MultilinearPolynomial.Evaluate(p, fast.Claim.Point.ToArray()), fast.Claim.Value.Numerator);
        Assert.Equal(MultilinearPolynomial.Evaluate(q, fast.Claim.Point.ToArray()), fast.Claim.Value.Denominator);
        CheckClaim(leaves, fast);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Prove_any_width_and_number_of_threads_is_the_same(int degreeOfParallelism)
    {
        int[] heights = [20000, 0, 1, 9999, 128];
        using var leaves = FractionCase.Leaves(15, heights, 8);
        var expected = ProveFast(leaves, 1, IFractionKernel.Widest);
        List<IFractionKernel> kernels = [new FractionKernel<PackedKoalaBear1>(), new FractionKernel<PackedKoalaBear1>(streamedBytes: 1 << 17)];
        if (PackedKoalaBear256.IsSupported)
        {
            kernels.AddRange([new FractionKernel<PackedKoalaBear256>(), new FractionKernel<PackedKoalaBear256>(streamedBytes: 0)]);
        }

        if (PackedKoalaBear512.IsSupported)
        {
            kernels.AddRange([new FractionKernel<PackedKoalaBear512>(), new FractionKernel<PackedKoalaBear512>(streamedBytes: 0)]);
        }

        foreach (var kernel in kernels)
        {
            var proof = ProveFast(leaves, degreeOfParallelism, kernel);
            Assert.Equal(expected.Proof.Elements.ToArray(), proof.Proof.Elements.ToArray());
            Assert.Equal(expected.Claim.Value, proof.Claim.Value);
        }
    }

    [Fact]
    public void Prove_second_time_with_one_tree_throws()
    {
        using var leaves = FractionCase.Leaves(3, [8], 9);
        using var tree = FractionCase.Tree(leaves);
        FractionalSumProver.Prove(tree, FractionCase.Transcript());
        Assert.Throws<InvalidOperationException>(() => FractionalSumProver.Prove(tree, FractionCase.Transcript()));
    }

    [Fact]
    public void Prove_zero_denominator_shows_at_the_root_and_throws()
    {
        using var leaves = FractionCase.Leaves(9, [300, 5], 10);
        leaves[1, 3] = new(KoalaBearExtension5.One, KoalaBearExtension5.Zero);
        using var tree = FractionCase.Tree(leaves);
        Assert.True(tree.Root.Denominator.IsZero);
        Assert.Throws<InvalidOperationException>(() => FractionalSumProver.Prove(tree, FractionCase.Transcript()));
    }

    [Fact]
    public void Prove_leaves_stay_as_they_were()
    {
        using var leaves = FractionCase.Leaves(8, [256, 100], 11);
        var before = NaiveFractionalSum.Expand(leaves);
        ProveFast(leaves, 1, IFractionKernel.Widest);
        var after = NaiveFractionalSum.Expand(leaves);
        Assert.Equal(before.P, after.P);
        Assert.Equal(before.Q, after.Q);
    }

    private static (FractionalSumProof<KoalaBearExtension5> Proof, LeafClaim<KoalaBearExtension5> Claim) ProveFast(
        FractionLeaves leaves, int degreeOfParallelism, IFractionKernel kernel)
    {
        using var tree = FractionCase.Tree(leaves, degreeOfParallelism, kernel);
        return FractionalSumProver.Prove(tree, FractionCase.Transcript());
    }

    /// <summary>The verifier accepts, derives the same claim, and the claim is true: virtual leaves sum to 1 - sum of eq over the real ones.</summary>
    private static void CheckClaim(
        FractionLeaves leaves, (FractionalSumProof<KoalaBearExtension5> Proof, LeafClaim<KoalaBearExtension5> Claim) fast)
    {
        var layout = leaves.Layout;
        using var tree = FractionCase.Tree(leaves);
        var sum = tree.Root.Numerator * tree.Root.Denominator.Inverse();
        var context = new ValueContext(FractionCase.Transcript());
        var claim = LogUpGkrVerifier.Verify(
            context, layout.LayerCount, new(KoalaBearExtension5.Zero, KoalaBearExtension5.One), sum, fast.Proof);
        Assert.Null(context.Rejection);
        Assert.Equal(claim!.Point, fast.Claim.Point);
        Assert.Equal(claim.Value, fast.Claim.Value);

        var point = claim.Point.ToArray();
        var rows = EqTable.Build(point.AsSpan(0, layout.LogRows));
        var groups = EqTable.Build(point.AsSpan(layout.LogRows));
        var (p, q) = (KoalaBearExtension5.Zero, KoalaBearExtension5.One);
        for (var group = 0; group < layout.Heights.Count; group++)
        {
            for (var row = 0; row < layout.Heights[group]; row++)
            {
                var weight = groups[group] * rows[row];
                p += weight * leaves[group, row].Numerator;
                q += weight * (leaves[group, row].Denominator - KoalaBear.One);
            }
        }

        Assert.Equal(new(p, q), claim.Value);
    }
}
