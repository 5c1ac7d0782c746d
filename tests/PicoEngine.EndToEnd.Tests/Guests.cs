// SPDX-License-Identifier: MIT OR Apache-2.0

using System.Buffers.Binary;
using PicoEngine.Executor;

namespace PicoEngine.EndToEnd.Tests;

/// <summary>The committed guests and their inputs.</summary>
internal static class Guests
{
    /// <summary>Loads an example by its name.</summary>
    public static GuestProgram Load(string name) => GuestProgram.Load(File.ReadAllBytes(Path.Combine(AppContext.BaseDirectory, name + ".elf")));

    /// <summary>One element of little-endian words.</summary>
    public static GuestInput Words(params ReadOnlySpan<uint> words)
    {
        var bytes = new byte[4 * words.Length];
        for (int i = 0; i < words.Length; i++)
        {
            BinaryPrimitives.WriteUInt32LittleEndian(bytes.AsSpan(4 * i), words[i]);
        }

        return new GuestInput().Add(bytes);
    }
}
