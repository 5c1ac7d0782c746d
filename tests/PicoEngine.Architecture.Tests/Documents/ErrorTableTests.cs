// SPDX-License-Identifier: MIT OR Apache-2.0

using System.Text.RegularExpressions;
using PicoEngine.Contracts.Errors;
using Xunit;

namespace PicoEngine.Architecture.Tests.Documents;

/// <summary>The table in the README is the one that users look codes up in; the catalog is the one that the engine throws from.</summary>
public sealed partial class ErrorTableTests
{
    private const string Document = "src/PicoEngine.Contracts/Errors/README.md";

    [Fact]
    public void Catalog_gives_each_code_and_each_name_once()
    {
        Assert.NotEmpty(ErrorCatalog.All);
        Repository.AssertNone(Repeated(ErrorCatalog.All.Select(code => code.Id)), "Codes given twice:");
        Repository.AssertNone(Repeated(ErrorCatalog.All.Select(code => code.Name)), "Names given twice:");

        static IEnumerable<string> Repeated(IEnumerable<string> values) =>
            values.GroupBy(value => value).Where(group => group.Count() > 1).Select(group => group.Key);
    }

    [Fact]
    public void Catalog_numbers_fit_three_digits_and_name_a_failure() =>
        Repository.AssertNone(
            ErrorCatalog.All
                .Where(code => code.Number is < 1 or > 999 || code.Exit == ExitCode.Ok || !Enum.IsDefined(code.Exit)
                    || !KebabCase().IsMatch(code.Name)
                    || !code.Cause.EndsWith('.') || !code.Remedy.EndsWith('.'))
                .Select(code => code.ToString()),
            "Rows with a number outside 1..999, exit code 0, a name that is not kebab-case, or a sentence without its full stop:");

    [Fact]
    public void Readme_table_equals_the_catalog()
    {
        string expected = string.Join('\n', ErrorCatalog.All.Select(code =>
            $"| `{code.Id}` | `{code.Name}` | {Cell(code.Cause)} | {Cell(code.Remedy)} |"));
        string actual = string.Join('\n', Repository.Read(Document).Split('\n')
            .Select(line => line.TrimEnd('\r'))
            .Where(line => line.StartsWith("| `PICO-", StringComparison.Ordinal)));
        Assert.True(actual == expected, $"The rows of {Document} should be:\n{expected}");

        static string Cell(string text) => text.Replace("|", "\\|", StringComparison.Ordinal);
    }

    [Fact]
    public void Readme_lists_every_exit_code()
    {
        string document = Repository.Read(Document);
        Repository.AssertNone(
            Enum.GetValues<ExitCode>()
                .Select(code => $"| {(int)code} | `{code}` |")
                .Where(row => !document.Contains(row, StringComparison.Ordinal)),
            $"Rows missing from the exit codes of {Document}:");
    }

    [Fact]
    public void Catalog_has_no_code_that_nothing_uses()
    {
        string[] sources =
        [
            .. Repository.FilesUnder("src", ".cs").Where(file => !file.EndsWith("/ErrorCatalog.cs", StringComparison.Ordinal)).Select(Repository.Read),
        ];
        Repository.AssertNone(
            typeof(ErrorCatalog).GetFields()
                .Select(field => $"{nameof(ErrorCatalog)}.{field.Name}")
                .Where(use => !sources.Any(text => text.Contains(use, StringComparison.Ordinal))),
            "Codes that no source file uses:");
    }

    [GeneratedRegex("^[a-z0-9]+(-[a-z0-9]+)*$")]
    private static partial Regex KebabCase();
}
