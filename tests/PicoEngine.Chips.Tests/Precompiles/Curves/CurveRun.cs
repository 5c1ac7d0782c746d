// SPDX-License-Identifier: MIT OR Apache-2.0

using System.Numerics;
using PicoEngine.Air.Machines;
using PicoEngine.Assembler;
using PicoEngine.Chips.Precompiles.Curves;
using PicoEngine.Chips.Program;
using PicoEngine.Chips.Tests.Runs;
using PicoEngine.Executor;
using PicoEngine.Executor.Recording;
using PicoEngine.Fields;
using static PicoEngine.Assembler.Registers;

namespace PicoEngine.Chips.Tests.Precompiles.Curves;

/// <summary>A guest that calls precompiles of curves, run to HALT in one shard.</summary>
internal sealed class CurveRun
{
    /// <summary>Where P is.</summary>
    public const uint P = 0x0030_0000;

    /// <summary>Where Q is.</summary>
    public const uint Q = 0x0031_0000;

    private readonly CodeBuilder _code = new();
    private readonly uint _p;
    private readonly uint _q;
    private (ShardRecords Records, TraceSource Source)? _executed;

    public CurveRun(uint p = P, uint q = Q) => (_p, _q) = (p, q);

    public static IReadOnlyList<IRecordTable> Tables { get; } = [.. RiscVMachine.Definition.Tables.OfType<CurveTable>()];

    public ShardRecords Records => Executed.Records;

    public TraceSource Source => Executed.Source;

    private (ShardRecords Records, TraceSource Source) Executed => _executed ??= Execute();

    public static IRecordTable Table(string name) => Tables.Single(table => table.Name == name);

    /// <summary>Stores words at P.</summary>
    public CurveRun SetP(params ReadOnlySpan<BigInteger> numbers) => Store(_p, numbers);

    /// <summary>Stores words at Q.</summary>
    public CurveRun SetQ(params ReadOnlySpan<BigInteger> numbers) => Store(_q, numbers);

    /// <summary>Words of a number in <see cref="SetP"/> and <see cref="SetQ"/>: 8 or 12.</summary>
    public int NumberWords { get; init; } = 8;

    /// <summary>Calls, with the pointer Q or another argument.</summary>
    public CurveRun Call(CurveCall call, uint? argument = null)
    {
        _code.Li(A0, _p).Li(A1, argument ?? (call.IsAdd ? _q : 0)).Li(T0, call.Code).Ecall();
        return this;
    }

    /// <summary>A word of memory that the guest is left with.</summary>
    public uint Word(uint address) => Records.Memory.Single(cell => cell.Address == address).ValueOut;

    /// <summary>A number at P.</summary>
    public BigInteger Number(int index) =>
        CurveCall.Number([.. Enumerable.Range(0, NumberWords).Select(i => Word(_p + (4 * (uint)((NumberWords * index) + i))))]);

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

    private CurveRun Store(uint address, ReadOnlySpan<BigInteger> numbers)
    {
        _code.Li(T1, address);
        for (var i = 0; i < numbers.Length; i++)
        {
            var words = CurveCall.Words(numbers[i], NumberWords);
            for (var j = 0; j < words.Length; j++)
            {
                _code.Li(T2, words[j]).Sw(T2, 4 * ((i * NumberWords) + j), T1);
            }
        }

        return this;
    }

    /// <summary>The guest, which commits to no output and halts. For one use.</summary>
    public GuestProgram Load() => GuestProgram.Load(ElfBuilder.FromCode(SystemPrograms.Commit(_code)).Build());

    private (ShardRecords Records, TraceSource Source) Execute()
    {
        using var program = Load();
        var report = GuestExecutor.Execute(program, GuestInput.Empty, cancellation: CancellationToken.None);
        using ShardReplayer replayer = new(program);
        var records = replayer.Replay(report.Shards.Single());
        return (records, new TraceSource(new ProgramRows(program.Image), records));
    }
}
