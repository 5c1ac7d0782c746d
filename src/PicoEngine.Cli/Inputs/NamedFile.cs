// SPDX-License-Identifier: MIT OR Apache-2.0

using System.Security;
using PicoEngine.Contracts.Errors;

namespace PicoEngine.Cli.Inputs;

/// <summary>Files that the command line names; whatever is wrong with one is <c>file-unreadable</c>.</summary>
internal static class NamedFile
{
    /// <exception cref="PicoException"><c>file-unreadable</c>.</exception>
    public static byte[] Read(string path) => Guard(path, "read", () => File.ReadAllBytes(path));

    /// <summary>Creates or empties a file. Without a buffer: what cannot be written fails where it is written, not on closing.</summary>
    /// <exception cref="PicoException"><c>file-unreadable</c>.</exception>
    public static FileStream Create(string path) => Guard(path, "written",
        () => new FileStream(path, FileMode.Create, FileAccess.Write, FileShare.Read, bufferSize: 0));

    /// <summary>Runs what writes to a file.</summary>
    /// <exception cref="PicoException"><c>file-unreadable</c>.</exception>
    public static void Write(string path, Action write) => Guard(path, "written", () =>
    {
        write();
        return path;
    });

    /// <summary>Reads a stream to its end.</summary>
    /// <exception cref="PicoException"><c>file-unreadable</c>.</exception>
    public static byte[] ReadToEnd(string name, Func<Stream> open) => Guard(name, "read", () =>
    {
        using Stream stream = open();
        using var bytes = new MemoryStream();
        stream.CopyTo(bytes);
        return bytes.ToArray();
    });

    private static T Guard<T>(string path, string verb, Func<T> action)
    {
        try
        {
            return action();
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException or SecurityException)
        {
            string why = Directory.Exists(path) ? "it is a folder" : exception.Message; // which says that access is denied
            throw new PicoException(
                ErrorCatalog.FileUnreadable, $"{path} cannot be {verb}: {why}", new Dictionary<string, object?> { ["file"] = path }, exception);
        }
    }
}
