// SPDX-License-Identifier: MIT OR Apache-2.0

using System.Buffers;
using System.Text;
using System.Text.Unicode;
using PicoEngine.Executor.Profiling;

namespace PicoEngine.Executor.Syscalls;

/// <summary>Collects what the guest writes: text by the line, public values by the byte.</summary>
internal sealed class GuestOutput(Action<GuestDescriptor, string>? onLine, CycleTracker tracker, CancellationToken cancellation)
{
    /// <summary>Most bytes of text, of public values and of hints that one run may produce, each.</summary>
    public const long ByteLimit = 256L << 20;

    // A guest that never ends its line gets it in pieces.
    private const int MaxLine = 1 << 16;

    private readonly StringBuilder[] _pending = [new(), new()];
    private readonly ArrayBufferWriter<byte> _publicValues = new();

    public long TextBytes { get; private set; }

    public long PublicValueBytes => _publicValues.WrittenCount;

    public ReadOnlyMemory<byte> PublicValues => _publicValues.WrittenMemory;

    public void AppendPublicValues(ReadOnlySpan<byte> bytes) => _publicValues.Write(bytes);

    /// <returns>False when the bytes are not UTF-8; nothing is written then.</returns>
    public bool TryWriteText(GuestDescriptor stream, ReadOnlySpan<byte> utf8, ulong cycles)
    {
        if (!Utf8.IsValid(utf8))
        {
            return false;
        }

        TextBytes += utf8.Length;
        StringBuilder pending = _pending[(int)stream - 1];
        while (!utf8.IsEmpty)
        {
            // One call may bring millions of lines, or one of 256 MiB.
            cancellation.ThrowIfCancellationRequested();
            int end = utf8[..Math.Min(utf8.Length, MaxLine)].IndexOf((byte)'\n');
            int length = end >= 0 ? end : PieceLength(utf8);
            if (length > 0 && pending.Length >= MaxLine)
            {
                Emit(stream, pending, cycles);
            }

            pending.Append(Encoding.UTF8.GetString(utf8[..length]));
            utf8 = utf8[length..];
            if (end >= 0)
            {
                Emit(stream, pending, cycles);
                utf8 = utf8[1..];
            }
        }

        return true;
    }

    /// <summary>Emits lines that the guest did not end.</summary>
    public void Flush(ulong cycles)
    {
        foreach (GuestDescriptor stream in (ReadOnlySpan<GuestDescriptor>)[GuestDescriptor.StandardOutput, GuestDescriptor.StandardError])
        {
            if (_pending[(int)stream - 1].Length > 0)
            {
                Emit(stream, _pending[(int)stream - 1], cycles);
            }
        }
    }

    /// <summary>At most <see cref="MaxLine"/> bytes of valid UTF-8, cut between characters.</summary>
    private static int PieceLength(ReadOnlySpan<byte> utf8)
    {
        int length = Math.Min(utf8.Length, MaxLine);
        while (length < utf8.Length && (utf8[length] & 0xc0) == 0x80)
        {
            length--;
        }

        return length;
    }

    private void Emit(GuestDescriptor stream, StringBuilder pending, ulong cycles)
    {
        string line = pending.ToString();
        pending.Clear();
        if (!tracker.TryHandle(line, cycles))
        {
            onLine?.Invoke(stream, line);
        }
    }
}
