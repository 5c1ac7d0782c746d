// SPDX-License-Identifier: MIT OR Apache-2.0

using PicoEngine.Assembler;
using PicoEngine.Contracts.Errors;
using PicoEngine.Executor.Sharding;
using PicoEngine.Executor.Syscalls;
using PicoEngine.Executor.Tests.Recording;
using PicoEngine.RiscV.Events;
using Xunit;
using static PicoEngine.Assembler.Registers;

namespace PicoEngine.Executor.Tests.Syscalls;

/// <summary>HINT_LEN, HINT_READ, and what hooks and the guest itself add to the input.</summary>
public sealed class HintTests
{
    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(5)]
    [InlineData(1000)]
    public void Hint_read_writes_the_element_and_pads_its_last_word(int length)
    {
        var element = new byte[length];
        new Random(length).NextBytes(element);
        uint span = (uint)(length + 3) / 4 * 4;
        var code = new CodeBuilder();
        code.Li(S0, Guest.Buffer).Li(T1, 0xffffffff).Li(T2, Guest.Buffer + span).Sw(T1, 0, T2).Sw(T1, -4, T2);
        code.Call(SyscallCode.HintLength).Mv(S1, T0).Mv(A1, T0).Mv(A0, S0).Call(SyscallCode.HintRead).Mv(S2, T0);
        code.RevealMemory(Guest.Buffer, span + 4).Reveal(S1).Reveal(S2).Halt();
        using GuestProgram program = Guest.Load(code);
        ExecutionReport report = Guest.Run(program, GuestInput.From(element));
        byte[] expected = [.. element, .. new byte[span - (uint)length], 0xff, 0xff, 0xff, 0xff];
        Assert.Equal(expected, report.PublicValues.ToArray()[..expected.Length]);
        Assert.Equal([(uint)length, (uint)SyscallCode.HintRead], report.Words()[(expected.Length / 4)..]);
        RunChecker.AssertRun(program, report);
    }

    [Fact]
    public void Hint_read_of_words_too_dear_for_any_shard_still_ends()
    {
        var element = new byte[16_000];
        new Random(3).NextBytes(element);
        CodeBuilder code = new CodeBuilder().Call(SyscallCode.HintRead, Guest.Buffer, (uint)element.Length);
        code.RevealMemory(Guest.Buffer, (uint)element.Length).Halt();
        ExecutionOptions options = Guest.SmallShards with
        {
            Costs = new ShardCostModel(
                [.. Enumerable.Repeat(new TableShape(new(1, 1)), InstructionTables.Count)],
                [],
                Guest.NoCalls,
                boundary: new(new(1, 1)),
                hint: new(new(ShardLimits.MinimumCells, 1))),
        };
        using GuestProgram program = Guest.Load(code);
        ExecutionReport report = Guest.Run(program, GuestInput.From(element), options);
        Assert.Equal(element, report.PublicValues.ToArray());
        Assert.True(report.Shards.Count(shard => shard.End.HintCursor > 0) >= 2);
        RunChecker.AssertRun(program, report);
    }

    [Fact]
    public void Hint_length_looks_at_the_element_without_consuming_it()
    {
        var code = new CodeBuilder();
        code.Call(SyscallCode.HintLength).Mv(S1, T0).Call(SyscallCode.HintLength).Mv(S2, T0).Reveal(S1).Reveal(S2).Halt();
        Assert.Equal([3, 3], Guest.Run(code, GuestInput.From([1, 2, 3], [1])).Words());
    }

    [Theory]
    [InlineData(0u)]
    [InlineData(4u)]
    [InlineData(6u)]
    [InlineData(8u)]
    [InlineData(0x70000000u)]
    public void Hint_read_of_another_length_is_an_error(uint length)
    {
        CodeBuilder code = new CodeBuilder().Call(SyscallCode.HintRead, Guest.Buffer, length).Halt();
        Guest.Fail(code, ErrorCatalog.GuestHintLength, GuestInput.From([1, 2, 3, 4, 5]));
    }

    [Fact]
    public void Hint_calls_without_input_left_are_errors()
    {
        Guest.Fail(new CodeBuilder().Call(SyscallCode.HintLength).Halt(), ErrorCatalog.GuestInputExhausted);
        Guest.Fail(new CodeBuilder().Call(SyscallCode.HintRead, Guest.Buffer, 0).Halt(), ErrorCatalog.GuestInputExhausted);
        CodeBuilder twice = new CodeBuilder().Call(SyscallCode.HintRead, Guest.Buffer, 1).Call(SyscallCode.HintLength).Halt();
        Guest.Fail(twice, ErrorCatalog.GuestInputExhausted, GuestInput.From([1]));
    }

    [Theory]
    [InlineData(0x00300001u, 4u)]
    [InlineData(0x00300002u, 4u)]
    [InlineData(0x00300003u, 0u)]
    [InlineData(0x1cu, 4u)]
    [InlineData(0u, 4u)]
    [InlineData(0x77fffffcu, 5u)]
    [InlineData(0x78000000u, 1u)]
    [InlineData(0xfffffffcu, 4u)]
    [InlineData(0x00300000u, 0xffffffffu)]
    public void Hint_read_to_a_bad_destination_is_an_error(uint destination, uint length)
    {
        CodeBuilder code = new CodeBuilder().Call(SyscallCode.HintRead, destination, length).Halt();
        Guest.Fail(code, ErrorCatalog.GuestSyscallArgument, GuestInput.From(new byte[Math.Min(length, 8)]));
    }

    [Fact]
    public void Hint_read_at_the_ends_of_memory_is_allowed()
    {
        var code = new CodeBuilder();
        code.Call(SyscallCode.HintRead, 0x20, 4).Call(SyscallCode.HintRead, 0x77fffffc, 3).RevealMemory(0x20, 4).RevealMemory(0x77fffffc, 4).Halt();
        Assert.Equal([1, 2, 3, 4, 5, 6, 7, 0], Guest.Run(code, GuestInput.From([1, 2, 3, 4], [5, 6, 7])).PublicValues.ToArray());
    }

    [Fact]
    public void Answers_of_hooks_are_read_next_and_what_the_guest_pushes_last()
    {
        // Hook 8 answers [0] to 31 bytes, and [1] to y = 0, which is a point.
        var code = new CodeBuilder();
        code.StoreWords(Guest.Buffer + 0x100, 0x5a);
        code.Call(SyscallCode.Write, 4, Guest.Buffer + 0x100, 1);
        code.Call(SyscallCode.Write, 8, Guest.Buffer, 31);
        code.Call(SyscallCode.Write, 8, Guest.Buffer, 32);
        for (int i = 0; i < 5; i++)
        {
            code.Call(SyscallCode.HintRead, Guest.Buffer + 0x200, 1).RevealMemory(Guest.Buffer + 0x200, 1);
        }

        using GuestProgram program = Guest.Load(code.Halt());
        ExecutionReport report = Guest.Run(program, GuestInput.From([0xa1], [0xa2]));
        Assert.Equal([1, 0, 0xa1, 0xa2, 0x5a], report.PublicValues.ToArray());
        RunChecker.AssertRun(program, report);
    }

    [Theory]
    [InlineData(0, 0, 1)] // alpha 0: refused
    [InlineData(1, 0, 1)] // r 0: refused
    [InlineData(1, 1, 3)] // alpha 1 is a square
    [InlineData(3, 1, 2)] // 3 is none
    public void Hook_5_answers_with_as_many_elements_as_the_case_has(byte alpha, byte r, int elements)
    {
        var request = new byte[68];
        request[32] = r;
        request[64] = alpha;
        var words = new uint[17];
        System.Buffer.BlockCopy(request, 0, words, 0, 68);
        var code = new CodeBuilder();
        code.StoreWords(Guest.Buffer, words).Call(SyscallCode.Write, 5, Guest.Buffer, 65);
        for (int i = 0; i <= elements; i++)
        {
            code.Call(SyscallCode.HintLength).Mv(S1, T0).Reveal(S1).Mv(A1, S1).Li(A0, Guest.Buffer + 0x100).Call(SyscallCode.HintRead);
        }

        uint[] lengths = Guest.Run(code.Halt(), GuestInput.From(new byte[77])).Words();
        Assert.Equal([1, .. Enumerable.Repeat(32u, elements - 1), 77], lengths);
    }
}
