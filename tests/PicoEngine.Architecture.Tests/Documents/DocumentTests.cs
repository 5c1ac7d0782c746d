// SPDX-License-Identifier: MIT OR Apache-2.0

using System.Text.RegularExpressions;
using Xunit;

namespace PicoEngine.Architecture.Tests.Documents;

public sealed partial class DocumentTests
{
    private static IEnumerable<string> Documents => Repository.Files.Where(file => Path.GetExtension(file) == ".md");

    [Fact]
    public void Link_of_a_document_leads_to_a_file()
    {
        Repository.AssertNone(
            from document in Documents
            from Match match in Link().Matches(Repository.Read(document))
            let target = match.Groups[1].Value.Split('#')[0]
            where target.Length > 0 && !target.Contains("://", StringComparison.Ordinal)
                && !target.StartsWith("mailto:", StringComparison.Ordinal)
            where !ExistsBeside(document, target)
            select $"{document} → {target}",
            "Links to nothing:");
    }

    [Fact]
    public void Path_named_in_a_document_exists()
    {
        Repository.AssertNone(
            from document in Documents
            where document != "CHANGELOG.md" // tells of files that have gone
            from Match match in NamedPath().Matches(Repository.Read(document))
            let path = match.Groups[1].Value
            where !path.Contains("NAME", StringComparison.Ordinal) && !Repository.Exists(path) && !ExistsBeside(document, path)
            select $"{document} names {path}",
            "Paths to nothing:");
    }

    [Fact]
    public void Project_of_src_has_a_readme() =>
        Repository.AssertNone(
            Repository.ProjectsIn("src").Where(name => !Repository.Exists($"src/{name}/README.md")),
            "No README.md beside the project file:");

    [Theory]
    [InlineData("README.md", "src")]
    [InlineData("README.md", "tests")]
    [InlineData("tests/README.md", "tests")]
    public void Table_of_projects_lists_every_project(string document, string folder)
    {
        string[] rows = [.. Repository.Read(document).Split('\n').Where(line => line.StartsWith('|'))];
        Repository.AssertNone(
            Repository.ProjectsIn(folder).Where(name => !rows.Any(row => row.Contains($"`{name}`", StringComparison.Ordinal)
                || row.Contains($"[{name}]", StringComparison.Ordinal))),
            $"Projects without a row in {document}:");
    }

    [Fact]
    public void File_of_test_vectors_says_where_it_came_from()
    {
        string document = Repository.Read("tests/vectors/README.md");
        Repository.AssertNone(
            from file in Repository.FilesUnder("tests/vectors")
            let name = file["tests/vectors/".Length..]
            where name != "README.md" && !document.Contains($"`{name}`", StringComparison.Ordinal)
                && !Repository.Exists($"tests/vectors/{name.Split('/')[0]}/README.md")
            select file,
            "Vectors without a word in tests/vectors/README.md or a README.md in their own folder:");
    }

    private static bool ExistsBeside(string document, string target) =>
        Repository.Exists(Path.Combine(Path.GetDirectoryName(document)!, Uri.UnescapeDataString(target)));

    // [text](target) and [text](target "title").
    [GeneratedRegex(@"\]\(([^)\s]+)[^)]*\)")]
    private static partial Regex Link();

    // `src/…`, `tests/…` or `native/…`: a whole path in backticks, without wildcards, braces or words in capitals that stand for names.
    [GeneratedRegex(@"`((?:src|tests|native)/[\w./-]*[\w/])`")]
    private static partial Regex NamedPath();
}
