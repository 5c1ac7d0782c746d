// SPDX-License-Identifier: MIT OR Apache-2.0

using System.Buffers.Binary;
using PicoEngine.Air.Machines;
using PicoEngine.Assembler;
using PicoEngine.Chips.Precompiles.Sha256;
using PicoEngine.Chips.Program;
using PicoEngine.Executor;
using PicoEngine.Executor.Recording;
using PicoEngine.Fields;
using static PicoEngine.Assembler.Registers;

namespace PicoEngine.Chips.Tests.Precompiles.Sha256;

/// <summary>A guest that hashes a message with the two precompiles, block by block, run to HALT in one shard.</summary>
internal sealed class Sha256Run
{
    /// <summary>Where the guest has its message schedule.</summary>
    public const uint DefaultSchedule = 0x0030_0000;

    /// <summary>Where the guest has its state.</summary>
    public const uint DefaultState = 0x0031_0000;

    // FIPS 180-4, section 5.3.3.
    private static readonly uint[] InitialState =
        [0x6a09e667, 0xbb67ae85, 0x3c6ef372, 0xa54ff53a, 0x510e527f, 0x9b05688c, 0x1f83d9ab, 0x5be0cd19];

    private readonly uint _state;

    public Sha256Run(byte[] message, uint schedule = DefaultSchedule, uint state = DefaultState)
    {
        _state = state;
        CodeBuilder code = new();
        for (var i = 0; i < InitialState.Length; i++)
        {
            Store(code, state + (4 * (uint)i), InitialState[i]);
        }

        var padded = Pad(message);
        for (var block = 0; block < padded.Length; block += 64)
        {
            for (var i = 0; i < 16; i++)
            {
                Store(code, schedule + (4 * (uint)i), BinaryPrimitives.ReadUInt32BigEndian(padded.AsSpan(block + (4 * i))));
            }

            code.Li(A0, schedule).Li(A1, 0).Li(T0, Sha256ExtendTable.Code).Ecall();
            code.Li(A1, state).Li(T0, Sha256CompressTable.Code).Ecall();
        }

        Blocks = padded.Length / 64;
        (Records, Source) = Execute(code);
    }

    /// <summary>Any code, then HALT.</summary>
    public Sha256Run(CodeBuilder code) => (Records, Source) = Execute(code);

    public static IReadOnlyList<IRecordTable> Tables { get; } = [new Sha256ExtendTable(), new Sha256CompressTable(), new Sha256RoundTable()];

    public int Blocks { get; }

    public ShardRecords Records { get; }

    public TraceSource Source { get; }

    /// <summary>The state that the guest is left with, as a digest.</summary>
    public byte[] Digest()
    {
        var digest = new byte[32];
        for (var i = 0; i < 8; i++)
        {
            var word = Records.Memory.Single(cell => cell.Address == _state + (4 * (uint)i)).ValueOut;
            BinaryPrimitives.WriteUInt32BigEndian(digest.AsSpan(4 * i), word);
        }

        return digest;
    }

    public IReadOnlyList<KoalaBear[]> Rows(IRecordTable table)
    {
        TraceMatrix trace = new(table.Columns.Width, table.CountRows(Source));
        table.WriteRows(Source, trace, 0, trace.Height);
        var rows = new KoalaBear[trace.Height][];
        for (var row = 0; row < rows.Length; row++)
        {
            rows[row] = new KoalaBear[trace.Width];
            trace.CopyRow(row, rows[row]);
        }

        return rows;
    }

    /// <summary>Stores a word; changes t1 and t2.</summary>
    public static void Store(CodeBuilder code, uint address, uint word) => code.Li(T1, address).Li(T2, word).Sw(T2, 0, T1);

    private static (ShardRecords Records, TraceSource Source) Execute(CodeBuilder code)
    {
        code.Li(A0, 0).Li(T0, 0).Ecall();
        using var program = GuestProgram.Load(ElfBuilder.FromCode(code).Build());
        var report = GuestExecutor.Execute(program, GuestInput.Empty, cancellation: CancellationToken.None);
        using ShardReplayer replayer = new(program);
        var records = replayer.Replay(report.Shards.Single());
        return (records, new TraceSource(new ProgramRows(program.Image), records));
    }

    /// <summary>FIPS 180-4, section 5.1.1.</summary>
    private static byte[] Pad(byte[] message)
    {
        var padded = new byte[(message.Length + 8) / 64 * 64 + 64];
        message.CopyTo(padded, 0);
        padded[message.Length] = 0x80;
        BinaryPrimitives.WriteUInt64BigEndian(padded.AsSpan(padded.Length - 8), 8 * (ulong)message.Length);
        return padded;
    }
}
