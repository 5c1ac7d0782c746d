// SPDX-License-Identifier: MIT OR Apache-2.0

using System.Runtime.InteropServices;
using PicoEngine.Assembler;
using PicoEngine.Contracts.Errors;
using PicoEngine.Executor.Sharding;
using PicoEngine.Executor.Syscalls;
using PicoEngine.Executor.Tests.Recording;
using PicoEngine.RiscV.Elf;
using PicoEngine.RiscV.Events;
using Xunit;
using static PicoEngine.Assembler.Registers;

namespace PicoEngine.Executor.Tests.Syscalls;

/// <summary>KECCAK256 as a call: a0 = data, a1 = length and digest.</summary>
public sealed class Keccak256CallTests
{
    private const int AreaWords = 256;
    private const uint Area = Guest.Buffer;
    private const uint MemoryEnd = 0x7800_0000;

    [Theory]
    [InlineData(0, 40, 8)]
    [InlineData(1, 40, 8)]
    [InlineData(3, 40, 8)]
    [InlineData(4, 40, 8)]
    [InlineData(135, 100, 8)]
    [InlineData(136, 100, 8)]
    [InlineData(137, 100, 8)]
    [InlineData(271, 4, 100)]
    [InlineData(272, 4, 100)]
    [InlineData(550, 4, 200)]
    [InlineData(32, 20, 19)] // the digest over the data
    [InlineData(64, 20, 19)]
    [InlineData(64, 20, 16)] // over its middle is no matter either, but for the length
    [InlineData(4, 30, 29)]
    [InlineData(0, 30, 30)] // without data there is nothing that the length could lie in
    public void Call_hashes_and_leaves_the_rest_of_memory(int length, int dataAt, int descriptorAt)
    {
        var random = new Random(length);
        uint[] words = [.. Enumerable.Range(0, AreaWords).Select(_ => (uint)random.NextInt64(1L << 32))];
        words[descriptorAt] = (uint)length;
        uint[] expected = [.. words];
        byte[] digest = HashOracle.Keccak256(MemoryMarshal.AsBytes<uint>(words).Slice(4 * dataAt, length));
        MemoryMarshal.Cast<byte, uint>(digest).CopyTo(expected.AsSpan(descriptorAt + 1));

        (uint p, uint q) = (Area + (4 * (uint)dataAt), Area + (4 * (uint)descriptorAt));
        CodeBuilder code = new CodeBuilder().Call(SyscallCode.Keccak256, p, q);
        code.Mv(S0, T0).Mv(S1, A0).Mv(S2, A1);
        code.RevealMemory(Area, 4 * AreaWords).Reveal(S0).Reveal(S1).Reveal(S2).Halt();
        using GuestProgram program = Load(code, words);
        ExecutionReport report = Guest.Run(program, options: Guest.SmallShards);
        Assert.Equal([.. expected, (uint)SyscallCode.Keccak256, p, q], report.Words());
        Assert.Equal(1ul, report.Syscalls[SyscallCode.Keccak256]);
        Assert.Equal((ulong)(length / 136) + 1, report.Keccak256Blocks);
        Assert.Equal(report.Words(), Guest.Run(program, options: Guest.Plain).Words());
        RunChecker.AssertRun(program, report);
    }

    [Fact]
    public void Call_with_operands_at_the_ends_of_memory_is_allowed()
    {
        const uint Length = 300;
        CodeBuilder code = new CodeBuilder().StoreWords(0x20, Length).Call(SyscallCode.Keccak256, MemoryEnd - Length, 0x20).RevealMemory(0x24, 32);
        code.StoreWords(MemoryEnd - 36, Length).Call(SyscallCode.Keccak256, 0x20, MemoryEnd - 36).RevealMemory(MemoryEnd - 32, 32).Halt();
        using GuestProgram program = Guest.Load(code);
        ExecutionReport report = Guest.Run(program);
        RunChecker.AssertRun(program, report);
        Assert.Equal(HashOracle.Keccak256(new byte[Length]), report.PublicValues[..32].ToArray());
    }

    [Fact]
    public void Call_with_a_bad_operand_is_an_error()
    {
        uint call = (uint)SyscallCode.Keccak256;
        foreach (uint bad in (uint[])[Area + 1, Area + 2, Area + 3, 0, 0x1c, MemoryEnd - 4, MemoryEnd, 0xffff_fffc])
        {
            Guest.Fail(new CodeBuilder().StoreWords(Area + 0x800, 5).Call(call, bad, Area + 0x800).Halt(), ErrorCatalog.GuestSyscallArgument);
        }

        foreach (uint bad in (uint[])[Area + 1, Area + 2, Area + 3, 0, 0x1c, MemoryEnd - 32, MemoryEnd - 4, MemoryEnd, 0xffff_fffc])
        {
            Guest.Fail(new CodeBuilder().Call(call, Area, bad).Halt(), ErrorCatalog.GuestSyscallArgument);
        }
    }

