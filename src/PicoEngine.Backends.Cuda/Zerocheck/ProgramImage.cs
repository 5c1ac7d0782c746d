// SPDX-License-Identifier: MIT OR Apache-2.0

using System.Runtime.InteropServices;
using PicoEngine.Air.Symbolic;
using PicoEngine.Backends.Cuda.Interop;
using PicoEngine.Backends.Programs;
using PicoEngine.Fields;

namespace PicoEngine.Backends.Cuda.Zerocheck;

/// <summary>Sections as the kernels read them: the arrays of native/kernels/include/pico/zerocheck.h.</summary>
/// <remarks>Unsafe for the fixed arrays of structures that the C header has; every index is below their lengths.</remarks>
internal sealed unsafe class ProgramImage
{
    // Alignment of arrays.
    private const int Alignment = 16;

    private readonly SectionShape _shape;
    private readonly List<NativeZerocheckSection> _sections = [];
    private readonly List<uint> _columns = [];
    private readonly List<NativeZerocheckCombination> _combinations = [];
    private readonly List<NativeZerocheckSummand> _summands = [];
    private readonly List<NativeRowInstruction> _instructions = [];
    private readonly List<uint> _constants = [];
    private readonly List<NativeRowConstraint> _constraints = [];
    private readonly List<NativeZerocheckTerm> _terms = [];
    private readonly List<NativeZerocheckForm> _forms = [];
    private readonly List<NativeZerocheckLeaf> _leaves = [];
    private ZerocheckSection _section = null!; // the one that is being added
    private Dictionary<int, int> _inputs = [];

    /// <param name="sections">The sections; item numbers are their places.</param>
    /// <param name="shape">What they were cut for.</param>
    public ProgramImage(IEnumerable<ZerocheckSection> sections, SectionShape shape)
    {
        _shape = shape;
        foreach (var section in sections)
        {
            Add(section);
        }

        List<byte> bytes = [];
        Layout = new()
        {
            Sections = Append(bytes, _sections),
            Columns = Append(bytes, _columns),
            Combinations = Append(bytes, _combinations),
            Summands = Append(bytes, _summands),
            Instructions = Append(bytes, _instructions),
            Constants = Append(bytes, _constants),
            Constraints = Append(bytes, _constraints),
            Terms = Append(bytes, _terms),
            Forms = Append(bytes, _forms),
            Leaves = Append(bytes, _leaves),
        };
        Words = MemoryMarshal.Cast<byte, uint>(CollectionsMarshal.AsSpan(bytes)).ToArray();
    }

    /// <summary>Where the arrays are.</summary>
    public NativeZerocheckProgram Layout { get; }

    /// <summary>All arrays.</summary>
    public uint[] Words { get; }

    private static ulong Append<T>(List<byte> bytes, List<T> items)
        where T : unmanaged
    {
        var start = (ulong)bytes.Count;
        bytes.AddRange(MemoryMarshal.AsBytes(CollectionsMarshal.AsSpan(items)));
        while (bytes.Count % Alignment != 0 || (ulong)bytes.Count == start)
        {
            bytes.Add(0);
        }

        return start;
    }

    private static void Write(KoalaBearExtension5 value, uint* words)
    {
        for (var k = 0; k < KoalaBearExtension5.Degree; k++)
        {
            words[k] = value[k].ToMontgomery();
        }
    }

    private void Add(ZerocheckSection section)
    {
        _section = section;
        _inputs = section.Columns.Select((column, i) => (column, i)).ToDictionary(item => item.column, item => item.i);
        var instance = new NativeZerocheckSection
        {
            Table = (uint)section.Terms.Table.Index,
            FirstColumn = (uint)_columns.Count,
            ColumnCount = (uint)section.Columns.Length,
            RegisterCount = (uint)section.RegisterCount,
            FirstConstraint = (uint)_constraints.Count,
            HasConstraints = section.HasConstraints ? 1u : 0u,
        };
        foreach (var column in section.Columns)
        {
            _columns.Add(section.Combinations.Find(column) is { } combination ? Add(combination) : (uint)column);
        }

        (instance.FirstInstruction, instance.InstructionCount, instance.FirstConstant) = Add(section.Program);
        instance.FirstLeaf = (uint)_leaves.Count;
        instance.LeafCount = (uint)section.Leaves.Length;
        foreach (var leaf in section.Leaves)
        {
            Add(leaf);
        }

        instance.FirstConstraintLeaf = (uint)_leaves.Count;
        instance.ConstraintLeafCount = (uint)section.ConstraintLeaves.Length;
        foreach (var leaf in section.ConstraintLeaves)
        {
            Add(leaf);
        }

        _sections.Add(instance);
    }

