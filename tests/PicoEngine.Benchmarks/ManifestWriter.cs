// SPDX-License-Identifier: MIT OR Apache-2.0

using PicoEngine.Chips.Tests.Manifest;

namespace PicoEngine.Benchmarks;

/// <summary>Writes the manifest of the RISC-V machine anew: <c>manifest</c>, run in the repository's root. A reviewer compares, a test checks.</summary>
internal static class ManifestWriter
{
    public static int Run(string[] arguments)
    {
        if (arguments.Length != 0 || !Directory.Exists(Path.GetDirectoryName(MachineManifest.File)))
        {
            Console.Error.WriteLine("usage: manifest, in the root of the repository");
            return 2;
        }

        File.WriteAllText(MachineManifest.File, MachineManifest.Write());
        Console.WriteLine($"{MachineManifest.File} is written; git diff shows what changed");
        return 0;
    }
}
