// SPDX-License-Identifier: MIT OR Apache-2.0

namespace PicoEngine.Cli.Commands;

/// <summary>The file of <c>--profile</c>: its ending says the format.</summary>
internal static class ProfileFile
{
    public static bool IsSupported(string? path) => path is null || IsPprof(path) || IsFirefox(path);

    public static bool IsPprof(string path) => path.EndsWith(".pb", StringComparison.OrdinalIgnoreCase);

    public static bool IsFirefox(string path) => path.EndsWith(".json", StringComparison.OrdinalIgnoreCase);
}
