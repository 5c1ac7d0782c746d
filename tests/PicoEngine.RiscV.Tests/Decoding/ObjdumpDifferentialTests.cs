// SPDX-License-Identifier: MIT OR Apache-2.0

using System.ComponentModel;
using System.Diagnostics;
using System.Runtime.InteropServices;
using PicoEngine.RiscV.Decoding;
using Xunit;

namespace PicoEngine.RiscV.Tests.Decoding;

/// <summary>
/// Every word means to the decoder what it means to GNU objdump (binutils), which shares nothing with it: both agree on which
/// words are RV32IM instructions, and on mnemonic, registers, immediates and targets.
/// </summary>
/// <remarks>
/// Differences that are accepted, each with its reason in <see cref="Expected"/>: which bits FENCE and FENCE.I ignore; shifts by
/// 32 and more; CSR instructions, MRET and WFI, which decode as <see cref="Opcode.Unimp"/> whatever their operands.
/// </remarks>
public sealed class ObjdumpDifferentialTests(ITestOutputHelper output)
{
    private const string Objdump = "riscv64-unknown-elf-objdump";
    private const int RandomWords = 120_000;

    [Fact]
    public void TryDecode_agrees_with_objdump()
    {
        uint[] words = Words();
        string[] lines = Disassemble(words);
        Assert.Equal(words.Length, lines.Length);
        int instructions = 0;
        var differences = new List<string>();
        for (int i = 0; i < words.Length; i++)
        {
            bool decoded = InstructionDecoder.TryDecode(words[i], out Instruction instruction);
            string ours = decoded ? Text(instruction, (uint)(4 * i)) : "";
            string theirs = Expected(lines[i], words[i]);
            instructions += decoded ? 1 : 0;
            if (ours != theirs)
            {
                differences.Add($"0x{words[i]:x8}: decoder '{ours}', objdump '{lines[i]}'");
            }
        }

        output.WriteLine($"{words.Length} words, {instructions} of them instructions");
        Assert.True(differences.Count == 0, $"{differences.Count} differences\n{string.Join('\n', differences.Take(40))}");
        Assert.InRange(instructions, words.Length / 8, words.Length * 7 / 8);
    }

    [Fact]
    public void TryDecode_refuses_every_word_of_another_length()
    {
        // Low bits other than 11 are 16-bit instructions; 11111 begins a longer one (unprivileged 20240411, figure 1.1).
        var random = new Random(3);
        for (int i = 0; i < 1_000_000; i++)
        {
            uint word = (uint)random.NextInt64(1L << 32);
            if (!Is32Bits(word))
            {
                Assert.False(InstructionDecoder.TryDecode(word, out _), $"0x{word:x8}");
            }
        }
    }

    /// <summary>Every major opcode, funct3 and funct7 with several operands, then words at random, most of them under opcodes of RV32IM.</summary>
    private static uint[] Words()
    {
        var random = new Random(2);
        uint[] opcodes = [0x03, 0x0f, 0x13, 0x17, 0x23, 0x33, 0x37, 0x63, 0x67, 0x6f, 0x73];
        var words = new List<uint>();
        for (uint fields = 0; fields < 1 << 17; fields++)
        {
            uint word = (fields & 0x7f) | (fields >> 7 & 7) << 12 | fields >> 10 << 25;
            if (Is32Bits(word))
            {
                words.AddRange([word, word | 0x01ff_8f80, word | ((uint)random.Next() & 0x01ff_8f80)]);
            }
        }

        for (int i = 0; i < RandomWords; i++)
        {
            uint word = (uint)random.NextInt64(1L << 32);
            word = i % 8 == 0 ? word | 3 : (word & ~0x7fu) | opcodes[random.Next(opcodes.Length)];
            if (Is32Bits(word))
            {
                words.Add(word);
            }
        }

        // What random words hardly ever hit: SYSTEM with single fields set.
        for (uint upper = 0; upper < 1 << 12; upper++)
        {
            words.AddRange([0x73 | upper << 20, 0xf3 | upper << 20, 0x8073 | upper << 20]);
        }

        return [.. words];
    }

    private static bool Is32Bits(uint word) => (word & 3) == 3 && (word & 0x1c) != 0x1c;

