// SPDX-License-Identifier: MIT OR Apache-2.0

using PicoEngine.Assembler;
using PicoEngine.RiscV.Decoding;
using Xunit;

namespace PicoEngine.RiscV.Tests.Decoding;

public sealed class InstructionDecoderTests
{
    /// <summary>
    /// Match and mask of every RV32IM instruction, as the tables of the RISC-V specification print them (unprivileged
    /// 20240411, chapter 34; SYSTEM from the privileged one). Unimp stands for what decodes and must not be executed.
    /// </summary>
    private static readonly (uint Match, uint Mask, Opcode Opcode)[] Encodings =
    [
        (0x00000037, 0x0000007f, Opcode.Lui), (0x00000017, 0x0000007f, Opcode.Auipc),
        (0x0000006f, 0x0000007f, Opcode.Jal), (0x00000067, 0x0000707f, Opcode.Jalr),
        (0x00000063, 0x0000707f, Opcode.Beq), (0x00001063, 0x0000707f, Opcode.Bne),
        (0x00004063, 0x0000707f, Opcode.Blt), (0x00005063, 0x0000707f, Opcode.Bge),
        (0x00006063, 0x0000707f, Opcode.Bltu), (0x00007063, 0x0000707f, Opcode.Bgeu),
        (0x00000003, 0x0000707f, Opcode.Lb), (0x00001003, 0x0000707f, Opcode.Lh),
        (0x00002003, 0x0000707f, Opcode.Lw), (0x00004003, 0x0000707f, Opcode.Lbu),
        (0x00005003, 0x0000707f, Opcode.Lhu), (0x00000023, 0x0000707f, Opcode.Sb),
        (0x00001023, 0x0000707f, Opcode.Sh), (0x00002023, 0x0000707f, Opcode.Sw),
        (0x00000013, 0x0000707f, Opcode.Addi), (0x00002013, 0x0000707f, Opcode.Slti),
        (0x00003013, 0x0000707f, Opcode.Sltiu), (0x00004013, 0x0000707f, Opcode.Xori),
        (0x00006013, 0x0000707f, Opcode.Ori), (0x00007013, 0x0000707f, Opcode.Andi),
        (0x00001013, 0xfe00707f, Opcode.Slli), (0x00005013, 0xfe00707f, Opcode.Srli),
        (0x40005013, 0xfe00707f, Opcode.Srai), (0x00000033, 0xfe00707f, Opcode.Add),
        (0x40000033, 0xfe00707f, Opcode.Sub), (0x00001033, 0xfe00707f, Opcode.Sll),
        (0x00002033, 0xfe00707f, Opcode.Slt), (0x00003033, 0xfe00707f, Opcode.Sltu),
        (0x00004033, 0xfe00707f, Opcode.Xor), (0x00005033, 0xfe00707f, Opcode.Srl),
        (0x40005033, 0xfe00707f, Opcode.Sra), (0x00006033, 0xfe00707f, Opcode.Or),
        (0x00007033, 0xfe00707f, Opcode.And), (0x02000033, 0xfe00707f, Opcode.Mul),
        (0x02001033, 0xfe00707f, Opcode.Mulh), (0x02002033, 0xfe00707f, Opcode.Mulhsu),
        (0x02003033, 0xfe00707f, Opcode.Mulhu), (0x02004033, 0xfe00707f, Opcode.Div),
        (0x02005033, 0xfe00707f, Opcode.Divu), (0x02006033, 0xfe00707f, Opcode.Rem),
        (0x02007033, 0xfe00707f, Opcode.Remu), (0x0000000f, 0x0000707f, Opcode.Fence),
        (0x0000100f, 0x0000707f, Opcode.Fence), (0x00000073, 0xffffffff, Opcode.Ecall),
        (0x00100073, 0xffffffff, Opcode.Ebreak), (0x30200073, 0xffffffff, Opcode.Unimp),
        (0x10500073, 0xffffffff, Opcode.Unimp), (0x00001073, 0x0000707f, Opcode.Unimp),
        (0x00002073, 0x0000707f, Opcode.Unimp), (0x00003073, 0x0000707f, Opcode.Unimp),
        (0x00005073, 0x0000707f, Opcode.Unimp), (0x00006073, 0x0000707f, Opcode.Unimp),
        (0x00007073, 0x0000707f, Opcode.Unimp),
    ];

    [Fact]
    public void TryDecode_accepts_exactly_the_encodings_of_the_specification()
    {
        // Every opcode, funct3 and funct7, with register fields at random and at their ends.
        var random = new Random(1);
        uint[] operands = [0, 0x01ff8f80, 0x00100000, 0x00000080, .. Enumerable.Range(0, 12).Select(_ => (uint)random.NextInt64(1L << 32) & 0x01ff8f80)];
        int accepted = 0;
        for (uint fields = 0; fields < 1 << 17; fields++)
        {
            uint word = (fields & 0x7f) | (fields >> 7 & 7) << 12 | fields >> 10 << 25;
            foreach (uint operand in operands)
            {
                Opcode? expected = Expected(word | operand);
                bool decoded = InstructionDecoder.TryDecode(word | operand, out Instruction instruction);
                Assert.True(decoded == expected.HasValue && (!decoded || instruction.Opcode == expected), $"0x{word | operand:x8}: {instruction}, expected {expected}");
                accepted += decoded ? 1 : 0;
            }
        }

        Assert.True(accepted > 50_000);
    }

