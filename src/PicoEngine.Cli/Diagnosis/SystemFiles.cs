// SPDX-License-Identifier: MIT OR Apache-2.0

using System.Security;

namespace PicoEngine.Cli.Diagnosis;

/// <summary>What Linux tells in files; elsewhere, and where it does not tell, nothing.</summary>
internal static class SystemFiles
{
    /// <summary>The first line of a file that begins with a text, or null.</summary>
    public static string? Line(string file, string start) =>
        TryRead(() => File.ReadLines(file).FirstOrDefault(line => line.StartsWith(start, StringComparison.Ordinal)));

    /// <summary>The soft value of a limit of this process, in the system's own words.</summary>
    public static string? Limit(string name) => Line("/proc/self/limits", name)?[name.Length..].Split(' ', StringSplitOptions.RemoveEmptyEntries)[0];

    /// <summary>What the system does not say is not known; that is no failure of the command.</summary>
    public static T? TryRead<T>(Func<T?> read)
    {
        try
        {
            return read();
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException or SecurityException)
        {
            return default;
        }
    }
}
