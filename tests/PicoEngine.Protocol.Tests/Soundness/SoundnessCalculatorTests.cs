// SPDX-License-Identifier: MIT OR Apache-2.0

using System.Numerics;
using PicoEngine.Protocol.Parameters;
using PicoEngine.Protocol.Soundness;
using PicoEngine.Protocol.Tests.Parameters;
using Xunit;

namespace PicoEngine.Protocol.Tests.Soundness;

public sealed class SoundnessCalculatorTests
{
    private static readonly MachineStatistics Machine = MachineStatistics.OfTheDocument;

    // Properties that no soundness error depends on, each with the reason. Everything else must move the report.
    private static readonly Dictionary<string, string> WithoutInfluence = new()
    {
        [nameof(SystemParameters.Name)] = "a label",
        [nameof(SystemParameters.LogBlockHeights)] = "blocks decide the layout, which is public; the smallest counts as the piece",
        [nameof(SystemParameters.LogCapSize)] = "a cap is a cut through the tree; every node below it is still hashed",
        [nameof(SystemParameters.MaximumShards)] = "enters the union over a run as its argument",
    };

    public static TheoryData<string> StateNames => [.. ParameterState.Properties.Select(property => property.Name)];

    [Fact]
    public void Core_128_has_128_bits() => AssertLevel(SystemParameters.Core128, 128);

    [Fact]
    public void Core_100_has_100_bits() => AssertLevel(SystemParameters.Core100, 100);

    [Fact]
    public void Calculate_reproduces_the_totals_of_the_document()
    {
        var strong = SoundnessCalculator.Calculate(SystemParameters.Core128, Machine);
        Assert.Equal(130.55, strong.SecurityBits, 2);
        Assert.Equal(128.56, strong.UnionBits, 2);
        var light = SoundnessCalculator.Calculate(SystemParameters.Core100, Machine);
        Assert.Equal(102.0, light.SecurityBits, 1);
        Assert.Equal(100.3, light.UnionBits, 1);
        Assert.InRange(strong.HashCollisionBits, 139.4, 139.5);
        Assert.InRange(strong.UnionBits - strong.RunUnionBits(64), 5.999, 6.001);
    }

    [Theory]
    [InlineData("queries 0", 130.6)]
    [InlineData("queries 1", 130.6)]
    [InlineData("queries 2", 131.0)]
    [InlineData("queries 3", 131.4)]
    [InlineData("batching (mu)", 131.9)]
    [InlineData("LogUp", 132.9)]
    [InlineData("fold 1.0", 135.4)] // the weakest fold
    [InlineData("constraint batching", 141.9)]
    [InlineData("column batching", 143.4)]
    [InlineData("skip", 149.0)]
    [InlineData("sumcheck round", 152.9)]
    [InlineData("GKR round", 153.9)]
    public void Calculate_reproduces_the_rounds_of_the_document(string name, double bits)
    {
        var report = SoundnessCalculator.Calculate(SystemParameters.Core128, Machine);
        Assert.Equal(bits, report.Rounds.Single(round => round.Name == name).Bits, 1);

        // The document writes 2^-135.3 for 135.358, rounded towards less security.
        Assert.InRange(report.GlobalChallenge.Bits, 135.3, 135.4);
        Assert.Equal(report.Rounds.Where(round => round.Name.StartsWith("fold", StringComparison.Ordinal)).Min(round => round.Bits),
            report.Rounds.Single(round => round.Name == "fold 1.0").Bits);
    }

    [Theory]
    [InlineData(new[] { 276, 169, 126, 118 }, 128)]
    [InlineData(new[] { 208, 127, 95, 88 }, 100)]
    public void Calculate_equals_the_bound_in_exact_fractions(int[] queries, int level)
    {
        var exact = ExactCore(queries);
        var report = SoundnessCalculator.Calculate(level == 128 ? SystemParameters.Core128 : SystemParameters.Core100, Machine);
        Assert.Equal(exact.Keys.Order(), report.Rounds.Select(round => round.Name).Order());
        Assert.All(report.Rounds, round =>
        {
            Assert.Equal(exact[round.Name].Count, round.Count);
            Assert.Equal(exact[round.Name].Bound.Bits, round.Bits, 8);
            Assert.True(exact[round.Name].Bound.IsBelowPowerOfHalf(level));
        });
        var union = exact.Values.Select(entry => entry.Count * entry.Bound).Aggregate((left, right) => left + right);
        Assert.Equal(union.Bits, report.UnionBits, 8);
        Assert.True(union.IsBelowPowerOfHalf(level));
        Assert.False(union.IsBelowPowerOfHalf(level + 1));
        Assert.Equal(ExactBound.OfField((BigInteger.One << 29) * 6, 12).Bits, report.GlobalChallenge.Bits, 8);
    }

