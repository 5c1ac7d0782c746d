// SPDX-License-Identifier: MIT OR Apache-2.0

using System.Collections.Immutable;
using PicoEngine.Backends.Abstractions;
using PicoEngine.Backends.Cpu;
using PicoEngine.Backends.Tests.Machines;
using PicoEngine.Fields;
using PicoEngine.Protocol.Parameters;
using PicoEngine.Stark.Whir;
using PicoEngine.Verifier.Stark.Whir;
using PicoEngine.Verifier.Tests.Stark.Whir;
using Xunit;

namespace PicoEngine.Stark.Tests.Whir;

/// <summary>The prover against the vectors of the executable reference, and against the verifier at other sizes.</summary>
public sealed class WhirProverTests
{
    public static TheoryData<int, CodewordStorage, int> Vectors => new()
    {
        { 0, CodewordStorage.Keep, 1 }, { 0, CodewordStorage.Recompute, 2 }, { 1, CodewordStorage.Keep, 2 }, { 1, CodewordStorage.Recompute, 1 },
        { 2, CodewordStorage.Keep, 1 }, { 2, CodewordStorage.Recompute, 3 },
    };

    public static TheoryData<string> Shapes => [.. ShapesByName.Keys];

    private static Dictionary<string, SystemParameters> ShapesByName { get; } = new()
    {
        // The schedule of CORE-128 at a height of 2^14: folds, rates and queries are its own.
        ["CORE-128 at 2^14"] = Test(14, 10, 4, [8, 8, 24], [1, 2, 4, 6], [1, 4, 4, 4], [276, 169, 126, 118], queryBits: 8, logCap: 8),
        ["FINAL-128 at 2^13"] = Test(13, 8, 4, [1, 3, 8], [4, 6, 8, 10], [1, 4, 4, 3], [62, 40, 29, 23], 2, 6, 4, 6, 5),
        ["one round, constant end"] = Test(4, 4, 2, [1, 1, 1], [1], [4], [7], 2),
        ["one round, long end"] = Test(10, 5, 0, [3, 1, 2], [1], [1], [9], 1, 2, 1, 2),
        ["no skip, folds of two"] = Test(9, 4, 0, [2, 5, 3], [2, 3, 1, 2], [2, 2, 2, 2], [6, 5, 4, 3]),
        ["folds of three"] = Test(11, 6, 3, [16, 1, 17], [1, 1, 3], [3, 3, 3], [8, 8, 8], 3, 0, 2, 0, 0),
        ["cap above the trees"] = Test(5, 2, 1, [1, 2, 9], [1, 2], [2, 2], [4, 4], 0, 0, 0, 3, 16),
        ["tiny"] = Test(2, 1, 1, [1, 1, 1], [1, 1], [1, 1], [3, 3], 2),
    };

    [Theory]
    [MemberData(nameof(Vectors))]
    public void Prove_gives_the_words_of_the_reference(int index, CodewordStorage storage, int degreeOfParallelism)
    {
        var vector = WhirVector.All[index];
        var m = vector.Parameters.LogStackedHeight;
        using var columns = new CommittedColumns(
            vector.Parameters, vector.Statement.Point, (column, row) => KoalaBear.FromCanonical((uint)((column << m) + row + 1)).Cube() * KoalaBear.FromCanonical(7),
            storage, degreeOfParallelism);
        Assert.Equal(vector.Statement.Claims, columns.Statement.Claims);
        Assert.Equal(vector.Statement.Caps, columns.Statement.Caps);
        Assert.Equal(vector.Words, columns.ProveWords());
    }

    [Theory]
    [MemberData(nameof(Shapes))]
    public void Prove_is_accepted_and_does_not_depend_on_threads_storage_or_used_buffers(string name)
    {
        using var columns = CommittedColumns.Random(ShapesByName[name], 1);
        var words = columns.ProveWords();
        Assert.Equal(WhirShape.WordCount(columns.Parameters), words.Length);
        Assert.Null(columns.Verify(words));
        Assert.Equal(words, columns.ProveWords());

        using var again = CommittedColumns.Random(ShapesByName[name], 1, CodewordStorage.Recompute, 3);
        Assert.Equal(words, again.ProveWords());
    }

    [Theory]
    [MemberData(nameof(Shapes))]
    public void Verify_refuses_another_claim_and_an_opening_for_other_columns(string name)
    {
        using var columns = CommittedColumns.Random(ShapesByName[name], 2);
        using var other = CommittedColumns.Random(ShapesByName[name], 3);
        var words = columns.ProveWords();
        Assert.NotNull(other.Verify(words));
        for (var w = 0; w < columns.Statement.Claims.Length; w++)
        {
            var claims = columns.Statement.Claims.ToArray();
            claims[w] += KoalaBear.One;
            Assert.NotNull(WhirVerifier.Verify(columns.Parameters, columns.Challenger(), columns.Statement with { Claims = claims }, words));
        }
    }

    [Fact]
    public void Prove_accepts_zero_columns()
    {
        var parameters = ShapesByName["folds of three"];
        using var columns = new CommittedColumns(parameters, InsecureOpeningParameters.RandomPoint(parameters, 5), (_, _) => KoalaBear.Zero);
        Assert.All(columns.Statement.Claims, claim => Assert.True(claim.IsZero));
        Assert.Null(columns.Verify(columns.ProveWords()));
    }

    [Fact]
    public void Prove_refuses_groups_and_points_of_another_shape()
    {
        using var columns = CommittedColumns.Random(ShapesByName["tiny"], 4);
        var prover = new WhirProver(columns.Parameters, columns.Backend);
        var point = columns.Statement.Point;
        Assert.Throws<ArgumentException>(() => prover.Prove(columns.Challenger(), columns.Groups[..2], point));
        Assert.Throws<ArgumentException>(() => prover.Prove(columns.Challenger(), columns.Groups, point with { Row = [] }));
        Assert.Throws<ArgumentOutOfRangeException>(() => new CpuBackend(0));
    }

    private static SystemParameters Test(
        int logHeight, int logPiece, int logSkip, ImmutableArray<int> widths, ImmutableArray<int> blowups, ImmutableArray<int> folds, ImmutableArray<int> queries,
        int outOfDomain = 0, int batchingBits = 0, int foldingBits = 0, int queryBits = 0, int logCap = 2) =>
        InsecureOpeningParameters.Create(
            logHeight, logPiece, logSkip, widths, blowups, folds, queries, outOfDomain, batchingBits, foldingBits, queryBits, logCap);
}
