// SPDX-License-Identifier: MIT OR Apache-2.0

using System.IO.Compression;
using PicoEngine.Contracts.Errors;

namespace PicoEngine.Ethereum.Json;

/// <summary>Reads streams whose end nobody promised, up to a limit.</summary>
internal static class BoundedBytes
{
    private const int FirstRead = 1 << 16;

    /// <summary>All bytes of a stream that may be compressed with gzip.</summary>
    /// <exception cref="PicoException"><c>block-file-malformed</c>: no whole gzip; <c>block-too-large</c>.</exception>
    public static ReadOnlyMemory<byte> ReadMaybeCompressed(ReadOnlyMemory<byte> content, string source, long limit)
    {
        if (!content.Span.StartsWith((ReadOnlySpan<byte>)[0x1f, 0x8b]))
        {
            return content;
        }

        try
        {
            using var gzip = new GZipStream(new MemoryStream(content.ToArray(), writable: false), CompressionMode.Decompress);
            return Read(gzip, source, limit);
        }
        catch (InvalidDataException exception)
        {
            throw new PicoException(ErrorCatalog.BlockFileMalformed, $"{source}: no whole gzip: {exception.Message}", inner: exception);
        }
    }

    /// <summary>All bytes of a stream.</summary>
    /// <exception cref="PicoException"><c>block-too-large</c>.</exception>
    public static ReadOnlyMemory<byte> Read(Stream stream, string source, long limit)
    {
        byte[] buffer = new byte[FirstRead];
        int size = 0;
        while (true)
        {
            int read = stream.Read(buffer, size, buffer.Length - size);
            if (read == 0)
            {
                return buffer.AsMemory(0, size);
            }

            size += read;
            Require(size, source, limit);
            if (size == buffer.Length)
            {
                Array.Resize(ref buffer, (int)Math.Min(2L * size, limit + 1));
            }
        }
    }

    public static void Require(long size, string source, long limit)
    {
        if (size > limit)
        {
            throw new PicoException(ErrorCatalog.BlockTooLarge, $"{source}: more than {limit >> 20} MiB");
        }
    }
}
