// SPDX-License-Identifier: MIT OR Apache-2.0

using System.Buffers.Binary;
using System.Globalization;
using System.Text;
using PicoEngine.Assembler;
using PicoEngine.RiscV.Decoding;

namespace PicoEngine.Executor.Tests.Differential;

/// <summary>
/// Several random programs in one executable, one after the other: starting QEMU costs more than running them. Each begins by
/// setting all registers and owns its memory, so that none depends on those before it.
/// </summary>
internal sealed class RandomBatch
{
    public const int ProgramCount = 20;

    private readonly int[] _starts = new int[ProgramCount + 1];
    private readonly CodeBuilder _code = new(DualProgram.TextBase);

    public RandomBatch(int seed)
    {
        Seed = seed;
        var random = new Random(seed);
        var data = new byte[ByteCount];
        for (int at = 0; at < data.Length; at += 4)
        {
            BinaryPrimitives.WriteUInt32LittleEndian(data.AsSpan(at), DirectedOperands.Next(random));
        }

        for (int i = 0; i < ProgramCount; i++)
        {
            _starts[i] = _code.Count;
            RandomProgramWriter.Write(_code, random, DualProgram.DataBase + (uint)(i * RandomProgramWriter.AreaSize));
        }

        _starts[ProgramCount] = _code.Count;
        DualProgram.AppendEnd(_code, ByteCount);
        Elf = DualProgram.BuildElf(_code, data);
    }

    public static uint ByteCount => ProgramCount * RandomProgramWriter.AreaSize;

    public int Seed { get; }

    public byte[] Elf { get; }

    /// <summary>What differs between the two machines, and the program that made it; null when nothing does.</summary>
    public string? Compare(ReadOnlySpan<byte> expected, ReadOnlySpan<byte> actual)
    {
        if (expected.Length != ByteCount || actual.Length != ByteCount)
        {
            return $"seed {Seed}: {ByteCount} bytes are due; qemu wrote {expected.Length}, this machine {actual.Length}";
        }

        int at = expected.CommonPrefixLength(actual);
        if (at == ByteCount)
        {
            return null;
        }

        int program = at / RandomProgramWriter.AreaSize;
        var text = new StringBuilder();
        text.AppendLine(CultureInfo.InvariantCulture, $"seed {Seed}, program {program} of {ProgramCount}:");
        for (int word = program * RandomProgramWriter.AreaSize / 4; word < (program + 1) * RandomProgramWriter.AreaSize / 4; word++)
        {
            uint wanted = BinaryPrimitives.ReadUInt32LittleEndian(expected[(4 * word)..]);
            uint found = BinaryPrimitives.ReadUInt32LittleEndian(actual[(4 * word)..]);
            if (wanted != found)
            {
                int index = word % (RandomProgramWriter.AreaSize / 4);
                string place = index < RandomProgramWriter.RegisterBytes / 4 ? $"x{index}" : $"memory +0x{4 * index:x}";
                text.AppendLine(CultureInfo.InvariantCulture, $"  {place}: qemu 0x{wanted:x8}, this machine 0x{found:x8}");
            }
        }

        return text.Append(Disassemble(program)).ToString();
    }

    private string Disassemble(int program)
    {
        uint[] words = _code.Build();
        var text = new StringBuilder();
        for (int i = _starts[program]; i < _starts[program + 1]; i++)
        {
            InstructionDecoder.TryDecode(words[i], out Instruction instruction);
            text.AppendLine(CultureInfo.InvariantCulture, $"  {DualProgram.TextBase + (4 * (uint)i):x8}: {words[i]:x8}  {instruction}");
        }

        return text.ToString();
    }
}