    [Theory]
    [InlineData(65_536u)]
    [InlineData(0x8000_0000u)]
    [InlineData(uint.MaxValue)]
    public void Call_with_more_than_the_longest_input_is_an_error(uint length)
    {
        CodeBuilder code = new CodeBuilder().StoreWords(Area, length).Call(SyscallCode.Keccak256, Area + 64, Area).Halt();
        Assert.Equal(length, Guest.Fail(code, ErrorCatalog.GuestSyscallArgument).Values["length"]);
    }

    [Theory]
    [InlineData(4u, 0u)]
    [InlineData(1u, 0u)]
    [InlineData(136u, 33u)]
    [InlineData(133u, 33u)]
    public void Call_whose_length_lies_in_its_data_is_an_error(uint length, uint word)
    {
        CodeBuilder code = new CodeBuilder().StoreWords(Area + (4 * word), length).Call(SyscallCode.Keccak256, Area, Area + (4 * word)).Halt();
        Guest.Fail(code, ErrorCatalog.GuestSyscallArgument);
    }

    [Fact]
    public void Call_in_an_unconstrained_block_is_an_error()
    {
        CodeBuilder code = new CodeBuilder().Call(SyscallCode.EnterUnconstrained).Call(SyscallCode.Keccak256, 1, 1).Halt();
        Guest.Fail(code, ErrorCatalog.GuestSyscallInUnconstrained);
    }

    [Fact]
    public void Calls_of_many_blocks_wait_for_a_shard_with_room()
    {
        const int Turns = 40;
        const uint Length = 65_535;
        const int RowsPerBlock = 50;
        CodeBuilder code = new CodeBuilder().Li(S0, Turns).StoreWords(Area, Length);
        Label again = code.Mark();
        code.Call(SyscallCode.Keccak256, Area + 64, Area).Addi(S0, S0, -1).Bne(S0, Zero, again).RevealMemory(Area + 4, 32).Halt();
        TableShape instruction = new(new(20, 10), 10);
        TableShape sponge = new(new(300, 100), 10);
        var costs = new ShardCostModel(
            [.. Enumerable.Repeat(instruction, InstructionTables.Count)], [sponge],
            new Dictionary<SyscallCode, IReadOnlyList<TableRows>> { [SyscallCode.Keccak256] = [new(0, RowsPerBlock)] },
            boundary: new(new(4, 6, BoundaryCells: 8), 10), hint: new(new(20, 8)), memory: new(new(3, 5, BoundaryCells: 6), 10));
        var limits = new ShardLimits { Cells = 1 << 24, BoundaryCells = ShardLimits.MinimumBoundaryCells };
        using GuestProgram program = Guest.Load(code);
        ExecutionReport report = Guest.Run(program, options: new ExecutionOptions { Costs = costs, Shards = limits });

        // A call takes 482 · 50 rows of 300 cells, 7.2 million; two of them would leave no room for whatever comes next.
        Assert.Equal(482ul * Turns, report.Keccak256Blocks);
        Assert.Equal((ulong)Turns, report.Syscalls[SyscallCode.Keccak256]);
        Assert.Equal(Turns, report.Shards.Sum(shard => (int)shard.Calls.GetValueOrDefault(SyscallCode.Keccak256)));
        Assert.All(report.Shards, shard => Assert.InRange(shard.Cost.Cells, 1, limits.Cells));
        Assert.All(report.Shards, shard => Assert.Equal(482u * shard.Calls.GetValueOrDefault(SyscallCode.Keccak256), shard.Keccak256Blocks));
        Assert.InRange(report.Shards.Count, Turns / 2, Turns + 1);
        Assert.All(report.Shards.SkipLast(1), shard => Assert.NotEqual(0u, shard.Keccak256Blocks));
        RunChecker.AssertRun(program, report);
    }

    [Fact]
    public void Call_that_fits_no_shard_has_one_of_its_own()
    {
        CodeBuilder code = new CodeBuilder().StoreWords(Area, 10_000).Call(SyscallCode.Keccak256, Area + 64, Area).Call(SyscallCode.Keccak256, Area + 64, Area).Halt();
        var costs = new ShardCostModel(
            [.. Enumerable.Repeat(new TableShape(new(1, 1)), InstructionTables.Count)], [new(new(1 << 20, 1))],
            new Dictionary<SyscallCode, IReadOnlyList<TableRows>> { [SyscallCode.Keccak256] = [new(0, 1)] }, boundary: new(new(1, 1)), hint: new(new(1, 1)));
        ExecutionReport report = Guest.Run(code, options: new ExecutionOptions { Costs = costs, Shards = new ShardLimits { Cells = 1 << 24 } });
        Assert.Equal(2ul, report.Syscalls[SyscallCode.Keccak256]);
        Assert.Equal([0u, 74u, 0u, 74u, 0u], report.Shards.Select(shard => shard.Keccak256Blocks));
    }

    private static GuestProgram Load(CodeBuilder code, uint[] words) =>
        GuestProgram.Load(ElfBuilder.FromCode(code).AddSegment(Area, ElfBuilder.Bytes(words), SegmentAccess.Read | SegmentAccess.Write).Build());
}
