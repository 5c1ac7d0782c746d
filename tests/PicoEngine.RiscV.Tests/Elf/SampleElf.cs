// SPDX-License-Identifier: MIT OR Apache-2.0

using System.Buffers.Binary;
using PicoEngine.Assembler;
using PicoEngine.RiscV.Elf;

namespace PicoEngine.RiscV.Tests.Elf;

/// <summary>The well-formed program that the malformed ones are made from: a text and a data segment and two symbols.</summary>
internal static class SampleElf
{
    public const uint TextBase = 0x0020_0800;
    public const uint DataBase = 0x0020_2000;
    public const uint DataSize = 8;
    public const uint DataMemory = 0x40;

    // Words of a program header, in the order of ELF32's Elf32_Phdr.
    public const int FieldType = 0;
    public const int FieldOffset = 1;
    public const int FieldAddress = 2;
    public const int FieldFileSize = 4;
    public const int FieldMemorySize = 5;
    public const int FieldFlags = 6;

    public const SegmentAccess Text = SegmentAccess.Read | SegmentAccess.Execute;
    public const SegmentAccess Data = SegmentAccess.Read | SegmentAccess.Write;

    /// <summary>addi x5, x0, 0; addi x10, x0, 0; ecall (HALT); jal x0, 0.</summary>
    public static readonly uint[] Words = [0x0000_0293, 0x0000_0513, 0x0000_0073, 0x0000_006f];

    public static uint TextEnd => TextBase + 4 * (uint)Words.Length;

    public static ElfBuilder Builder() => WithText(Words).AddData(DataBase, new byte[DataSize], DataMemory)
        .AddSymbol("_start", TextBase, 8).AddSymbol("loop", TextBase + 8, 8);

    /// <summary>A text segment alone.</summary>
    public static ElfBuilder WithText(params uint[] words) =>
        new ElfBuilder { Entry = TextBase }.AddSegment(TextBase, ElfBuilder.Bytes(words), Text);

    public static byte[] Build() => Builder().Build();

    /// <summary>The sample with a word of a program header replaced: 0 is the text's, 1 the data's.</summary>
    public static byte[] WithSegmentField(int segment, params (int Field, uint Value)[] fields)
    {
        byte[] file = Build();
        foreach ((int field, uint value) in fields)
        {
            file.PatchWord(ElfBuilder.OffsetOfProgramHeader(segment, field), value);
        }

        return file;
    }

    /// <summary>The sample with these bytes put at <paramref name="offset"/>.</summary>
    public static byte[] WithBytes(int offset, params ReadOnlySpan<byte> bytes)
    {
        byte[] file = Build();
        bytes.CopyTo(file.AsSpan(offset));
        return file;
    }

    public static byte[] WithHalf(int offset, ushort value) => WithBytes(offset, (byte)value, (byte)(value >> 8));

    public static byte[] WithWord(int offset, uint value)
    {
        byte[] file = Build();
        file.PatchWord(offset, value);
        return file;
    }

    public static void PatchWord(this byte[] file, int offset, uint value) =>
        BinaryPrimitives.WriteUInt32LittleEndian(file.AsSpan(offset), value);

    public static uint WordAt(this byte[] file, int offset) => BinaryPrimitives.ReadUInt32LittleEndian(file.AsSpan(offset));
}
