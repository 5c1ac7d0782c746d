// SPDX-License-Identifier: MIT OR Apache-2.0

namespace PicoEngine.Ethereum.Tests;

/// <summary>Files of the clone that the tests were built in.</summary>
internal static class RepositoryFiles
{
    private static readonly string Root = FindRoot();

    public static string FullPath(string relative) => Path.Combine(Root, relative);

    /// <summary>A block of execution-spec-tests that tests/vectors holds.</summary>
    public static BlockWitness Vector(string name) => BlockFile.Read(FullPath($"tests/vectors/ethereum/{name}.json.gz"));

    private static string FindRoot()
    {
        for (DirectoryInfo? folder = new(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "PicoEngine.sln")))
            {
                return folder.FullName;
            }
        }

        throw new DirectoryNotFoundException("PicoEngine.sln stands in no folder above the tests.");
    }
}
