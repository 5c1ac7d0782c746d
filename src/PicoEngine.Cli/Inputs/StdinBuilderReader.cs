// SPDX-License-Identifier: MIT OR Apache-2.0

using System.Buffers.Binary;
using PicoEngine.Contracts.Errors;
using PicoEngine.Executor;

namespace PicoEngine.Cli.Inputs;

/// <summary>
/// Reads the files that Pico's clients write for their proving service: bincode (fixed-width little-endian) of the stdin
/// builder, a u64 count, for each element a u64 length and its bytes, then the u64 number of proofs to verify.
/// </summary>
internal static class StdinBuilderReader
{
    /// <exception cref="PicoException"><c>input-invalid</c>: the file is cut short, goes on past its end, or brings proofs.</exception>
    public static GuestInput Read(ReadOnlyMemory<byte> file)
    {
        int at = 0;
        var input = new GuestInput();
        ulong count = Number("number of elements");

        // Each element takes 8 bytes at least, so a hostile count is refused before anything is made for it.
        Require(count <= (ulong)(file.Length - at) / 8, $"{count} elements do not fit into its {file.Length} bytes");
        for (ulong i = 0; i < count; i++)
        {
            ulong length = Number($"length of element {i}");
            Require(length <= (ulong)(file.Length - at), $"element {i} has {length} bytes, but {file.Length - at} follow");
            input.Add(file.Slice(at, (int)length));
            at += (int)length;
        }

        ulong proofs = Number("number of proofs");
        Require(proofs == 0, $"it brings {proofs} proofs; this version verifies none inside of guests");
        Require(at == file.Length, $"{file.Length - at} bytes follow its end");
        return input;

        ulong Number(string what)
        {
            Require(file.Length - at >= sizeof(ulong), $"it ends at byte {file.Length}, inside of the {what}");
            ulong value = BinaryPrimitives.ReadUInt64LittleEndian(file.Span[at..]);
            at += sizeof(ulong);
            return value;
        }

        void Require(bool holds, string complaint)
        {
            if (!holds)
            {
                throw new PicoException(ErrorCatalog.InputInvalid, $"the file is no stdin builder: {complaint}", new Dictionary<string, object?> { ["offset"] = at });
            }
        }
    }
}
