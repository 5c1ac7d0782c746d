// SPDX-License-Identifier: MIT OR Apache-2.0

namespace PicoEngine.Cli.Tests;

/// <summary>The committed guests.</summary>
internal static class Guests
{
    /// <summary>Of this repository.</summary>
    public static string Root { get; } = FindRoot();

    private static string Folder => Path.Combine(Root, "native", "guests");

    public static string Fibonacci => Elf("fibonacci");

    public static string Quicksort => Elf("quicksort");

    /// <summary>n = 1000.</summary>
    public static string FibonacciInput => Input("fibonacci.bin");

    /// <summary>1000 numbers.</summary>
    public static string QuicksortInput => Input("quicksort-small.bin");

    public static string Elf(string name) => Path.Combine(Folder, "elf", name + ".elf");

    public static string Input(string name) => Path.Combine(Folder, "inputs", name);

    private static string FindRoot()
    {
        DirectoryInfo? at = new(AppContext.BaseDirectory);
        while (at is not null && !File.Exists(Path.Combine(at.FullName, "PicoEngine.sln")))
        {
            at = at.Parent;
        }

        return at?.FullName ?? throw new InvalidOperationException("PicoEngine.sln is in no folder above the tests.");
    }
}
