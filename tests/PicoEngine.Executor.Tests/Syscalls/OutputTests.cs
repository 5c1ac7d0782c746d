// SPDX-License-Identifier: MIT OR Apache-2.0

using System.Text;
using PicoEngine.Assembler;
using PicoEngine.Contracts.Errors;
using PicoEngine.Executor.Syscalls;
using Xunit;
using static PicoEngine.Assembler.Registers;

namespace PicoEngine.Executor.Tests.Syscalls;

/// <summary>HALT, WRITE, COMMIT and the calls that return nothing.</summary>
public sealed class OutputTests
{
    [Theory]
    [InlineData(0u)]
    [InlineData(1u)]
    [InlineData(255u)]
    [InlineData(0x7f000001u)]
    [InlineData(0xffffffffu)]
    public void Halt_reports_its_argument_and_place(uint exitCode)
    {
        CodeBuilder code = new CodeBuilder().Nop().Halt(exitCode).Halt(7);
        ExecutionReport report = Guest.Run(code);
        Assert.Equal(exitCode, report.ExitCode);
        Assert.Equal(exitCode, Guest.Run(code, options: Guest.Plain).ExitCode);
        Assert.Equal((ulong)((report.HaltPc - code.BaseAddress) / 4) + 1, report.Cycles);
    }

    [Fact]
    public void Write_to_public_values_takes_any_alignment_and_length()
    {
        var code = new CodeBuilder();
        var expected = new List<byte>();
        byte[] bytes = [.. Enumerable.Range(0x70, 16).Select(value => (byte)value)];
        code.StoreWords(Guest.Buffer, 0x73727170, 0x77767574, 0x7b7a7978, 0x7f7e7d7c);
        for (uint start = 0; start < 4; start++)
        {
            for (uint length = 0; length < 10; length++)
            {
                code.RevealMemory(Guest.Buffer + start, length);
                expected.AddRange(bytes.AsSpan((int)start, (int)length));
            }
        }

        Assert.Equal(expected, Guest.Run(code.Halt()).PublicValues.ToArray());
    }

    [Fact]
    public void Write_of_text_arrives_by_lines_and_is_flushed_at_the_end()
    {
        var lines = new List<(GuestDescriptor, string)>();
        var code = new CodeBuilder();
        Text(code, 1, "one\ntwo");
        Text(code, 2, "err");
        Text(code, 1, " and a half: \u00e4\u20ac\n\nlast");
        Guest.Run(code.Halt(), options: new ExecutionOptions { OnLine = (descriptor, line) => lines.Add((descriptor, line)) });
        Assert.Equal(
            [
                (GuestDescriptor.StandardOutput, "one"), (GuestDescriptor.StandardOutput, "two and a half: \u00e4\u20ac"),
                (GuestDescriptor.StandardOutput, ""), (GuestDescriptor.StandardOutput, "last"), (GuestDescriptor.StandardError, "err"),
            ],
            lines);
    }

    [Fact]
    public void Write_of_one_long_line_arrives_in_pieces_of_whole_characters()
    {
        const int MaxPiece = 1 << 17;
        string text = "a" + string.Concat(Enumerable.Repeat("\u20ac", 100_000)) + string.Concat(Enumerable.Repeat("\ud83d\ude00", 100_000));
        var lines = new List<string>();
        Guest.Run(WriteElement(text, out GuestInput input), input,
            new ExecutionOptions { OnLine = (_, line) => lines.Add(line) });
        Assert.True(lines.Count > 1);
        Assert.All(lines, line => Assert.InRange(line.Length, 1, MaxPiece));
        Assert.Equal(text, string.Concat(lines));
    }

    [Fact]
    public void Write_of_many_lines_in_one_call_can_be_cancelled()
    {
        using var cancellation = new CancellationTokenSource();
        int lines = 0;
        CodeBuilder code = WriteElement(new string('\n', 100_000), out GuestInput input);
        using GuestProgram program = Guest.Load(code);
        var options = new ExecutionOptions
        {
            OnLine = (_, _) =>
            {
                lines++;
                cancellation.Cancel();
            },
        };
        Assert.Throws<OperationCanceledException>(() => GuestExecutor.Execute(program, input, options, cancellation.Token));
        Assert.Equal(1, lines);
    }

    [Fact]
    public void Write_of_text_before_an_error_is_flushed()
    {
        var lines = new List<string>();
        var code = new CodeBuilder();
        Text(code, 1, "almost");
        Guest.Fail(code.Ebreak(), ErrorCatalog.GuestBreakpoint, options: new ExecutionOptions { OnLine = (_, line) => lines.Add(line) });
        Assert.Equal(["almost", "almost"], lines);
    }

