// SPDX-License-Identifier: MIT OR Apache-2.0

using PicoEngine.Backends.Cuda.Tests.Tables;

namespace PicoEngine.Benchmarks;

/// <summary>Writes the tables that native code takes from C# anew: <c>native-tables</c>, run in the repository's root. Tests compare them with the committed ones.</summary>
internal static class NativeTablesWriter
{
    public static int Run(string[] arguments)
    {
        if (arguments.Length != 0 || !Directory.Exists("native/kernels"))
        {
            Console.Error.WriteLine("usage: native-tables, in the root of the repository");
            return 2;
        }

        foreach (var (path, text) in NativeTables.Write())
        {
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            File.WriteAllText(path, text);
            Console.WriteLine($"{path} is written");
        }

        return 0;
    }
}
