// SPDX-License-Identifier: MIT OR Apache-2.0

using System.Buffers.Binary;

namespace PicoEngine.Executor.Interpreter;

/// <summary>Writes part of an input element to guest memory: little-endian words, the last one padded with zeros.</summary>
internal static class HintWriter
{
    private const int BatchWords = 256;

    /// <param name="machine">Whose memory is written, at slot 0.</param>
    /// <param name="element">The whole element.</param>
    /// <param name="destination">Address of its first byte, a multiple of 4.</param>
    /// <param name="first">First word to write.</param>
    /// <param name="count">Number of words to write.</param>
    public static void Write(Machine machine, ReadOnlySpan<byte> element, uint destination, uint first, uint count)
    {
        Span<uint> words = stackalloc uint[BatchWords];
        for (uint done = 0; done < count;)
        {
            int batch = (int)Math.Min(count - done, BatchWords);
            for (int i = 0; i < batch; i++)
            {
                int at = (int)(4 * (first + done)) + 4 * i;
                words[i] = at + 4 <= element.Length ? BinaryPrimitives.ReadUInt32LittleEndian(element[at..]) : LastWord(element[at..]);
            }

            machine.WriteWords(destination + 4 * (first + done), words[..batch], slot: 0);
            done += (uint)batch;
        }
    }

    private static uint LastWord(ReadOnlySpan<byte> tail)
    {
        uint word = 0;
        for (int i = 0; i < tail.Length; i++)
        {
            word |= (uint)tail[i] << (8 * i);
        }

        return word;
    }
}
