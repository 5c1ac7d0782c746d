// SPDX-License-Identifier: MIT OR Apache-2.0

using PicoEngine.Executor;

namespace PicoEngine.Cli.Inputs;

/// <summary>Guests of the repository that are part of the command.</summary>
internal static class BuiltInGuests
{
    /// <summary>Loads a guest.</summary>
    /// <param name="name">Its file in native/guests/elf, without the ending.</param>
    public static GuestProgram Load(string name)
    {
        using Stream stream = typeof(BuiltInGuests).Assembly.GetManifestResourceStream(name + ".elf")!;
        using var bytes = new MemoryStream();
        stream.CopyTo(bytes);
        return GuestProgram.Load(bytes.ToArray());
    }
}
