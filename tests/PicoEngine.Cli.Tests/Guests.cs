// SPDX-License-Identifier: MIT OR Apache-2.0

using PicoEngine.Executor.Tests;

namespace PicoEngine.Cli.Tests;

/// <summary>The committed guests.</summary>
internal static class Guests
{
    private static string Folder => RepositoryFiles.FullPath("native/guests");

    public static string Fibonacci => Elf("fibonacci");

    public static string Quicksort => Elf("quicksort");

    /// <summary>n = 1000.</summary>
    public static string FibonacciInput => Input("fibonacci.bin");

    /// <summary>1000 numbers.</summary>
    public static string QuicksortInput => Input("quicksort-small.bin");

    public static string Elf(string name) => Path.Combine(Folder, "elf", name + ".elf");

    public static string Input(string name) => Path.Combine(Folder, "inputs", name);
}