    [Theory]
    [InlineData(1u, 0xffu, 1u)]
    [InlineData(2u, 0xffu, 1u)]
    [InlineData(1u, 0xc3u, 1u)] // first byte of two
    [InlineData(1u, 0x80u, 1u)] // second byte alone
    [InlineData(1u, 0x80c0u, 2u)] // overlong NUL
    [InlineData(1u, 0x80a0edu, 3u)] // surrogate
    public void Write_of_text_that_is_not_utf8_is_an_error(uint descriptor, uint word, uint length)
    {
        CodeBuilder code = new CodeBuilder().StoreWords(Guest.Buffer, word).Call(SyscallCode.Write, descriptor, Guest.Buffer, length).Halt();
        Guest.Fail(code, ErrorCatalog.GuestOutputNotUtf8);
    }

    [Theory]
    [InlineData(0u)]
    [InlineData(6u)]
    [InlineData(7u)]
    [InlineData(9u)]
    [InlineData(100u)]
    [InlineData(0xffffffffu)]
    public void Write_to_a_descriptor_that_nothing_reads_warns_once(uint descriptor)
    {
        var warnings = new List<string>();
        CodeBuilder code = new CodeBuilder();
        code.Call(SyscallCode.Write, descriptor, Guest.Buffer, 3).Call(SyscallCode.Write, descriptor, Guest.Buffer, 3).Halt();
        ExecutionReport report = Guest.Run(code, options: new ExecutionOptions { OnWarning = warnings.Add });
        Assert.Contains(descriptor.ToString(), Assert.Single(warnings), StringComparison.Ordinal);
        Assert.Empty(report.PublicValues.ToArray());
    }

    [Theory]
    [InlineData(0x1fu, 1u)]
    [InlineData(0u, 4u)]
    [InlineData(0x77fffffcu, 5u)]
    [InlineData(0x78000000u, 1u)]
    [InlineData(0xffffffffu, 1u)]
    [InlineData(0x00300000u, 0x80000000u)]
    [InlineData(0xfffffff0u, 0x20u)]
    public void Write_from_outside_of_memory_is_an_error(uint address, uint length)
    {
        foreach (uint descriptor in (uint[])[1, 2, 3, 4, 5, 6, 8])
        {
            CodeBuilder code = new CodeBuilder().Call(SyscallCode.Write, descriptor, address, length).Halt();
            PicoException exception = Guest.Fail(code, ErrorCatalog.GuestSyscallArgument);
            Assert.Equal(address, exception.Values["argument"]);
        }
    }

    [Fact]
    public void Write_at_the_ends_of_memory_is_allowed()
    {
        var code = new CodeBuilder();
        code.RevealMemory(0x20, 4).RevealMemory(0x77fffffc, 4).RevealMemory(0, 0).RevealMemory(0xffffffff, 0).Halt();
        Assert.Equal(new byte[8], Guest.Run(code).PublicValues.ToArray());
    }

