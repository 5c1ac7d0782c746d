// SPDX-License-Identifier: MIT OR Apache-2.0

using System.Text;
using PicoEngine.Executor.Tests;
using PicoEngine.Verifier.Keys;
using Xunit;

namespace PicoEngine.Chips.Tests.Manifest;

/// <summary>The compiled machine is the agreed one, and reaches the bits that its parameter sets promise.</summary>
public sealed class MachineManifestTests
{
    [Fact]
    public void Compiled_machine_is_that_of_the_manifest()
    {
        var agreed = Encoding.UTF8.GetString(RepositoryFiles.Read(MachineManifest.File)).Split('\n');
        var compiled = MachineManifest.Write().Split('\n');
        var differences = compiled.Except(agreed).Select(line => $"+ {line}").Concat(agreed.Except(compiled).Select(line => $"- {line}")).ToArray();
        Assert.True(differences.Length == 0 && compiled.SequenceEqual(agreed),
            $"The compiled machine (+) is not that of {MachineManifest.File} (-). If the change is meant, review it and run {MachineManifest.Command}\n{string.Join('\n', differences)}");
    }

    [Theory]
    [InlineData(SecurityLevel.Bits128)]
    [InlineData(SecurityLevel.Bits100)]
    public void Soundness_of_the_compiled_machine_reaches_the_level_in_union_over_a_shard(SecurityLevel level)
    {
        var family = RiscVFamily.At(level);
        var report = family.Soundness;
        Assert.True(report.UnionBits >= (int)level, $"{report.UnionBits} bits");
        Assert.InRange(report.SecurityBits, report.UnionBits, report.HashCollisionBits);

        // The global challenge is there, and every challenge has a theorem behind it.
        Assert.Equal(1, report.GlobalChallenge.Count);
        Assert.All(report.Rounds, round => Assert.False(string.IsNullOrWhiteSpace(round.Source)));

        // The report is for the widest shape: none has more stacked columns than the parameter set.
        var widest = family.Machine.Shapes.Max(shape => family.Machine.PreprocessedWidths[^1] + shape.BoundaryWidth + shape.MainWidth);
        Assert.InRange(widest, 1, family.Parameters.StackedWidths.Sum());
    }
}
