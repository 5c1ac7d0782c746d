// SPDX-License-Identifier: MIT OR Apache-2.0

using System.Buffers.Binary;
using PicoEngine.Cli.Inputs;
using PicoEngine.Contracts.Errors;
using PicoEngine.Executor;
using Xunit;

namespace PicoEngine.Cli.Tests.Inputs;

public sealed class StdinBuilderReaderTests
{
    // One element, n = 100, no proofs: 28 bytes (guest ABI, "Hint stream").
    private static readonly byte[] Fibonacci100 = [.. Number(1), .. Number(4), 100, 0, 0, 0, .. Number(0)];

    [Fact]
    public void Read_elements_in_order()
    {
        GuestInput input = StdinBuilderReader.Read((byte[])[.. Number(3), .. Number(2), 7, 8, .. Number(0), .. Number(1), 9, .. Number(0)]);
        Assert.Equal([[7, 8], [], [9]], input.Elements.Select(element => element.ToArray()));
    }

    [Fact]
    public void Read_no_elements() => Assert.Empty(StdinBuilderReader.Read((byte[])[.. Number(0), .. Number(0)]).Elements);

    [Fact]
    public void Read_file_cut_anywhere_is_refused()
    {
        for (int length = 0; length < Fibonacci100.Length; length++)
        {
            Assert.Equal(ErrorCatalog.InputInvalid, Assert.Throws<PicoException>(() => StdinBuilderReader.Read(Fibonacci100.AsMemory(0, length))).Error);
        }
    }

    public static TheoryData<byte[], string> Hostile => new()
    {
        { [.. Fibonacci100, 0], "1 bytes follow its end" },
        { [.. Number(1), .. Number(4), 1, 2, 3, 4, .. Number(1)], "brings 1 proofs" },
        { [.. Number(ulong.MaxValue), .. Number(0)], "18446744073709551615 elements" },
        { [.. Number(1UL << 61), .. Number(0)], "elements do not fit" },
        { [.. Number(1), .. Number(ulong.MaxValue), .. Number(0)], "element 0 has 18446744073709551615 bytes" },
        { [.. Number(1), .. Number(9), .. Number(0)], "element 0 has 9 bytes, but 8 follow" },
        { [.. Number(2), .. Number(0), .. Number(0x8000_0000)], "element 1 has 2147483648 bytes" },
    };

    [Theory]
    [MemberData(nameof(Hostile))]
    public void Read_hostile_file_is_refused(byte[] file, string complaint)
    {
        PicoException exception = Assert.Throws<PicoException>(() => StdinBuilderReader.Read(file));
        Assert.Equal(ErrorCatalog.InputInvalid, exception.Error);
        Assert.Contains(complaint, exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Execute_takes_the_file_as_the_input()
    {
        using var folder = new TemporaryFolder();
        CommandRun bincode = CommandRun.Of("execute", "--elf", Guests.Fibonacci, "--input-bincode", folder.Write("in.bin", Fibonacci100), "--json");
        CommandRun hex = CommandRun.Of("execute", "--elf", Guests.Fibonacci, "--input", "0x64000000", "--json");
        Assert.Equal(0, bincode.ExitCode);
        Assert.Equal(hex.Json().GetProperty("publicValues").GetString(), bincode.Json().GetProperty("publicValues").GetString());
        CommandRun.Of("execute", "--elf", Guests.Fibonacci, "--input-bincode", folder.Write("bad.bin", [1, 2, 3])).AssertFails(10, "PICO-10006");
        CommandRun.Of("execute", "--elf", Guests.Fibonacci, "--input-bincode", folder.Path("absent")).AssertFails(10, "PICO-10007");
    }

    private static byte[] Number(ulong value)
    {
        var bytes = new byte[8];
        BinaryPrimitives.WriteUInt64LittleEndian(bytes, value);
        return bytes;
    }
}
