// SPDX-License-Identifier: MIT OR Apache-2.0

using PicoEngine.Assembler;
using PicoEngine.Contracts.Errors;
using PicoEngine.Executor.Precompiles;
using PicoEngine.Executor.Syscalls;
using PicoEngine.Executor.Tests.Recording;
using PicoEngine.RiscV.Elf;
using Xunit;
using static PicoEngine.Assembler.Registers;

namespace PicoEngine.Executor.Tests.Syscalls;

/// <summary>Every precompile by its code in t0 and its operands in memory.</summary>
public sealed class PrecompileCallTests
{
    private const int AreaWords = 192;
    private const int WordsAtEachSide = 8;
    private const uint Area = Guest.Buffer;
    private const uint MemoryEnd = 0x7800_0000;

    public static TheoryData<uint> Codes => [.. PrecompileShape.All.Select(shape => shape.Code)];

    public static TheoryData<uint> CodesWithTwoPointers => [.. PrecompileShape.All.Where(shape => shape.HasQ).Select(shape => shape.Code)];

    public static TheoryData<uint> CodesWithOnePointer => [.. PrecompileShape.All.Where(shape => !shape.HasQ).Select(shape => shape.Code)];

    [Fact]
    public void Table_of_calls_is_that_of_the_abi()
    {
        uint[] others = [0, 2, 3, 4, 0x10, 0x1A, 0x1B, 0xF0, 0xF1, 0x00010190];
        Assert.Equal(
            others.Concat(PrecompileShape.All.Select(shape => shape.Code)).Order(),
            SyscallCodes.All.Select(code => (uint)code));
    }

    [Fact]
    public void Codes_of_our_own_are_in_the_range_that_the_documents_name()
    {
        // Pico's keep theirs: ids up to 0x32 and, for hints and the end of a block, 0xF0 and 0xF1.
        Assert.Equal([0x00010180u, 0x00010181u, 0x00010190u], SyscallCodes.All.Where(SyscallCodes.IsOwn).Select(code => (uint)code));
        Assert.All(
            SyscallCodes.All.Where(SyscallCodes.IsOwn),
            code => Assert.True((((uint)code & 0xff) is >= 0x80 and <= 0xbf) && SyscallCodes.ExtraSlots(code) == 1));
        Assert.DoesNotContain(SyscallCodes.All, code => !SyscallCodes.IsOwn(code) && ((uint)code & 0xff) is >= 0x80 and <= 0xbf);
    }

    [Theory]
    [MemberData(nameof(Codes))]
    public void Call_computes_and_leaves_the_rest_of_memory(uint code)
    {
        PrecompileShape shape = PrecompileShape.Find(code)!;
        var random = new Random((int)code);
        for (int i = 0; i < 4; i++)
        {
            (uint[] p, uint[] q, uint flag) = PrecompileOperands.Next(random, shape);
            AssertCall(random, shape, p, q, WordsAtEachSide, WordsAtEachSide + p.Length + 4, flag);
            AssertCall(random, shape, p, q, WordsAtEachSide + q.Length + 4, WordsAtEachSide, flag);
        }
    }

    [Theory]
    [MemberData(nameof(CodesWithTwoPointers))]
    public void Call_with_overlapping_operands_reads_all_before_it_writes(uint code)
    {
        PrecompileShape shape = PrecompileShape.Find(code)!;
        int wordsAtP = PrecompileOperands.Words(shape, atQ: false);
        int wordsAtQ = PrecompileOperands.Words(shape, atQ: true);
        var random = new Random((int)code);
        int[] distances = [-wordsAtQ + 1, -wordsAtQ / 2, -3, -1, 1, 2, wordsAtP / 2, wordsAtP - 1];
        foreach (int distance in distances.Where(distance => distance != 0))
        {
            // Words so small that any run of them is a number below every modulus.
            uint[] words = [.. Enumerable.Range(0, AreaWords).Select(_ => (uint)random.Next(1, 0x0fffffff))];
            AssertCall(shape, words, 80, 80 + distance, 0);
        }
    }

