// SPDX-License-Identifier: MIT OR Apache-2.0

using PicoEngine.Contracts.Errors;
using PicoEngine.RiscV.Elf;

namespace PicoEngine.Fuzzing.Targets;

/// <summary>The loader with a mistake planted behind it: a file that loads and has one certain byte throws.</summary>
internal static class PlantedTarget
{
    private const byte Value = 0x40;

    public static void Run(byte[] file)
    {
        try
        {
            ElfLoader.Load(file);
        }
        catch (PicoException)
        {
            return;
        }

        // EI_OSABI, which the loader does not look at.
        if (file[7] == Value)
        {
            throw new InvalidOperationException("the planted mistake");
        }
    }
}
