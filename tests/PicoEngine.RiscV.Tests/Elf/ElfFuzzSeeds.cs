// SPDX-License-Identifier: MIT OR Apache-2.0

using PicoEngine.Assembler;
using PicoEngine.RiscV.Elf;
using static PicoEngine.RiscV.Tests.Elf.SampleElf;

namespace PicoEngine.RiscV.Tests.Elf;

/// <summary>Small programs to start fuzzing from. Their addresses agree with small file offsets, so that no page of zeros is in them.</summary>
internal static class ElfFuzzSeeds
{
    private const uint Base = 0x0020_0140;

    /// <summary>lui x1, 0x201; lw x2, 320(x1); addi x2, x2, 1; sw x2, 320(x1); mul x3, x2, x2; divu x4, x3, x0; bne x2, x4, +8; jal x0, -28; ecall.</summary>
    private static readonly uint[] Loop =
        [0x0020_10b7, 0x1400_a103, 0x0011_0113, 0x1420_a023, 0x0221_01b3, 0x0201_d233, 0x0041_1463, 0xfe5f_f06f, 0x0000_0073];

    /// <summary>
    /// addi x5, x0, 0xf0; ecall (HINT_LEN); addi x5, x0, 3; ecall (ENTER_UNCONSTRAINED); addi x5, x0, 4; ecall
    /// (EXIT_UNCONSTRAINED); addi x5, x0, 0x10; ecall (COMMIT); addi x5, x0, 0; ecall (HALT).
    /// </summary>
    private static readonly uint[] Calls =
        [0x0f00_0293, 0x73, 0x0030_0293, 0x73, 0x0040_0293, 0x73, 0x0100_0293, 0x73, 0x0000_0293, 0x73];

    public static IReadOnlyDictionary<string, byte[]> All { get; } = new Dictionary<string, byte[]>
    {
        ["halt"] = Text(Words).Build(),
        ["loop"] = Text(Loop).AddData(0x0020_11c0, new byte[8], DataMemory).AddSymbol("_start", Base, 8).Build(),
        ["calls"] = Text(Calls).AddSymbol("_ZN4core5panic17h0123456789abcdefE", Base, 40).Build(),
        ["adjacent"] = Text(Words).AddSegment(Base + 16, ElfBuilder.Bytes(Words), SampleElf.Text).AddSegment(Base + 32, new byte[5], SegmentAccess.Read).Build(),
    };

    /// <summary>A committed guest: startup code, allocator, hash.</summary>
    public static byte[] Guest => File.ReadAllBytes(Path.Combine(AppContext.BaseDirectory, "fibonacci.elf"));

    private static ElfBuilder Text(uint[] words) =>
        new ElfBuilder { Entry = Base }.AddSegment(Base, ElfBuilder.Bytes(words), SampleElf.Text);
}