    private uint Add((int Column, KoalaBear Coefficient)[] combination)
    {
        _combinations.Add(new() { FirstSummand = (uint)_summands.Count, SummandCount = (uint)combination.Length });
        _summands.AddRange(combination.Select(item => new NativeZerocheckSummand
        {
            Column = item.Column == ColumnCombinations.One ? NativeMethods.ZerocheckOne : (uint)item.Column,
            Coefficient = item.Coefficient.ToMontgomery(),
        }));
        return NativeMethods.ZerocheckCombined | (uint)(_combinations.Count - 1);
    }

    private (uint First, uint Count, uint FirstConstant) Add(RowProgram program)
    {
        var (first, firstConstant) = (_instructions.Count, _constants.Count);
        foreach (var (kind, target, left, right) in program.Operations)
        {
            NativeRowInstruction instruction = new() { Kind = (byte)kind };
            if (kind == RowOperationKind.SumConstraints)
            {
                (instruction.Left, instruction.Right) = ((ushort)left, (ushort)right);
                _instructions.Add(instruction);
                continue;
            }

            instruction.Target = (ushort)(target - _section.InputCount);
            if (kind != RowOperationKind.SetConstant)
            {
                (instruction.Left, var isInput) = Operand(left);
                instruction.Inputs |= (byte)(isInput ? NativeMethods.RowLeftIsInput : 0);
            }

            if (kind is RowOperationKind.Add or RowOperationKind.Subtract or RowOperationKind.Multiply)
            {
                (instruction.Right, var isInput) = Operand(right);
                instruction.Inputs |= (byte)(isInput ? NativeMethods.RowRightIsInput : 0);
            }
            else
            {
                instruction.Right = (ushort)right;
            }

            _instructions.Add(instruction);
        }

        _constants.AddRange(program.Constants.Select(constant => constant.Value.ToMontgomery()));
        foreach (var (register, number) in program.Constraints)
        {
            var (operand, isInput) = Operand(register);
            NativeRowConstraint constraint = new() { Operand = operand, IsInput = isInput ? 1u : 0u };
            Write(_section.ConstraintWeights[number], constraint.Weight);
            _constraints.Add(constraint);
        }

        return ((uint)first, (uint)(_instructions.Count - first), (uint)firstConstant);
    }

    private (ushort Number, bool IsInput) Operand(int register) =>
        register < _section.InputCount ? ((ushort)_inputs[register], true) : ((ushort)(register - _section.InputCount), false);

    private void Add(LeafUnit unit)
    {
        var factors = unit.Factors.Select(factor => (uint)_inputs[Number(factor)]).ToArray();
        _leaves.Add(new()
        {
            FirstForm = (uint)_forms.Count,
            Kind = (uint)((unit.Forms.Length, factors.Length) switch
            {
                (1, 0) => NativeMethods.LeafLinear,
                (1, 1) => NativeMethods.LeafScaled,
                (1, 2) => NativeMethods.LeafSquare,
                (2, 0) => NativeMethods.LeafProductOfTwo,
                (3, 0) => NativeMethods.LeafProductOfThree,
                _ => throw new InvalidOperationException($"A leaf of {unit.Forms.Length} forms and {factors.Length} factors."),
            }),
            Left = factors.ElementAtOrDefault(0),
            Right = factors.ElementAtOrDefault(1),
        });
        foreach (var form in unit.Forms)
        {
            Add(form);
        }
    }

    private void Add(LinearForm form)
    {
        var (first, constant) = (_terms.Count, form.Constant);
        foreach (var (variable, coefficient) in form.Coefficients.Where(item => !item.Value.IsZero))
        {
            if (variable == Polynomial.RealRow && _shape.RealRowIsOne)
            {
                constant += coefficient;
                continue;
            }

            NativeZerocheckTerm term = new() { Input = (uint)_inputs[Number(variable)] };
            Write(coefficient, term.Coefficient);
            _terms.Add(term);
        }

        // Terms are read in pairs.
        if ((_terms.Count - first) % 2 != 0)
        {
            _terms.Add(default);
        }

        NativeZerocheckForm header = new() { FirstTerm = (uint)first, TermCount = (uint)(_terms.Count - first) };
        Write(constant, header.Constant);
        _forms.Add(header);
    }

    private int Number(int variable) => variable == Polynomial.RealRow ? _section.Terms.Table.Columns.Width : variable;
}
