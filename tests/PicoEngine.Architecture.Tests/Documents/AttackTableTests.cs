// SPDX-License-Identifier: MIT OR Apache-2.0

using System.Text.RegularExpressions;
using Xunit;

namespace PicoEngine.Architecture.Tests.Documents;

/// <summary>Every test that the soundness document names against an attack exists, and every row of its tables of attacks names one.</summary>
public sealed partial class AttackTableTests
{
    private const string Document = "src/PicoEngine.Protocol/SOUNDNESS.md";

    private static string[] Rows
    {
        get
        {
            string text = Repository.Read(Document);
            int start = text.IndexOf("# Part 4.", StringComparison.Ordinal);
            return [.. text[start..text.IndexOf("# Part 5.", StringComparison.Ordinal)].Split('\n')
                .Where(line => line.StartsWith("| ", StringComparison.Ordinal) && !line.StartsWith("| left out", StringComparison.Ordinal) && !line.StartsWith("| attack", StringComparison.Ordinal))];
        }
    }

    [Fact]
    public void Row_of_an_attack_names_a_test()
    {
        Assert.InRange(Rows.Length, 20, 100);
        Repository.AssertNone(Rows.Where(row => !TestName().IsMatch(row)), $"Attacks of {Document} without a test:");
    }

    [Fact]
    public void Test_named_against_an_attack_exists()
    {
        string[] sources = [.. Repository.FilesUnder("tests", ".cs")];
        Repository.AssertNone(
            from row in Rows
            from Match name in TestName().Matches(row)
            let files = sources.Where(file => Path.GetFileNameWithoutExtension(file) == name.Groups[1].Value).ToArray()
            where !files.Any(file => Repository.Read(file).Contains($"public void {name.Groups[2].Value}(", StringComparison.Ordinal))
            select name.Value,
            $"Tests that {Document} names and nobody wrote:");
    }

    [GeneratedRegex(@"`(\w+Tests)\.(\w+)`")]
    private static partial Regex TestName();
}
