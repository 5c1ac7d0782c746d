// SPDX-License-Identifier: MIT OR Apache-2.0

using PicoEngine.Assembler;
using PicoEngine.Contracts.Errors;
using static PicoEngine.RiscV.Tests.Elf.SampleElf;

namespace PicoEngine.RiscV.Tests.Elf;

/// <summary>Entry points outside of the text, and words in it that are no RV32IM instructions.</summary>
internal static class MalformedText
{
    /// <summary>
    /// Words of other extensions and reserved encodings, as the tables of the RISC-V specifications give them (unprivileged
    /// 20240411, chapters 34 and 35; privileged 20240411).
    /// </summary>
    private static readonly (string Name, uint Word)[] Undecodable =
    [
        ("the zero word", 0x0000_0000), ("all ones", 0xffff_ffff),
        ("c.nop twice", 0x0001_0001), ("c.jr x1", 0x0000_8082), ("c.ebreak twice", 0x9002_9002), ("48-bit prefix", 0x0000_001f), ("64-bit prefix", 0x0000_003f),
        ("ld", 0x0000_b083), ("lwu", 0x0000_e083), ("sd", 0x0011_3023), ("addiw", 0x0010_809b), ("slliw", 0x0010_909b), ("srliw", 0x0010_d09b),
        ("sraiw", 0x4010_d09b), ("addw", 0x0020_80bb), ("subw", 0x4020_80bb), ("sllw", 0x0020_90bb), ("mulw", 0x0220_80bb), ("divw", 0x0220_c0bb), ("remuw", 0x0220_f0bb),
        ("slli by 32", 0x0200_9093), ("srli by 32", 0x0200_d093), ("srai by 32", 0x4200_d093), ("slli by 63", 0x03f0_9093),
        ("slli with srai's funct7", 0x4000_9093), ("srli with funct7 1", 0x0200_5013), ("srli with funct7 0x60", 0x6000_d093),
        ("flw", 0x0000_a007), ("fsw", 0x0010_a027), ("fld", 0x0000_b007), ("fsd", 0x0010_b027), ("fadd.s", 0x0020_80d3), ("fmul.d", 0x1220_80d3),
        ("fmadd.s", 0x1820_80c3), ("fmsub.s", 0x1820_80c7), ("fnmsub.s", 0x1820_80cb), ("fnmadd.s", 0x1820_80cf), ("fmv.x.w", 0xe000_80d3),
        ("lr.w", 0x1000_a0af), ("sc.w", 0x1820_a0af), ("amoadd.w", 0x0020_a0af), ("amoswap.w.aqrl", 0x0e20_a0af), ("amoadd.d", 0x0020_b0af),
        ("load with funct3 7", 0x0000_f083), ("store with funct3 4", 0x0011_4023), ("store with funct3 7", 0x0011_7023),
        ("branch with funct3 2", 0x0020_a063), ("branch with funct3 3", 0x0020_b063), ("jalr with funct3 1", 0x0000_90e7), ("jalr with funct3 7", 0x0000_f0e7),
        ("add with funct7 2", 0x0420_80b3), ("andn, which is and with sub's funct7", 0x4020_f0b3), ("mul with sub's funct7", 0x4220_80b3), ("add with funct7 0x7f", 0xfe20_80b3),
        ("sh1add", 0x2020_a0b3), ("orn", 0x4020_e0b3), ("clz", 0x6000_9093), ("rev8", 0x6980_d093), ("max", 0x0a20_e0b3), ("bset", 0x2820_90b3), ("czero.eqz", 0x0e20_d0b3),
        ("vsetvli", 0x0000_f0d7), ("vadd.vv", 0x0220_80d7), ("custom-0", 0x0000_000b), ("custom-1", 0x0000_002b), ("custom-2", 0x0000_005b), ("custom-3", 0x0000_007b),
        ("reserved opcode 0x6b", 0x0000_006b), ("reserved opcode 0x77", 0x0000_0077),
        ("cbo.zero", 0x0040_a00f), ("misc-mem with funct3 7", 0x0000_700f),
        ("ecall with rd", 0x0000_00f3), ("ecall with rs1", 0x0000_8073), ("uret", 0x0020_0073), ("sret", 0x1020_0073), ("dret", 0x7b20_0073),
        ("sfence.vma", 0x1200_0073), ("hlv.w", 0x6800_40f3), ("wrs.nto", 0x00d0_0073), ("system with funct3 4", 0x0000_4073),
    ];

    public static IEnumerable<MalformedElf> Cases => [.. Entries(), .. Instructions()];

    private static IEnumerable<MalformedElf> Entries()
    {
        foreach (uint entry in (uint[])
            [0, 1, 4, TextBase - 4, TextBase + 1, TextBase + 2, TextBase + 3, TextEnd - 1, TextEnd, TextEnd + 4, DataBase, 0x7800_0000, 0x8000_0000 | TextBase, 0xffff_fffc, uint.MaxValue])
        {
            yield return new($"e_entry 0x{entry:x}", ErrorCatalog.ElfEntry,
                $"e_entry 0x{entry:x8} is not a multiple of 4 inside the executable segment 0x00200800..0x00200810", () => WithWord(ElfBuilder.OffsetOfEntry, entry));
        }

        yield return new("e_entry in the data that is above the text", ErrorCatalog.ElfEntry, "e_entry 0x0020203c", () => WithWord(ElfBuilder.OffsetOfEntry, DataBase + DataMemory - 4));
    }

    private static IEnumerable<MalformedElf> Instructions()
    {
        foreach ((string name, uint word) in Undecodable)
        {
            yield return new($"text with {name}", ErrorCatalog.ElfInstruction, $"word 0x{word:x8} at 0x00200804 is no RV32IM instruction",
                () => WithText(Words[0], word, Words[1]).Build());
        }

        yield return new("undecodable first word", ErrorCatalog.ElfInstruction, "word 0x00000000 at 0x00200800", () => WithText(0, Words[1]).Build());
        yield return new("undecodable last word", ErrorCatalog.ElfInstruction, "word 0x00000000 at 0x00200810", () => WithText([.. Words, 0]).Build());
        yield return new("undecodable last partial word", ErrorCatalog.ElfInstruction, "word 0x00000001 at 0x00200804",
            () => new ElfBuilder { Entry = TextBase }.AddSegment(TextBase, new byte[] { 0x13, 0, 0, 0, 1, 0 }, Text).Build());
        yield return new("undecodable word in the second executable segment", ErrorCatalog.ElfInstruction, "word 0x0000000b at 0x00200814",
            () => WithText(Words).AddSegment(TextEnd, ElfBuilder.Bytes([Words[0], 0x0b]), Text).Build());
        yield return new("undecodable word and an entry outside of the text", ErrorCatalog.ElfInstruction, "word 0x00000000 at 0x00200804", () =>
        {
            ElfBuilder builder = WithText(Words[0], 0);
            builder.Entry = 0;
            return builder.Build();
        });
    }
}
