// SPDX-License-Identifier: MIT OR Apache-2.0

using System.Runtime.InteropServices;
using PicoEngine.Assembler;
using Xunit;
using static PicoEngine.Assembler.Registers;

namespace PicoEngine.Executor.Tests.Differential;

/// <summary>A straight list of cases whose results go to memory one after the other, run on both machines.</summary>
internal sealed class ResultProgram
{
    private const int Pointer = S0;
    private readonly List<(uint Expected, string What)> _cases = [];

    public ResultProgram() => Code.Li(Pointer, DualProgram.DataBase);

    /// <summary>All registers but s0 are free.</summary>
    public CodeBuilder Code { get; } = new(DualProgram.TextBase);

    /// <summary>Ends a case: its result stands in <paramref name="register"/>.</summary>
    public void Result(int register, uint expected, string what)
    {
        Code.Sw(register, 0, Pointer).Addi(Pointer, Pointer, 4);
        _cases.Add((expected, what));
    }

    /// <summary>Runs the cases on QEMU and here, plain and metered; all must give what is expected.</summary>
    /// <returns>Number of cases.</returns>
    public async Task<int> AssertAsync()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "qemu-riscv32 runs on Linux only");
        // The cases use memory 0x8000 bytes past their results, up to a page.
        var data = new byte[0x9000];
        Assert.InRange(_cases.Count, 1, 0x8000 / 4);
        DualProgram.AppendEnd(Code, 4 * (uint)_cases.Count);
        byte[] elf = DualProgram.BuildElf(Code, data);
        uint[] qemu = MemoryMarshal.Cast<byte, uint>(await QemuRiscV32.RunAsync(elf)).ToArray();
        using GuestProgram program = GuestProgram.Load(elf);
        ExecutionReport plain = Guest.Run(program, options: Guest.Plain);
        Assert.Equal(_cases.Count, qemu.Length);
        uint[] words = plain.Words();
        for (int i = 0; i < _cases.Count; i++)
        {
            (uint expected, string what) = _cases[i];
            uint found = words[i];
            Assert.True(qemu[i] == expected, $"{what}: expected 0x{expected:x8}, qemu 0x{qemu[i]:x8}");
            Assert.True(found == expected, $"{what}: expected 0x{expected:x8}, this machine 0x{found:x8}");
        }

        ExecutionReport metered = Guest.Run(program, options: Guest.SmallShards);
        Assert.Equal(plain.PublicValues.ToArray(), metered.PublicValues.ToArray());
        return _cases.Count;
    }
}
