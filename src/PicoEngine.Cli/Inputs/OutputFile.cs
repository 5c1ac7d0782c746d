// SPDX-License-Identifier: MIT OR Apache-2.0

using PicoEngine.Contracts.Errors;

namespace PicoEngine.Cli.Inputs;

/// <summary>
/// A file that a command makes. It is opened under a temporary name before the work, so that a bad path is not found out after it, and gets its own name
/// when it is whole: whoever sees the name sees all of the file, and what was there before stays until then.
/// </summary>
internal sealed class OutputFile : IDisposable
{
    private const string TemporarySuffix = ".part";

    // ENOSPC, EDQUOT, and ERROR_DISK_FULL and ERROR_HANDLE_DISK_FULL of Windows.
    private static readonly int[] DiskFullCodes = [28, 122, unchecked((int)0x80070070), unchecked((int)0x80070027)];

    private readonly string _path;
    private readonly string? _temporary;
    private readonly FileStream _stream;
    private bool _isWhole;

    private OutputFile(string path, string? temporary, FileStream stream) => (_path, _temporary, _stream) = (path, temporary, stream);

    /// <exception cref="PicoException"><c>file-unreadable</c>.</exception>
    public static OutputFile Open(string path)
    {
        // A device cannot be replaced by a file, and should not be.
        if (path.StartsWith("/dev/", StringComparison.Ordinal))
        {
            return new OutputFile(path, null, NamedFile.Create(path));
        }

        string target = path;
        NamedFile.Write(path, () =>
        {
            // Where a link points, so that it is not the link that is replaced.
            target = new FileInfo(path).LinkTarget is null ? path : File.ResolveLinkTarget(path, returnFinalTarget: true)!.FullName;
            if (Directory.Exists(target))
            {
                throw new IOException("it is a folder");
            }
        });
        string temporary = target + TemporarySuffix;
        return new OutputFile(target, temporary, NamedFile.Create(temporary));
    }

    /// <summary>Writes the content and gives the file its name.</summary>
    /// <exception cref="PicoException"><c>disk-full</c>, <c>file-unreadable</c>.</exception>
    public void Write(ReadOnlyMemory<byte> content)
    {
        try
        {
            NamedFile.Write(_path, () =>
            {
                _stream.Write(content.Span);
                _stream.Flush(flushToDisk: _temporary is not null);
                _stream.Dispose();
                if (_temporary is not null)
                {
                    File.Move(_temporary, _path, overwrite: true);
                }
            });
            _isWhole = true;
        }
        catch (PicoException failure) when (failure.InnerException is IOException io && DiskFullCodes.Contains(io.HResult))
        {
            throw new PicoException(
                ErrorCatalog.DiskFull,
                $"{_path} needs {content.Length} bytes: {io.Message}",
                new Dictionary<string, object?> { ["file"] = _path, ["needBytes"] = content.Length },
                io);
        }
    }

    /// <summary>Closes the file; one that was not written is removed.</summary>
    public void Dispose()
    {
        _stream.Dispose();
        if (!_isWhole && _temporary is not null)
        {
            try
            {
                File.Delete(_temporary);
            }
            catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
            {
                // The command has failed already, and its failure says more than this one.
            }
        }
    }
}
