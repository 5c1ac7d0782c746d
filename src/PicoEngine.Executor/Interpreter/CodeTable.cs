// SPDX-License-Identifier: MIT OR Apache-2.0

using PicoEngine.Executor.Memory;
using PicoEngine.RiscV;
using PicoEngine.RiscV.Decoding;
using PicoEngine.RiscV.Events;

namespace PicoEngine.Executor.Interpreter;

/// <summary>
/// The program in the interpreter's form: one <see cref="CodeWord"/> per instruction, then <see cref="Operation.ProgramEnd"/>,
/// then one <see cref="Operation.InvalidTarget"/> for each static jump that has none. Immutable after construction, so that
/// many threads may run it.
/// </summary>
internal sealed unsafe class CodeTable : IDisposable
{
    /// <summary>Instructions between two settle points; prefix counts of rows are 16-bit and must not wrap in between.</summary>
    public const int SettleDistance = 4096;

    private readonly ReservedBlock _block;
    private readonly ReservedBlock _opcodeBlock;
    private readonly List<byte> _settled = [];

    public CodeTable(ProgramImage program)
    {
        ReadOnlySpan<Instruction> instructions = program.Instructions.Span;
        TextBase = program.TextBase;
        Count = instructions.Length;
        var invalid = new List<int>();
        for (int i = 0; i < Count; i++)
        {
            if (HasStaticTarget(instructions[i].Opcode) && TargetIndex(i, instructions[i].Immediate) is null)
            {
                invalid.Add(i);
            }
        }

        SlotCount = Count + 1 + invalid.Count;
        _block = new ReservedBlock((ulong)SlotCount * (ulong)sizeof(CodeWord), "the decoded program");
        Words = (CodeWord*)_block.Pointer;
        _opcodeBlock = new ReservedBlock((ulong)SlotCount, "the program's opcodes");
        Opcodes = _opcodeBlock.Pointer;

        int next = Count + 1;
        for (int i = 0; i < Count; i++)
        {
            int target = -1;
            if (HasStaticTarget(instructions[i].Opcode))
            {
                target = TargetIndex(i, instructions[i].Immediate) ?? next;
                if (target == next)
                {
                    Words[next++] = new CodeWord { Operation = Operation.InvalidTarget, Immediate = i };
                }
            }

            Opcodes[i] = (byte)instructions[i].Opcode;
            Words[i] = Encode(instructions[i], i, target);
        }

        Words[Count] = new CodeWord { Operation = Operation.ProgramEnd };
        for (int i = 0; i < Count; i += SettleDistance)
        {
            _settled.Add(Words[i].Operation);
            Words[i].Operation = Operation.Settle;
        }

        new Span<byte>(Opcodes + Count, SlotCount - Count).Fill((byte)Opcode.Unimp);
    }

    public uint TextBase { get; }

    /// <summary>Number of instructions.</summary>
    public int Count { get; }

    /// <summary>Number of code words, the internal ones included.</summary>
    public int SlotCount { get; }

    /// <summary><c>[SlotCount]</c></summary>
    public CodeWord* Words { get; }

    /// <summary><c>[SlotCount]</c>: the opcode of each instruction as the program has it; <c>Unimp</c> for internal slots.</summary>
    public byte* Opcodes { get; }

    /// <summary>The operation that a settle point stands in for.</summary>
    public byte SettledOperation(int index) => _settled[index / SettleDistance];

    public uint AddressOf(int index) => TextBase + 4 * (uint)index;

    public void Dispose()
    {
        _block.Dispose();
        _opcodeBlock.Dispose();
    }

    private static bool HasStaticTarget(Opcode opcode) => opcode is Opcode.Jal or (>= Opcode.Beq and <= Opcode.Bgeu);

    private int? TargetIndex(int index, int byteDistance)
    {
        long target = index + (long)(byteDistance / 4);
        return byteDistance % 4 == 0 && target >= 0 && target < Count ? (int)target : null;
    }

    private CodeWord Encode(Instruction instruction, int index, int target)
    {
        Opcode opcode = instruction.Opcode;
        var word = new CodeWord
        {
            Operation = (byte)opcode,
            Rd = instruction.Rd == 0 ? (byte)RegisterNumbers.Sink : instruction.Rd,
            Rs1 = instruction.Rs1,
            Rs2 = instruction.Rs2,
            Immediate = instruction.Immediate,
        };
        if (target >= 0)
        {
            word.Immediate = (target - index) * sizeof(CodeWord);
        }

        switch (opcode)
        {
            case Opcode.Auipc:
                word.Operation = (byte)Opcode.Lui;
                word.Immediate = (int)(AddressOf(index) + (uint)instruction.Immediate);
                break;
            case Opcode.Fence:
                // As the proof has it: the sum of x0 and x0 for x0.
                word.Operation = (byte)Opcode.Add;
                break;
            case Opcode.Ecall:
                // The registers that the call convention reads and writes, for the recorder.
                word.Rd = 5;
                word.Rs1 = 10;
                word.Rs2 = 11;
                break;
        }

        return word;
    }
}
