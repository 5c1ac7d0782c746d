// SPDX-License-Identifier: MIT OR Apache-2.0

using System.Buffers.Binary;
using PicoEngine.Assembler;

namespace PicoEngine.RiscV.Tests.Elf;

/// <summary>Mutates ELF files knowing their structure: most changes go to the fields of headers, symbols and sections.</summary>
internal sealed class ElfMutator(IReadOnlyList<byte[]> seeds, Random random)
{
    private static readonly uint[] Boundaries =
        [0, 1, 2, 3, 4, 5, 7, 8, 16, 31, 32, 33, 52, 0xff, 0x100, 0x1000, 0xffff, 0x1_0000, 0x0020_0140, 0x0020_0144, MemoryMap.End - 4, MemoryMap.End - 1,
            MemoryMap.End, MemoryMap.End + 4, 0x7fff_ffff, 0x8000_0000, 0xffff_fff0, 0xffff_fffc, 0xffff_fffe, 0xffff_ffff];

    private static readonly uint[] Words = [0x13, 0x73, 0x6f, 0x0010_0073, 0x8067, 0xf, 0x3020_0073, 0x0000_0063, 0xfe00_0ee3, 0x0000_2003, 0x0000_2023, 0xffff_ffff];

    /// <summary>A seed with one to eight changes.</summary>
    public byte[] Next()
    {
        byte[] file = [.. Pick(seeds)];
        for (int changes = 1 + random.Next(1 << random.Next(4)); changes > 0 && file.Length > 0; changes--)
        {
            file = Change(file);
        }

        return file;
    }

    private byte[] Change(byte[] file)
    {
        switch (random.Next(10))
        {
            case 0:
                file[random.Next(file.Length)] ^= (byte)(1 << random.Next(8));
                return file;
            case 1:
                file[random.Next(file.Length)] = (byte)random.Next(256);
                return file;
            case 2 or 3 or 4:
                Write(file, Field(file), Value(file));
                return file;
            case 5:
                Swap(file, Field(file), Field(file));
                return file;
            case 6:
                Write(file, 4 * random.Next((file.Length + 3) / 4), random.Next(2) == 0 ? Pick(Words) : (uint)random.NextInt64(1L << 32));
                return file;
            case 7:
                return file[..random.Next(file.Length + 1)];
            case 8:
                byte[] other = Pick(seeds);
                int cut = random.Next(Math.Min(file.Length, other.Length));
                return [.. file.AsSpan(0, cut), .. other.AsSpan(cut)];
            default:
                int from = random.Next(file.Length);
                int length = random.Next(Math.Min(64, file.Length - from) + 1);
                return [.. file.AsSpan(0, from + length), .. file.AsSpan(from)];
        }
    }

    /// <summary>Offset of a field: of the header, of a program header, of a section header, or of a symbol.</summary>
    private int Field(byte[] file)
    {
        int sections = file.Length >= ElfBuilder.HeaderSize ? (int)Math.Min(file.WordAt(ElfBuilder.OffsetOfSectionHeaderOffset), (uint)file.Length) : 0;
        return random.Next(4) switch
        {
            0 => 2 * random.Next(ElfBuilder.HeaderSize / 2),
            1 or 2 => ElfBuilder.OffsetOfProgramHeader(random.Next(3), random.Next(8)),
            _ => sections + 4 * random.Next(50) - 40,
        };
    }

    private uint Value(byte[] file) => random.Next(4) switch
    {
        0 => (uint)(file.Length + random.Next(-40, 41)),
        1 => Pick(Boundaries) + (uint)random.Next(-4, 5),
        2 => (uint)random.NextInt64(1L << 32) >> random.Next(32),
        _ => Pick(Boundaries),
    };

    private static void Write(byte[] file, int offset, uint value)
    {
        Span<byte> bytes = stackalloc byte[4];
        BinaryPrimitives.WriteUInt32LittleEndian(bytes, value);
        for (int i = 0; i < 4 && offset + i < file.Length; i++)
        {
            if (offset + i >= 0)
            {
                file[offset + i] = bytes[i];
            }
        }
    }

    private static void Swap(byte[] file, int left, int right)
    {
        if (Math.Min(left, right) >= 0 && Math.Max(left, right) + 4 <= file.Length)
        {
            uint kept = file.WordAt(left);
            file.PatchWord(left, file.WordAt(right));
            file.PatchWord(right, kept);
        }
    }

    private T Pick<T>(IReadOnlyList<T> list) => list[random.Next(list.Count)];
}
