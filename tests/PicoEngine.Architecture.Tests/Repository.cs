// SPDX-License-Identifier: MIT OR Apache-2.0

using PicoEngine.Executor.Tests;
using Xunit;

namespace PicoEngine.Architecture.Tests;

/// <summary>The clone that these tests were built in: its files as a reader of the repository sees them.</summary>
internal static class Repository
{
    // What .gitignore leaves out, and git itself.
    private static readonly HashSet<string> IgnoredFolders =
        [".git", ".vs", ".idea", ".vscode", "bin", "obj", "artifacts", "TestResults", "BenchmarkDotNet.Artifacts"];

    /// <summary>Full path of the folder that holds <c>PicoEngine.sln</c>.</summary>
    public static string Root => RepositoryFiles.Root;

    /// <summary>Every file that git does not ignore, relative to <see cref="Root"/>, with forward slashes, sorted.</summary>
    public static IReadOnlyList<string> Files { get; } = [.. Walk(Root).Order(StringComparer.Ordinal)];

    public static IEnumerable<string> FilesUnder(string folder, params string[] extensions) =>
        Files.Where(file => file.StartsWith(folder + "/", StringComparison.Ordinal)
            && (extensions.Length == 0 || extensions.Contains(Path.GetExtension(file))));

    /// <summary>Names of the projects in <paramref name="folder"/> (<c>src</c> or <c>tests</c>): one folder, one project of the same name.</summary>
    public static IReadOnlyList<string> ProjectsIn(string folder) =>
        [.. FilesUnder(folder, ".csproj").Select(file => Path.GetFileNameWithoutExtension(file))];

    public static string FullPath(string relative) => RepositoryFiles.FullPath(relative);

    public static string Read(string relative) => File.ReadAllText(FullPath(relative));

    public static bool Exists(string relative) => File.Exists(FullPath(relative)) || Directory.Exists(FullPath(relative));

    /// <summary>Fails with one line for each violation, so that a single run names everything there is to mend.</summary>
    public static void AssertNone(IEnumerable<string> violations, string rule)
    {
        string[] found = [.. violations];
        Assert.True(found.Length == 0, $"{rule}\n{string.Join('\n', found.Select(line => "  " + line))}");
    }

    private static IEnumerable<string> Walk(string folder)
    {
        foreach (string file in Directory.EnumerateFiles(folder))
        {
            yield return Path.GetRelativePath(Root, file).Replace('\\', '/');
        }

        foreach (string child in Directory.EnumerateDirectories(folder))
        {
            if (!IgnoredFolders.Contains(Path.GetFileName(child)))
            {
                foreach (string file in Walk(child))
                {
                    yield return file;
                }
            }
        }
    }
}