    [Theory]
    [MemberData(nameof(StateNames))]
    public void Calculate_depends_on_every_property_of_the_parameters(string property)
    {
        // A set with every step present, so that no property is without effect for being at the edge.
        var original = ParameterState.Create(
            SystemParameters.Core128,
            (nameof(SystemParameters.BatchingGrindingBits), 4),
            (nameof(SystemParameters.FoldingGrindingBits), 4),
            (nameof(SystemParameters.OutOfDomainSamples), 2));
        var before = Fingerprint(original);
        var variants = ParameterState.Variants(original, property);
        Assert.NotEmpty(variants);
        if (WithoutInfluence.ContainsKey(property))
        {
            Assert.All(variants, variant => Assert.Equal(before, Fingerprint(variant)));
        }
        else
        {
            Assert.Contains(variants, variant => Fingerprint(variant) != before);
        }
    }

    [Fact]
    public void Calculate_depends_on_every_number_of_the_machine()
    {
        var before = Fingerprint(SystemParameters.Core128);
        MachineStatistics[] others =
        [
            Machine with { Constraints = Machine.Constraints + 1 },
            Machine with { Columns = Machine.Columns + 1 },
            Machine with { Tables = Machine.Tables + 1 },
            Machine with { LogLeafGroups = Machine.LogLeafGroups + 1 },
            Machine with { GlobalFingerprintDegree = Machine.GlobalFingerprintDegree + 1 },
        ];
        Assert.Equal(typeof(MachineStatistics).GetConstructors().Max(constructor => constructor.GetParameters().Length), others.Length);
        Assert.All(others, machine => Assert.NotEqual(before, Fingerprint(SystemParameters.Core128, machine)));
        Assert.Throws<ArgumentOutOfRangeException>(() => SoundnessCalculator.Calculate(SystemParameters.Core128, Machine with { Columns = -1 }));
    }

    [Fact]
    public void Calculate_finds_the_toy_parameters_insecure()
    {
        var report = SoundnessCalculator.Calculate(InsecureTestParameters.Toy(0), Machine);
        Assert.True(report.SecurityBits < 10);
        Assert.DoesNotContain(report.Rounds, round => round.Name == "skip");
        Assert.Throws<ArgumentOutOfRangeException>(() => report.RunUnionBits(0));
    }

    // The table of the document, spelled out for the core in integers: every figure below is read off the specification, none off the calculator.
    private static Dictionary<string, (int Count, ExactBound Bound)> ExactCore(int[] queries)
    {
        Dictionary<string, (int Count, ExactBound Bound)> exact = new()
        {
            ["LogUp"] = (1, ExactBound.OfField(BigInteger.One << 34, 12)), // 2^29 fractions, 32 elements
            ["GKR lambda"] = (31, ExactBound.OfField(1)),
            ["GKR round"] = (496, ExactBound.OfField(2)), // 0 + 1 + .. + 31
            ["GKR line"] = (32, ExactBound.OfField(1)),
            ["constraint batching"] = (1, ExactBound.OfField(22 + 64 + 8192)),
            ["skip"] = (1, ExactBound.OfField(60)),
            ["sumcheck round"] = (18, ExactBound.OfField(4)),
            ["column batching"] = (1, ExactBound.OfField(2999)),
            ["index round"] = (19, ExactBound.OfField(2)),
            ["batching (mu)"] = (1, ExactBound.OfField(8 * ((1 << 20) + 2))), // a quarter of 2^22
            ["fold 0.0"] = (1, ExactBound.OfField((1 << 19) + 3)), // a quarter of 2^21
            ["final sumcheck"] = (8, ExactBound.OfField(2)),
        };

        // Rates 1/4, 1/16, 1/64: delta = 3/8, 15/32, 63/128; codewords of 2^22, 2^20, 2^18.
        int[] numerators = [3, 15, 63];
        int[] logDenominators = [3, 5, 7];
        for (var i = 0; i < 3; i++)
        {
            for (var fold = 0; fold < 4; fold++)
            {
                var far = (BigInteger)numerators[i] << (21 - (2 * i) - fold - logDenominators[i]);
                exact[$"fold {i + 1}.{fold}"] = (1, ExactBound.OfField(far + 3));
            }
        }

        exact["queries 0"] = (1, ExactBound.OfPower(3, 4, queries[0], 16));
        exact["queries 1"] = (1, ExactBound.OfPower(5, 8, queries[1], 16));
        exact["queries 2"] = (1, ExactBound.OfPower(17, 32, queries[2], 16));
        exact["queries 3"] = (1, ExactBound.OfPower(65, 128, queries[3], 16));
        for (var i = 0; i < 4; i++)
        {
            exact[$"gamma {i}"] = (1, ExactBound.OfField(queries[i]));
        }

        return exact;
    }

    private static void AssertLevel(SystemParameters parameters, int bits)
    {
        var report = SoundnessCalculator.Calculate(parameters, Machine);
        Assert.True(report.SecurityBits >= bits, $"{parameters}: {report.SecurityBits:F2} bits in the weakest round");
        Assert.True(report.UnionBits >= bits, $"{parameters}: {report.UnionBits:F2} bits in union");
    }

    private static string Fingerprint(SystemParameters parameters, MachineStatistics? machine = null)
    {
        var report = SoundnessCalculator.Calculate(parameters, machine ?? Machine);
        return string.Join('|', report.Rounds.Append(report.GlobalChallenge).Select(round => $"{round.Name} {round.Count} {round.Error:R}"));
    }
}
