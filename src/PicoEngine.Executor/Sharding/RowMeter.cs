// SPDX-License-Identifier: MIT OR Apache-2.0

using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using PicoEngine.Executor.Interpreter;
using PicoEngine.Executor.Memory;
using PicoEngine.RiscV.Decoding;
using PicoEngine.RiscV.Events;

namespace PicoEngine.Executor.Sharding;

/// <summary>
/// Rows of every instruction table in the current shard. A straight line adds the difference of two prefix counts: one
/// 16-lane subtraction whatever its length.
/// </summary>
internal sealed unsafe class RowMeter : IDisposable
{
    private const int Lanes = 16;

    private readonly ReservedBlock _prefixBlock;
    private readonly ReservedBlock _countBlock = new(Lanes * sizeof(uint), "row counts");
    private readonly CodeWord* _words;

    // [Count + 1][Lanes]: instructions of each table before an index, modulo 2^16. A line is at most SettleDistance long, so
    // differences are exact.
    private readonly ushort* _prefix;

    // [Lanes]
    private readonly uint* _counts;

    public RowMeter(GuestProgram program)
    {
        CodeTable code = program.Code;
        _words = code.Words;
        _prefixBlock = new ReservedBlock((ulong)(code.Count + 1) * Lanes * sizeof(ushort), "prefix counts of the program");
        _prefix = (ushort*)_prefixBlock.Pointer;
        _counts = (uint*)_countBlock.Pointer;
        ReadOnlySpan<Instruction> instructions = program.Image.Instructions.Span;
        for (int i = 0; i < instructions.Length; i++)
        {
            new ReadOnlySpan<ushort>(_prefix + i * (long)Lanes, Lanes).CopyTo(new Span<ushort>(_prefix + (i + 1) * (long)Lanes, Lanes));
            if (InstructionTables.Of(instructions[i].Opcode) is { } table)
            {
                _prefix[(i + 1) * (long)Lanes + (int)table]++;
            }
        }
    }

    /// <summary>Rows so far, indexed by <see cref="InstructionTable"/>.</summary>
    public ReadOnlySpan<uint> Counts => new(_counts, InstructionTables.Count);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Add(CodeWord* first, CodeWord* end)
    {
        Vector256<ushort> added = Vector256.Load(_prefix + (end - _words) * Lanes) - Vector256.Load(_prefix + (first - _words) * Lanes);
        (Vector256<uint> low, Vector256<uint> high) = Vector256.Widen(added);
        (Vector256.Load(_counts) + low).Store(_counts);
        (Vector256.Load(_counts + Lanes / 2) + high).Store(_counts + Lanes / 2);
    }

    public void Reset() => new Span<uint>(_counts, Lanes).Clear();

    public void Dispose()
    {
        _prefixBlock.Dispose();
        _countBlock.Dispose();
    }
}
