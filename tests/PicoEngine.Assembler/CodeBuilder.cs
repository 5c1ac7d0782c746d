// SPDX-License-Identifier: MIT OR Apache-2.0

using PicoEngine.RiscV.Decoding;

namespace PicoEngine.Assembler;

/// <summary>Writes machine code instruction by instruction; the assembler's pseudo-instructions included.</summary>
/// <param name="baseAddress">Address of the first instruction.</param>
public sealed partial class CodeBuilder(uint baseAddress = CodeBuilder.DefaultBase)
{
    /// <summary>Where the guests' linker script puts the text.</summary>
    public const uint DefaultBase = 0x0020_0800;

    private readonly List<uint> _words = [];
    private readonly List<(int Index, Label Label, Instruction Template)> _references = [];

    public uint BaseAddress => baseAddress;

    /// <summary>Instructions so far.</summary>
    public int Count => _words.Count;

    /// <summary>Address of the next instruction.</summary>
    public uint Here => baseAddress + 4 * (uint)_words.Count;

    /// <summary>A label bound to the next instruction.</summary>
    public Label Mark()
    {
        var label = new Label();
        return Bind(label);
    }

    public Label Bind(Label label)
    {
        if (label.Index is not null)
        {
            throw new InvalidOperationException("The label is bound already.");
        }

        label.Index = _words.Count;
        return label;
    }

    /// <summary>Address of a bound label.</summary>
    public uint AddressOf(Label label) => baseAddress + 4 * (uint)BoundIndex(label);

    /// <summary>Any word, instruction or not.</summary>
    public CodeBuilder Word(uint word)
    {
        _words.Add(word);
        return this;
    }

    public CodeBuilder Emit(Instruction instruction) => Word(InstructionEncoder.Encode(instruction));

    /// <summary>A branch (rs1, rs2) or JAL (rd) to <paramref name="target"/>.</summary>
    public CodeBuilder Emit(Opcode opcode, int rd, int rs1, int rs2, Label target)
    {
        _references.Add((_words.Count, target, new Instruction(opcode, (byte)rd, (byte)rs1, (byte)rs2, 0)));
        return Word(0);
    }

    /// <summary>Loads a constant in one or two instructions.</summary>
    public CodeBuilder Li(int rd, uint value)
    {
        int low = (int)(value << 20) >> 20;
        uint high = value - (uint)low;
        if (high == 0)
        {
            return Addi(rd, Registers.Zero, low);
        }

        Lui(rd, high);
        return low == 0 ? this : Addi(rd, rd, low);
    }

    /// <summary>Loads the address of <paramref name="target"/>, always in two instructions.</summary>
    public CodeBuilder La(int rd, Label target)
    {
        _references.Add((_words.Count, target, new Instruction(Opcode.Lui, (byte)rd, 0, 0, 0)));
        return Word(0).Word(0);
    }

    /// <summary>The code, all labels resolved.</summary>
    public uint[] Build()
    {
        uint[] words = [.. _words];
        foreach ((int index, Label label, Instruction template) in _references)
        {
            if (template.Opcode == Opcode.Lui)
            {
                uint address = AddressOf(label);
                int low = (int)(address << 20) >> 20;
                words[index] = InstructionEncoder.Encode(template with { Immediate = (int)(address - (uint)low) });
                words[index + 1] = InstructionEncoder.Encode(new Instruction(Opcode.Addi, template.Rd, template.Rd, 0, low));
            }
            else
            {
                words[index] = InstructionEncoder.Encode(template with { Immediate = 4 * (BoundIndex(label) - index) });
            }
        }

        return words;
    }

    private static int BoundIndex(Label label) => label.Index ?? throw new InvalidOperationException("The label was never bound.");
}
