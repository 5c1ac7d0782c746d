// SPDX-License-Identifier: MIT OR Apache-2.0

using System.Text.RegularExpressions;
using Xunit;

namespace PicoEngine.Architecture.Tests.Documents;

/// <summary>The settings of tests are those that <c>tests/README.md</c> lists and the test command sets.</summary>
public sealed partial class TestSettingsTests
{
    private const string EthereumSetting = "PICO_TEST_ETHEREUM";

    // What .ci/run looks for among the reasons of skipped tests.
    private const string EthereumReason = "Ethereum data not found";

    private static IEnumerable<string> Sources =>
        Repository.FilesUnder("tests", ".cs").Where(file => !file.EndsWith($"/{nameof(TestSettingsTests)}.cs", StringComparison.Ordinal));

    [Fact]
    public void Environment_variable_that_a_test_reads_is_listed()
    {
        string document = Repository.Read("tests/README.md");
        Repository.AssertNone(
            from file in Sources
            from Match match in EnvironmentVariable().Matches(Repository.Read(file))
            where match.Groups[1].Value != "PATH" // Where tools are found is no setting of the tests.
                && !document.Contains($"| `{match.Groups[1].Value}` |", StringComparison.Ordinal)
            select $"{file} reads {match.Groups[1].Value}",
            "Settings that tests/README.md does not list:");
    }

    [Theory]
    [InlineData("build.sh")]
    [InlineData("build.ps1")]
    public void Test_command_sets_every_listed_setting(string script)
    {
        string text = Repository.Read(script);
        string[] listed = [.. ListedSetting().Matches(Repository.Read("tests/README.md")).Select(match => match.Groups[1].Value)];
        Assert.Contains(EthereumSetting, listed);
        Repository.AssertNone(
            listed.Where(name => !text.Contains(name, StringComparison.Ordinal)),
            $"Settings that {script} does not set:");
    }

    [Fact]
    public void Test_that_needs_Ethereum_data_skips_with_the_reason_that_fails_the_whole_run()
    {
        Assert.Contains(EthereumReason, Repository.Read(".ci/run"), StringComparison.Ordinal);
        Assert.Contains(EthereumReason, Repository.Read("tests/README.md"), StringComparison.Ordinal);
        Repository.AssertNone(
            from file in Sources
            let text = Repository.Read(file)
            where text.Contains(EthereumSetting, StringComparison.Ordinal) && !text.Contains(EthereumReason, StringComparison.Ordinal)
            select file,
            $"Files that read {EthereumSetting} without the reason '{EthereumReason}':");
    }

    [GeneratedRegex(@"GetEnvironmentVariable\(\s*""(\w+)""")]
    private static partial Regex EnvironmentVariable();

    [GeneratedRegex(@"^\| `(PICO_TEST_\w+)` \|", RegexOptions.Multiline)]
    private static partial Regex ListedSetting();
}
