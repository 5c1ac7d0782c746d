// SPDX-License-Identifier: MIT OR Apache-2.0

using System.Text.Json;
using PicoEngine.Air.Builders;
using PicoEngine.Air.Layout;
using PicoEngine.Air.Machines;
using PicoEngine.Air.Tests.Toy;
using PicoEngine.Fields;
using Xunit;

namespace PicoEngine.Air.Tests.Layout;

public sealed class IndexPolynomialTests
{
    private static readonly KeyedMachine Machine = ToyMachine.Key();

    public static TheoryData<int> Cases => [.. Enumerable.Range(0, ReferenceVectors.Layout.GetProperty("cases").GetArrayLength())];

    [Theory]
    [MemberData(nameof(Cases))]
    public void RealRows_reproduce_reference(int number)
    {
        var (pinned, heights) = Case(number);
        var point = ReferenceVectors.Point(pinned.GetProperty("point"));
        foreach (var (table, expected) in Machine.Machine.Tables.Zip(pinned.GetProperty("row_indicators").EnumerateArray()))
        {
            Assert.Equal(
                ReferenceVectors.Extension(expected),
                IndexPolynomial.RealRows<KoalaBearExtension5>(Machine.Machine.Limits, table, heights[table.Index], point));
        }
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void Values_and_Evaluate_reproduce_reference(int number)
    {
        var (pinned, heights) = Case(number);
        var point = ReferenceVectors.Point(pinned.GetProperty("point"));
        var lambda = ReferenceVectors.Extension(pinned.GetProperty("lambda"));
        var rho = ReferenceVectors.Point(pinned.GetProperty("rho"));
        var values = IndexPolynomial.Values(Machine, heights, point, lambda);
        Assert.Equal(
            pinned.GetProperty("index_weights_sha256_le32").GetString(),
            ReferenceVectors.Sha256(values.SelectMany(value => Enumerable.Range(0, 5).Select(i => value[i]))));
        var atRho = IndexPolynomial.Evaluate(Machine, heights, point, lambda, rho);
        Assert.Equal(ReferenceVectors.Extension(pinned.GetProperty("index_weight_at_rho")), atRho);

        // The multilinear extension, by definition.
        var sum = KoalaBearExtension5.Zero;
        for (var i = 0; i < values.Length; i++)
        {
            sum += values[i] * MultilinearEquality.OfIndex<KoalaBearExtension5>(rho, i);
        }

        Assert.Equal(atRho, sum);
    }

    [Fact]
    public void Index_sumcheck_identity_holds_on_a_witness()
    {
        // sum over columns of lambda^id v_id = sum over pieces of A(i) e(i), with v and e computed from the cells by definition.
        var shard = ToyExecution.Run([5, 5])[1];
        var (pinned, heights) = Case(1);
        Assert.Equal(heights, shard.Heights(Machine.Machine));
        var point = ReferenceVectors.Point(pinned.GetProperty("point"));
        var lambda = ReferenceVectors.Extension(pinned.GetProperty("lambda"));
        var limits = Machine.Machine.Limits;
        var ids = BlockLayout.ColumnIds(Machine.Machine);
        var claims = KoalaBearExtension5.Zero;
        foreach (var table in Machine.Machine.Tables)
        {
            for (var column = 0; column < table.Columns.Width; column++)
            {
                var value = KoalaBearExtension5.Zero;
                for (var row = 0; row < shard.Traces[table.Index].Height; row++)
                {
                    value += MultilinearEquality.OfIndex<KoalaBearExtension5>(point, row) * shard.Traces[table.Index][column, row];
                }

                claims += lambda.Pow((ulong)ids[table.Index][column]) * value;
            }
        }

        KoalaBear[] cells = [.. Enum.GetValues<ColumnGroup>().SelectMany(group => TraceStacker.Stack(Machine, group, shard.Traces))];
        var weights = IndexPolynomial.Values(Machine, heights, point, lambda);
        var pieces = KoalaBearExtension5.Zero;
        for (var cell = 0; cell < cells.Length; cell++)
        {
            var low = cell & ((1 << limits.LogPieceHeight) - 1);
            pieces += weights[cell >> limits.LogPieceHeight]
                * MultilinearEquality.OfIndex<KoalaBearExtension5>(point.AsSpan(0, limits.LogPieceHeight), low) * cells[cell];
        }

        Assert.Equal(claims, pieces);
    }

    [Fact]
    public void Evaluate_refuses_points_of_another_size()
    {
        var heights = new int[8];
        var right = new KoalaBearExtension5[Machine.Machine.Limits.LogMaximumHeight];
        Assert.Throws<ArgumentException>(() => IndexPolynomial.Evaluate(Machine, heights, right, KoalaBearExtension5.One, right));
        Assert.Throws<ArgumentException>(() => IndexPolynomial.Values(Machine, heights, right.AsSpan(1), KoalaBearExtension5.One));
    }

    private static (JsonElement Pinned, int[] Heights) Case(int number)
    {
        var pinned = ReferenceVectors.Layout.GetProperty("cases")[number];
        return (pinned, ReferenceVectors.Integers(pinned.GetProperty("heights")));
    }
}