    [Fact]
    public void TryDecode_random_words_match_the_encodings_of_the_specification()
    {
        var random = new Random(2);
        for (int i = 0; i < 2_000_000; i++)
        {
            uint word = (uint)random.NextInt64(1L << 32);
            Opcode? expected = Expected(word);
            bool decoded = InstructionDecoder.TryDecode(word, out Instruction instruction);
            Assert.True(decoded == expected.HasValue && (!decoded || instruction.Opcode == expected), $"0x{word:x8}: {instruction}, expected {expected}");
        }
    }

    [Fact]
    public void TryDecode_inverts_the_encoder_for_every_opcode_and_operand_range()
    {
        var random = new Random(3);
        foreach (Opcode opcode in Enum.GetValues<Opcode>().Where(opcode => opcode != Opcode.Unimp))
        {
            for (int i = 0; i < 4000; i++)
            {
                Instruction instruction = Random(random, opcode);
                Assert.True(InstructionDecoder.TryDecode(InstructionEncoder.Encode(instruction), out Instruction decoded));
                Assert.Equal(instruction, decoded);
            }
        }
    }

    [Theory]
    [InlineData(0x00000000u)] // illegal by definition
    [InlineData(0xffffffffu)] // illegal by definition
    [InlineData(0x02001013u)] // SLLI with shift bit 5
    [InlineData(0x02005013u)] // SRLI with shift bit 5
    [InlineData(0x42005013u)] // SRAI with shift bit 5
    [InlineData(0x00200073u)] // URET
    [InlineData(0x10200073u)] // SRET
    [InlineData(0x12000073u)] // SFENCE.VMA
    [InlineData(0x1000202fu)] // LR.W
    [InlineData(0x0000202fu)] // AMOADD.W
    [InlineData(0x00002007u)] // FLW
    [InlineData(0x00000053u)] // FADD.S
    [InlineData(0x00003003u)] // LD
    [InlineData(0x00006003u)] // LWU
    [InlineData(0x00003023u)] // SD
    [InlineData(0x0000001bu)] // ADDIW
    [InlineData(0x0000003bu)] // ADDW
    [InlineData(0x00001067u)] // JALR with funct3 1
    [InlineData(0x00002063u)] // branch with funct3 2
    [InlineData(0x04000033u)] // OP with funct7 2
    [InlineData(0x40001033u)] // SLL with funct7 0x20
    [InlineData(0x00000001u)] // C.NOP
    [InlineData(0x00004073u)] // SYSTEM with funct3 4
    [InlineData(0x000000f3u)] // ECALL with rd
    public void TryDecode_reserved_or_foreign_encoding_is_refused(uint word) =>
        Assert.False(InstructionDecoder.TryDecode(word, out _));

    [Theory]
    [InlineData(0xfff00513u, "addi x10, x0, -1")]
    [InlineData(0xabcde2b7u, "lui x5, 0xabcde")]
    [InlineData(0x00812083u, "lw x1, 8(x2)")]
    [InlineData(0xfe112e23u, "sw x1, -4(x2)")]
    [InlineData(0x4155d513u, "srai x10, x11, 21")]
    [InlineData(0x00008067u, "jalr x0, 0(x1)")]
    [InlineData(0x00b50463u, "beq x10, x11, 8")]
    [InlineData(0xff5ff06fu, "jal x0, -12")]
    [InlineData(0x02c5c533u, "div x10, x11, x12")]
    [InlineData(0x00000073u, "ecall")]
    public void ToString_word_from_the_assembler_reads_as_it_was_written(uint word, string text)
    {
        Assert.True(InstructionDecoder.TryDecode(word, out Instruction instruction));
        Assert.Equal(text, instruction.ToString());
    }

    private static Opcode? Expected(uint word)
    {
        foreach ((uint match, uint mask, Opcode opcode) in Encodings)
        {
            if ((word & mask) == match)
            {
                return opcode;
            }
        }

        return null;
    }

    private static Instruction Random(Random random, Opcode opcode)
    {
        byte rd = (byte)random.Next(32);
        byte rs1 = (byte)random.Next(32);
        byte rs2 = (byte)random.Next(32);
        return opcode switch
        {
            Opcode.Lui or Opcode.Auipc => new(opcode, rd, 0, 0, Signed(20) << 12),
            Opcode.Jal => new(opcode, rd, 0, 0, 2 * Signed(20)),
            >= Opcode.Beq and <= Opcode.Bgeu => new(opcode, 0, rs1, rs2, 2 * Signed(12)),
            Opcode.Jalr or (>= Opcode.Lb and <= Opcode.Lhu) or (>= Opcode.Addi and <= Opcode.Andi) => new(opcode, rd, rs1, 0, Signed(12)),
            >= Opcode.Sb and <= Opcode.Sw => new(opcode, 0, rs1, rs2, Signed(12)),
            >= Opcode.Slli and <= Opcode.Srai => new(opcode, rd, rs1, 0, random.Next(32)),
            >= Opcode.Add and <= Opcode.Remu => new(opcode, rd, rs1, rs2, 0),
            _ => new(opcode, 0, 0, 0, 0),
        };

        // The ends of the range and powers of two, or anything.
        int Signed(int width)
        {
            int limit = 1 << (width - 1);
            return random.Next(4) switch
            {
                0 => random.Next(2) == 0 ? -limit : limit - 1,
                1 => 1 << random.Next(width - 1),
                2 => -(1 << random.Next(width)),
                _ => random.Next(-limit, limit),
            };
        }
    }
}
