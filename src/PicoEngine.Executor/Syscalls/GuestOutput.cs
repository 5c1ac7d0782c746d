// SPDX-License-Identifier: MIT OR Apache-2.0

using System.Buffers;
using System.Text;
using System.Text.Unicode;
using PicoEngine.Executor.Profiling;

namespace PicoEngine.Executor.Syscalls;

/// <summary>Collects what the guest writes: text by the line, public values by the byte.</summary>
internal sealed class GuestOutput(Action<GuestDescriptor, string>? onLine, CycleTracker tracker)
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
        string text = Encoding.UTF8.GetString(utf8);
        int start = 0;
        for (int end = text.IndexOf('\n', StringComparison.Ordinal); end >= 0; end = text.IndexOf('\n', start))
        {
            pending.Append(text, start, end - start);
            Emit(stream, pending, cycles);
            start = end + 1;
        }

        pending.Append(text, start, text.Length - start);
        if (pending.Length >= MaxLine)
        {
            Emit(stream, pending, cycles);
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
