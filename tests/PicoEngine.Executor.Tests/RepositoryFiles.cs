// SPDX-License-Identifier: MIT OR Apache-2.0

namespace PicoEngine.Executor.Tests;

/// <summary>Files of the clone that the tests were built in.</summary>
internal static class RepositoryFiles
{
    /// <summary>Full path of the folder that holds <c>PicoEngine.sln</c>.</summary>
    public static string Root { get; } = FindRoot();

    public static string FullPath(string relative) => Path.Combine(Root, relative);

    public static byte[] Read(string relative) => File.ReadAllBytes(FullPath(relative));

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