    [Fact]
    public void Commit_of_all_words_is_the_digest()
    {
        // SHA-256 of nothing.
        byte[] digest = Convert.FromHexString("e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
        var code = new CodeBuilder();
        foreach (int index in (int[])[7, 0, 3, 1, 2, 4, 6, 5])
        {
            code.Call(SyscallCode.Commit, (uint)index, BitConverter.ToUInt32(digest, 4 * index));
        }

        ExecutionReport report = Guest.Run(code.Halt());
        Assert.Equal(digest, report.PublicValuesDigest.ToArray());
        Assert.Equal(0xff, report.CommittedWords);
        Assert.True(report.DigestMatches);
        Assert.Equal(8ul, report.Syscalls[SyscallCode.Commit]);
    }

    [Fact]
    public void Commit_of_fewer_words_leaves_zeros_and_no_match()
    {
        ExecutionReport report = Guest.Run(new CodeBuilder().Call(SyscallCode.Commit, 6, 0x04030201).Halt());
        Assert.Equal(0x40, report.CommittedWords);
        Assert.Equal([1, 2, 3, 4], report.PublicValuesDigest.ToArray()[24..28]);
        Assert.Equal(10, report.PublicValuesDigest.ToArray().Sum(value => value));
        Assert.False(report.DigestMatches);
    }

    [Theory]
    [InlineData(SyscallCode.Commit)]
    [InlineData(SyscallCode.CommitDeferredProofs)]
    public void Commit_of_an_index_above_7_or_given_before_is_an_error(SyscallCode call)
    {
        foreach (uint index in (uint[])[8, 9, 0x80000000, 0xffffffff])
        {
            Guest.Fail(new CodeBuilder().Call(call, index, 0).Halt(), ErrorCatalog.GuestCommitInvalid);
        }

        for (uint index = 0; index < 8; index++)
        {
            Guest.Fail(new CodeBuilder().Call(call, index, 5).Call(call, index, 5).Halt(), ErrorCatalog.GuestCommitInvalid);
        }
    }

    [Fact]
    public void Commit_deferred_takes_field_elements_only()
    {
        var code = new CodeBuilder();
        code.Call(SyscallCode.CommitDeferredProofs, 0, 0).Call(SyscallCode.CommitDeferredProofs, 7, 0x7f000000).Halt();
        Assert.Equal([0, null, null, null, null, null, null, 0x7f000000u], Guest.Run(code).DeferredDigest);
        foreach (uint word in (uint[])[0x7f000001, 0x7f000002, 0x80000000, 0xffffffff])
        {
            Guest.Fail(new CodeBuilder().Call(SyscallCode.CommitDeferredProofs, 0, word).Halt(), ErrorCatalog.GuestCommitInvalid);
        }
    }

    [Fact]
    public void Call_without_a_result_leaves_its_code_and_arguments()
    {
        uint[] codes = [(uint)SyscallCode.Write, (uint)SyscallCode.Commit, (uint)SyscallCode.CommitDeferredProofs, (uint)SyscallCode.VerifyPicoProof];
        foreach (uint number in codes)
        {
            var code = new CodeBuilder();
            code.Li(A2, 0).Call(number, 3, 12345).Mv(T1, T0).Mv(T2, A0).Mv(T3, A1);
            code.Reveal(T1).Reveal(T2).Reveal(T3).Halt();
            Assert.Equal([number, 3, 12345], Guest.Run(code).Words());
        }
    }

    [Theory]
    [InlineData(0u, 0u)]
    [InlineData(0xffffffffu, 0x1fu)]
    [InlineData(0x00300001u, 0x78000000u)]
    public void Verify_touches_nothing(uint key, uint digest)
    {
        ExecutionReport report = Guest.Run(new CodeBuilder().Call(SyscallCode.VerifyPicoProof, key, digest).Halt());
        Assert.Equal(0, report.TouchedWords);
        Assert.Equal(1ul, report.Syscalls[SyscallCode.VerifyPicoProof]);
    }

    [Fact]
    public void Call_of_an_unknown_code_is_an_error()
    {
        uint[] defined = [.. SyscallCodes.All.Select(code => (uint)code)];
        var unknown = new HashSet<uint> { 0x00010131, 0xffffffff };
        unknown.UnionWith(Enumerable.Range(0, 0x140).Select(value => (uint)value));
        unknown.UnionWith(Enumerable.Range(0, 32).Select(bit => 1u << bit));
        foreach (uint code in defined)
        {
            for (int bit = 0; bit < 32; bit++)
            {
                unknown.Add(code ^ 1u << bit);
            }
        }

        unknown.ExceptWith(defined);
        foreach (uint number in unknown)
        {
            PicoException exception = Guest.Fail(new CodeBuilder().Call(number, Guest.Buffer, Guest.Buffer + 0x400).Halt(), ErrorCatalog.GuestUnknownSyscall);
            Assert.Equal(number, exception.Values["syscall"]);
        }
    }

    /// <summary>A guest that prints its one input element by a single call.</summary>
    private static CodeBuilder WriteElement(string text, out GuestInput input)
    {
        byte[] bytes = Encoding.UTF8.GetBytes(text);
        input = GuestInput.From(bytes);
        return new CodeBuilder().Call(SyscallCode.HintRead, Guest.Buffer, (uint)bytes.Length)
            .Call(SyscallCode.Write, 1, Guest.Buffer, (uint)bytes.Length).Halt();
    }

    private static void Text(CodeBuilder code, uint descriptor, string text)
    {
        byte[] bytes = System.Text.Encoding.UTF8.GetBytes(text);
        var words = new uint[(bytes.Length + 3) / 4];
        System.Buffer.BlockCopy(bytes, 0, words, 0, bytes.Length);
        code.StoreWords(Guest.Buffer, words).Call(SyscallCode.Write, descriptor, Guest.Buffer, (uint)bytes.Length);
    }
}
