// SPDX-License-Identifier: MIT OR Apache-2.0

using Xunit;

namespace PicoEngine.Architecture.Tests.Projects;

public sealed class ProjectGraphTests
{
    // Tests that mirror no single project of src.
    private static readonly string[] OtherTestProjects =
        ["Architecture.Tests", "Assembler", "Backends.Conformance", "Benchmarks", "EndToEnd.Tests", "Fuzzing"];

    private static readonly string[] BannedWords = ["Common", "Core", "Utils", "Util", "Helpers", "Helper", "Misc", "Shared"];

    [Fact]
    public void Project_references_only_what_its_row_allows()
    {
        Repository.AssertNone(
            from name in Repository.ProjectsIn("src")
            let row = ReferenceRules.ShortName(name)
            where ReferenceRules.Rows.ContainsKey(row)
            let allowed = ReferenceRules.Allowed(row)
            from reference in ProjectFile.Load("src", name).References
            where !allowed.Contains(ReferenceRules.ShortName(reference))
            select $"{name} → {reference}",
            "Forbidden reference (ReferenceRules.Rows):");
    }

    [Fact]
    public void Project_of_src_has_a_row_in_the_table_of_references()
    {
        IReadOnlyList<string> projects = Repository.ProjectsIn("src");
        Assert.NotEmpty(projects);
        Repository.AssertNone(
            projects.Where(name => !ReferenceRules.Rows.ContainsKey(ReferenceRules.ShortName(name))),
            "No row in ReferenceRules.Rows:");
    }

    [Theory]
    [InlineData("Verifier", "Executor")]
    [InlineData("Verifier", "Backends")]
    [InlineData("Verifier", "Stark")]
    [InlineData("Verifier", "Proving")]
    [InlineData("Proving", "Backends.Cuda")]
    [InlineData("Proving", "Backends.Ilgpu")]
    [InlineData("Executor", "Chips")]
    public void Table_of_references_keeps_the_forbidden_edges_out(string from, string to) =>
        Assert.DoesNotContain(to, ReferenceRules.Allowed(from));

    [Fact]
    public void Project_stands_in_the_folder_of_its_name_and_in_the_solution()
    {
        string solution = Repository.Read("PicoEngine.sln");
        Repository.AssertNone(
            from file in Repository.Files
            where Path.GetExtension(file) == ".csproj"
            let parts = file.Split('/')
            where parts.Length != 3 || parts[1] + ".csproj" != parts[2]
                || !solution.Contains(file.Replace('/', '\\'), StringComparison.Ordinal)
            select file,
            "Not src/NAME/NAME.csproj or tests/NAME/NAME.csproj, or not in PicoEngine.sln:");
    }

    [Fact]
    public void Test_project_mirrors_a_project_of_src()
    {
        IReadOnlyList<string> sources = Repository.ProjectsIn("src");
        Repository.AssertNone(
            from name in Repository.ProjectsIn("tests")
            where !OtherTestProjects.Contains(ReferenceRules.ShortName(name))
                && !(name.EndsWith(".Tests", StringComparison.Ordinal) && sources.Contains(name[..^".Tests".Length]))
            select name,
            "Neither src/NAME + .Tests nor one of the named others:");
    }

    [Fact]
    public void Package_of_the_console_is_referenced_by_the_command_line_only()
    {
        Repository.AssertNone(
            from name in Repository.ProjectsIn("src")
            where name != "PicoEngine.Cli"
            from package in ProjectFile.Load("src", name).Packages
            where package is "Spectre.Console" or "System.CommandLine"
            select $"{name} → {package}",
            "Console packages outside PicoEngine.Cli:");
    }

    [Fact]
    public void Pure_project_references_no_package()
    {
        Repository.AssertNone(
            from name in Repository.ProjectsIn("src")
            where ReferenceRules.Pure.Contains(ReferenceRules.ShortName(name))
            from package in ProjectFile.Load("src", name).Packages
            select $"{name} → {package}",
            "Packages of a pure project:");
    }

    [Fact]
    public void Folder_and_project_names_avoid_the_banned_words()
    {
        Repository.AssertNone(
            Repository.FilesUnder("src").Concat(Repository.FilesUnder("tests")).Concat(Repository.FilesUnder("native"))
                .Select(file => Path.GetDirectoryName(file)!.Replace('\\', '/'))
                .Distinct()
                .Where(folder => folder.Split('/', '.').Any(word => BannedWords.Contains(word, StringComparer.OrdinalIgnoreCase))),
            "Folders named after nothing:");
    }
}
