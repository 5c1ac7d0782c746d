// SPDX-License-Identifier: MIT OR Apache-2.0

using System.Collections.Immutable;
using PicoEngine.Contracts.Errors;
using PicoEngine.Protocol.Parameters;
using Xunit;

namespace PicoEngine.Protocol.Tests.Parameters;

public sealed class SystemParametersTests
{
    public static TheoryData<string> StateNames => [.. ParameterState.Properties.Select(property => property.Name)];

    [Fact]
    public void ToWords_reproduces_reference()
    {
        var words = ReferenceVectors.Toy.GetProperty("protocol");
        Assert.Equal(ReferenceVectors.Words(words.GetProperty("core_128_parameter_words")), SystemParameters.Core128.ToWords());
        Assert.Equal(ReferenceVectors.Words(words.GetProperty("parameter_words_with_n_ood_2")), InsecureTestParameters.Toy(2, outOfDomainSamples: 2).ToWords());
        foreach (var logSkip in new[] { 0, 2, 4 })
        {
            var pinned = ReferenceVectors.Toy.GetProperty($"l_skip_{logSkip}").GetProperty("parameter_words");
            Assert.Equal(ReferenceVectors.Words(pinned), InsecureTestParameters.Toy(logSkip).ToWords());
        }
    }

    [Fact]
    public void Core_sets_have_the_numbers_of_the_document()
    {
        var core = SystemParameters.Core128;
        Assert.Equal([22, 22, 20, 18], Enumerable.Range(0, 4).Select(core.LogCodewordLength));
        Assert.Equal([21, 18, 16, 14], Enumerable.Range(0, 4).Select(core.LogLeafCount));
        Assert.Equal([21, 20, 16, 12, 8], Enumerable.Range(0, 5).Select(core.LogMessageLength));
        Assert.Equal((256, 8, 19, 4), (core.StackedWidth, core.BatchingVariables, core.IndexVariables, core.Rounds));
        var lighter = ParameterState.Create(core, (nameof(SystemParameters.QueryCounts), ImmutableArray.Create(208, 127, 95, 88)));
        Assert.Equal(lighter.ToWords(), SystemParameters.Core100.ToWords());
        Assert.Equal(["CORE-128", "CORE-100"], new[] { core.Name, SystemParameters.Core100.Name });
    }

    [Fact]
    public void State_is_the_constructor_and_nothing_else()
    {
        Assert.Empty(ParameterState.OtherFields);
        Assert.Equal(
            typeof(SystemParameters).GetConstructors().Single().GetParameters().Select(parameter => parameter.Name!.ToUpperInvariant()).Order(),
            ParameterState.Properties.Select(property => property.Name.ToUpperInvariant()).Order());
        Assert.All(ParameterState.Properties, property => Assert.Null(property.SetMethod));
        Assert.All(typeof(SystemParameters).GetProperties().Where(property => property.GetMethod!.IsStatic), property =>
            Assert.DoesNotContain("Default", property.Name, StringComparison.Ordinal));
    }

    [Theory]
    [MemberData(nameof(StateNames))]
    public void ToWords_changes_with_every_property_but_the_name(string property)
    {
        var original = SystemParameters.Core128;
        var variants = ParameterState.Variants(original, property);
        Assert.NotEmpty(variants);
        Assert.All(variants, variant =>
            Assert.Equal(property == nameof(SystemParameters.Name), variant.ToWords().SequenceEqual(original.ToWords())));
    }

    [Theory]
    [InlineData(nameof(SystemParameters.Name), " ")]
    [InlineData(nameof(SystemParameters.LogSkip), 11)]
    [InlineData(nameof(SystemParameters.LogSkip), -1)]
    [InlineData(nameof(SystemParameters.LogPieceHeight), 11)]
    [InlineData(nameof(SystemParameters.LogMaximumHeight), 15)]
    [InlineData(nameof(SystemParameters.LogStackedHeight), 15)]
    [InlineData(nameof(SystemParameters.LogStackedHeight), 24)]
    [InlineData(nameof(SystemParameters.OutOfDomainSamples), -1)]
    [InlineData(nameof(SystemParameters.LogUpGrindingBits), 25)]
    [InlineData(nameof(SystemParameters.BatchingGrindingBits), -1)]
    [InlineData(nameof(SystemParameters.FoldingGrindingBits), 25)]
    [InlineData(nameof(SystemParameters.QueryGrindingBits), 32)]
    [InlineData(nameof(SystemParameters.LogCapSize), -1)]
    [InlineData(nameof(SystemParameters.MaximumShards), 0)]
    [InlineData(nameof(SystemParameters.LogMaximumFractions), 31)]
    [InlineData(nameof(SystemParameters.MaximumMessageLength), 0)]
    [InlineData(nameof(SystemParameters.InteractionsPerLeaf), 0)]
    public void Constructor_refuses_number_out_of_range(string property, object value) => AssertRefused(property, value);

    [Theory]
    [InlineData(nameof(SystemParameters.LogBlockHeights), new int[0])]
    [InlineData(nameof(SystemParameters.LogBlockHeights), new[] { 10, 13, 16 })]
    [InlineData(nameof(SystemParameters.LogBlockHeights), new[] { 22, 10 })]
    [InlineData(nameof(SystemParameters.StackedWidths), new[] { 8, 248 })]
    [InlineData(nameof(SystemParameters.StackedWidths), new[] { 8, 0, 248 })]
    [InlineData(nameof(SystemParameters.LogBlowups), new[] { 1, 2, 4 })]
    [InlineData(nameof(SystemParameters.LogBlowups), new[] { 0, 2, 4, 6 })]
    [InlineData(nameof(SystemParameters.LogBlowups), new[] { 4, 2, 4, 6 })]
    [InlineData(nameof(SystemParameters.FoldedVariables), new int[0])]
    [InlineData(nameof(SystemParameters.FoldedVariables), new[] { 0, 4, 4, 4 })]
    [InlineData(nameof(SystemParameters.FoldedVariables), new[] { 6, 6, 6, 6 })]
    [InlineData(nameof(SystemParameters.QueryCounts), new[] { 276, 169, 126 })]
    [InlineData(nameof(SystemParameters.QueryCounts), new[] { 276, 169, 126, 0 })]
    public void Constructor_refuses_list_out_of_range(string property, int[] values) => AssertRefused(property, ImmutableArray.Create(values));

    private static void AssertRefused(string property, object value)
    {
        var exception = Assert.Throws<PicoException>(() => ParameterState.Create(SystemParameters.Core128, (property, value)));
        Assert.Same(ErrorCatalog.ParametersInvalid, exception.Error);
    }
}