    [Theory]
    [MemberData(nameof(CodesWithTwoPointers))]
    public void Call_with_one_pointer_twice_squares_doubles_or_fails_by_the_table(uint code)
    {
        PrecompileShape shape = PrecompileShape.Find(code)!;
        var random = new Random((int)code);
        uint[] words = [.. Enumerable.Range(0, AreaWords).Select(_ => (uint)random.Next(1, 0x0fffffff))];
        bool weierstrass = (code & 0xff) is 0x0A or 0x0E or 0x1E or 0x30;
        if (weierstrass || code == 0x00010106)
        {
            PicoException exception = Guest.Fail(
                new CodeBuilder().StoreWords(Area, words).Call(code, Area, Area).Halt(),
                weierstrass ? ErrorCatalog.GuestPrecompileFault : ErrorCatalog.GuestSyscallArgument);
            Assert.True(!weierstrass || nameof(PrecompileFault.EqualX).Equals(exception.Values["fault"]));
        }
        else
        {
            AssertCall(shape, words, 80, 80, 0);
        }
    }

    [Theory]
    [MemberData(nameof(Codes))]
    public void Call_with_a_bad_pointer_is_an_error(uint code)
    {
        PrecompileShape shape = PrecompileShape.Find(code)!;
        uint bytesAtP = 4 * (uint)PrecompileOperands.Words(shape, atQ: false);
        uint bytesAtQ = 4 * (uint)PrecompileOperands.Words(shape, atQ: true);
        uint good = Area + 0x1000;
        uint second = shape.HasQ ? good : 0;
        foreach (uint bad in Bad(bytesAtP))
        {
            Guest.Fail(new CodeBuilder().Call(code, bad, second).Halt(), ErrorCatalog.GuestSyscallArgument);
        }

        foreach (uint bad in shape.HasQ ? Bad(bytesAtQ) : [])
        {
            Guest.Fail(new CodeBuilder().Call(code, good, bad).Halt(), ErrorCatalog.GuestSyscallArgument);
        }

        static uint[] Bad(uint bytes) =>
            [Area + 1, Area + 2, Area + 3, 0, 0x1c, MemoryEnd - bytes + 4, MemoryEnd - 4 + (bytes == 4 ? 4u : 0), MemoryEnd, 0xfffffffc, 0 - bytes];
    }

    [Theory]
    [MemberData(nameof(Codes))]
    public void Call_with_operands_at_the_ends_of_memory_is_allowed(uint code)
    {
        PrecompileShape shape = PrecompileShape.Find(code)!;
        var random = new Random((int)code);
        (uint[] p, uint[] q, uint flag) = PrecompileOperands.Next(random, shape);
        uint addressOfP = MemoryEnd - (4 * (uint)p.Length);
        var builder = new CodeBuilder();
        builder.StoreWords(addressOfP, p).StoreWords(0x20, q).Call(code, addressOfP, shape.HasQ ? 0x20u : flag);
        builder.RevealMemory(addressOfP, 4 * (uint)p.Length).RevealMemory(0x20, 4 * (uint)q.Length).Halt();
        using GuestProgram program = Guest.Load(builder);
        ExecutionReport report = Guest.Run(program);
        RunChecker.AssertRun(program, report);
        Assert.Equal(Expected(shape, [.. p, .. q], 0, p.Length, flag), report.Words());
    }