    /// <summary>What the decoder has to give for a line of objdump: its text, or nothing when it is no instruction of RV32IM.</summary>
    private static string Expected(string line, uint word)
    {
        string mnemonic = line.Split(' ')[0];
        if ((word & 0x707f) is 0x0000_000f or 0x0000_100f)
        {
            // The specification has implementations ignore rd, rs1 and reserved fields of FENCE and FENCE.I; objdump prints the
            // fields, other names (fence.tso, pause), or data where they are not 0.
            Assert.True(mnemonic is "fence" or "fence.i" or "fence.tso" or "pause" or ".4byte", line);
            return "fence";
        }

        // The assembler's "unimp" is CSRRW x0, cycle, x0.
        if (mnemonic is "unimp" or "csrrw" or "csrrs" or "csrrc" or "csrrwi" or "csrrsi" or "csrrci" or "mret" or "wfi")
        {
            return "unimp";
        }

        // objdump prints shifts of RV64 under rv32, too; amounts of 32 and more are reserved there (chapter 2.4.1).
        bool reserved = mnemonic is "slli" or "srli" or "srai" && (word & 1 << 25) != 0;
        return !reserved && Mnemonics.Contains(mnemonic) ? line : "";
    }

    private static readonly HashSet<string> Mnemonics =
        [.. Enum.GetValues<Opcode>().Where(opcode => opcode != Opcode.Unimp).Select(opcode => opcode.ToString().ToLowerInvariant())];

    /// <summary>The instruction as objdump writes it: absolute targets in hex, shift amounts and upper immediates in hex.</summary>
    private static string Text(Instruction instruction, uint address)
    {
        (Opcode opcode, byte rd, byte rs1, byte rs2, int immediate) = instruction;
        string name = opcode.ToString().ToLowerInvariant();
        return opcode switch
        {
            Opcode.Lui or Opcode.Auipc => $"{name} x{rd},0x{(uint)immediate >> 12:x}",
            Opcode.Jal => $"{name} x{rd},0x{address + (uint)immediate:x}",
            Opcode.Jalr or (>= Opcode.Lb and <= Opcode.Lhu) => $"{name} x{rd},{immediate}(x{rs1})",
            >= Opcode.Beq and <= Opcode.Bgeu => $"{name} x{rs1},x{rs2},0x{address + (uint)immediate:x}",
            >= Opcode.Sb and <= Opcode.Sw => $"{name} x{rs2},{immediate}(x{rs1})",
            Opcode.Slli or Opcode.Srli or Opcode.Srai => $"{name} x{rd},x{rs1},0x{immediate:x}",
            >= Opcode.Addi and <= Opcode.Andi => $"{name} x{rd},x{rs1},{immediate}",
            >= Opcode.Add and <= Opcode.Remu => $"{name} x{rd},x{rs1},x{rs2}",
            _ => name,
        };
    }

    /// <summary>One line per word: mnemonic, a space, operands; without address, bytes and comments.</summary>
    private static string[] Disassemble(uint[] words)
    {
        string path = Path.GetTempFileName();
        try
        {
            File.WriteAllBytes(path, MemoryMarshal.AsBytes(words.AsSpan()));
            var start = new ProcessStartInfo(Objdump) { RedirectStandardOutput = true };
            foreach (string argument in (string[])["-D", "-z", "-b", "binary", "-m", "riscv:rv32", "-M", "numeric,no-aliases", path])
            {
                start.ArgumentList.Add(argument);
            }

            using Process process = Start(start);
            string text = process.StandardOutput.ReadToEnd();
            process.WaitForExit();
            Assert.Equal(0, process.ExitCode);

            // "   4:	00a00093          	addi	x1,x0,10 # comment"
            return
            [
                .. from line in text.Split('\n')
                let parts = line.Split('\t')
                where parts.Length >= 3 && parts[0].EndsWith(':')
                select parts.Length < 4 ? parts[2] : $"{parts[2]} {parts[3].Split(' ')[0]}",
            ];
        }
        finally
        {
            File.Delete(path);
        }
    }

    private static Process Start(ProcessStartInfo start)
    {
        try
        {
            return Process.Start(start)!;
        }
        catch (Win32Exception)
        {
            Assert.Fail($"{Objdump} is missing: apt-get install binutils-riscv64-unknown-elf");
            throw;
        }
    }
}