    [Theory]
    [MemberData(nameof(CodesWithOnePointer))]
    public void Call_with_a_reserved_argument_or_an_unknown_flag_is_an_error(uint code)
    {
        PrecompileShape shape = PrecompileShape.Find(code)!;
        (uint[] p, _, _) = PrecompileOperands.Next(new Random(1), shape);
        foreach (uint argument in (uint[])[shape.HasFlag ? 2u : 1u, 4, 0x100, 0x80000000, 0xffffffff])
        {
            PicoException exception = Guest.Fail(
                new CodeBuilder().StoreWords(Area, p).Call(code, Area, argument).Halt(),
                shape.HasFlag ? ErrorCatalog.GuestPrecompileFault : ErrorCatalog.GuestSyscallArgument);
            Assert.True(!shape.HasFlag || nameof(PrecompileFault.InvalidFlag).Equals(exception.Values["fault"]));
        }
    }

    [Theory]
    [InlineData(0x0001012Fu, PrecompileFault.NonCanonicalInput)]
    [InlineData(0x0001010Au, PrecompileFault.NonCanonicalInput)]
    [InlineData(0x00010107u, PrecompileFault.NonCanonicalInput)]
    [InlineData(0x0000010Cu, PrecompileFault.NonCanonicalInput)]
    public void Call_with_numbers_that_are_no_field_elements_is_an_error(uint code, PrecompileFault fault)
    {
        uint[] words = [.. Enumerable.Repeat(uint.MaxValue, 64)];
        PicoException exception = Guest.Fail(
            new CodeBuilder().StoreWords(Area, words).Call(code, Area, code == 0x0000010C ? 0 : Area + 0x80).Halt(), ErrorCatalog.GuestPrecompileFault);
        Assert.Equal(fault.ToString(), exception.Values["fault"]);
        Assert.Equal(SyscallCodes.Name((SyscallCode)code), exception.Values["syscall"]);
    }

    private static void AssertCall(Random random, PrecompileShape shape, uint[] p, uint[] q, int atP, int atQ, uint flag)
    {
        uint[] words = [.. Enumerable.Range(0, AreaWords).Select(_ => (uint)random.NextInt64(1L << 32))];
        p.CopyTo(words, atP);
        q.CopyTo(words, atQ);
        AssertCall(shape, words, atP, atQ, flag);
    }

    /// <summary>Calls with P and Q at these word offsets of the area; all of the area and t0, a0, a1 must be as expected.</summary>
    private static void AssertCall(PrecompileShape shape, uint[] words, int atP, int atQ, uint flag)
    {
        uint p = Area + (4 * (uint)atP);
        uint argument = shape.HasQ ? Area + (4 * (uint)atQ) : flag;
        CodeBuilder code = new CodeBuilder().Call(shape.Code, p, argument);
        code.Mv(S0, T0).Mv(S1, A0).Mv(S2, A1);
        code.RevealMemory(Area, 4 * AreaWords).Reveal(S0).Reveal(S1).Reveal(S2).Halt();
        byte[] elf = ElfBuilder.FromCode(code).AddSegment(Area, ElfBuilder.Bytes(words), SegmentAccess.Read | SegmentAccess.Write).Build();
        using GuestProgram program = GuestProgram.Load(elf);
        ExecutionReport report = Guest.Run(program, options: Guest.SmallShards);
        uint[] expected = [.. Expected(shape, words, atP, atQ, flag), shape.Code, p, argument];
        Assert.Equal(expected, report.Words());
        Assert.Equal(1ul, report.Syscalls[shape.Call]);
        Assert.Equal(expected, Guest.Run(program, options: Guest.Plain).Words());
        RunChecker.AssertRun(program, report);
    }

    private static uint[] Expected(PrecompileShape shape, uint[] words, int atP, int atQ, uint flag)
    {
        Span<uint> result = words.ToArray();
        Span<uint> updated = Region(result, shape.Updated);
        PrecompileOracle.Compute(shape.Code, Region(words, shape.Read), updated, flag).CopyTo(updated);
        return result.ToArray();

        Span<uint> Region(Span<uint> area, Operand operand) =>
            area.Slice((operand.AtQ ? atQ : atP) + (int)operand.Offset, operand.Count);
    }
}
