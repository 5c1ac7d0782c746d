// SPDX-License-Identifier: MIT OR Apache-2.0

using PicoEngine.Air.Programs;
using PicoEngine.Air.Symbolic;
using PicoEngine.Fields;
using PicoEngine.Fields.Packed;

namespace PicoEngine.Backends.Programs;

/// <summary>Turns a constraint program into operations: first with a fresh register for every result, then with as few as live at a time.</summary>
internal sealed class RowProgramCompiler
{
    /// <summary>A sum takes this many constraints: enough that reducing and storing it is little beside their products, few enough that they wait in first-level cache.</summary>
    private const int ConstraintsPerSum = 8;

    private readonly ConstraintProgram _program;
    private readonly KoalaBear[] _publicValues;
    private readonly bool _realRowIsOne;
    private readonly List<RowOperation> _operations = [];
    private readonly List<KoalaBear> _constants = [];
    private readonly List<(int Register, int Constraint)> _constraints = [];
    private readonly Value[] _values;
    private int _registers;

    public RowProgramCompiler(ConstraintProgram program, ReadOnlySpan<KoalaBear> publicValues, bool realRowIsOne)
    {
        _program = program;
        _publicValues = publicValues.ToArray();
        _realRowIsOne = realRowIsOne;
        _values = new Value[program.Instructions.Length];
        _registers = Inputs;
    }

    private int Inputs => _program.Columns + (_realRowIsOne ? 0 : 1);

    /// <param name="terms">The instructions whose values sums take, constraints or parts of such, and the numbers that the program has for them.</param>
    /// <param name="interactions">The numbers of the interactions whose multiplicities are wanted.</param>
    public RowProgram Compile(IReadOnlyList<(int Instruction, int Number)> terms, int[] interactions)
    {
        Translate(terms, [.. interactions.Select(i => _program.Interactions[i].Multiplicity)]);
        var multiplicities = Enumerable.Repeat(-1, _program.Interactions.Length).ToArray();
        foreach (var interaction in interactions)
        {
            multiplicities[interaction] = RegisterOf(_values[_program.Interactions[interaction].Multiplicity]);
        }

        Allocate(multiplicities);
        return new([.. _operations], [.. _constants.Select(constant => new FixedFactor(constant))], [.. _constraints], multiplicities, _registers);
    }

    /// <summary>The instructions that outputs need, constants folded; constraints are summed up as soon as some are there.</summary>
    private void Translate(IReadOnlyList<(int Instruction, int Number)> terms, int[] others)
    {
        var needed = new bool[_values.Length];
        foreach (var output in terms.Select(term => term.Instruction).Concat(others))
        {
            needed[output] = true;
        }

        for (var i = needed.Length - 1; i >= 0; i--)
        {
            var (kind, left, right, _) = _program.Instructions[i];
            if (needed[i] && kind >= ExpressionKind.Add)
            {
                needed[left] = true;
                needed[right] |= kind != ExpressionKind.Negate;
            }
        }

        var outputs = terms.ToLookup(term => term.Instruction, term => term.Number);
        var summed = 0;
        for (var i = 0; i < _values.Length; i++)
        {
            if (!needed[i])
            {
                continue;
            }

            _values[i] = Translate(_program.Instructions[i]);
            foreach (var constraint in outputs[i])
            {
                // A constraint without columns is zero, as it vanishes on the zero row; a part of one need not be.
                if (_values[i].Register >= 0 || !_values[i].Constant.IsZero)
                {
                    _constraints.Add((RegisterOf(_values[i]), constraint));
                }
            }

            if (_constraints.Count - summed >= ConstraintsPerSum)
            {
                Sum();
            }
        }

        Sum();

        void Sum()
        {
            if (_constraints.Count > summed)
            {
                _operations.Add(new(RowOperationKind.SumConstraints, 0, summed, _constraints.Count - summed));
                summed = _constraints.Count;
            }
        }
    }

    private Value Translate(ExpressionNode node)
    {
        switch (node.Kind)
        {
            case ExpressionKind.Constant:
                return Value.Of(node.Value);
            case ExpressionKind.Column:
                return new(node.Left, default);
            case ExpressionKind.PublicValue:
                return Value.Of(_publicValues[node.Left]);
            case ExpressionKind.RealRow:
                return _realRowIsOne ? Value.Of(KoalaBear.One) : new(_program.Columns, default);
        }

        var left = _values[node.Left];
        var right = node.Kind == ExpressionKind.Negate ? left : _values[node.Right];
        return node.Kind switch
        {
            ExpressionKind.Add => Add(left, right),
            ExpressionKind.Subtract when right.IsConstant => Add(left, Value.Of(-right.Constant)),
            ExpressionKind.Subtract when left.IsConstant => Emit(RowOperationKind.SubtractFromConstant, right.Register, left.Constant),
            ExpressionKind.Subtract => Emit(RowOperationKind.Subtract, left.Register, right.Register),
            ExpressionKind.Multiply => Multiply(left, right),
            ExpressionKind.Negate when left.IsConstant => Value.Of(-left.Constant),
            ExpressionKind.Negate => Emit(RowOperationKind.Negate, left.Register, 0),
            _ => throw new InvalidOperationException($"Unknown instruction {node.Kind}."),
        };
    }

    private Value Add(Value left, Value right) => (left.IsConstant, right.IsConstant) switch
    {
        (true, true) => Value.Of(left.Constant + right.Constant),
        (true, false) => Add(right, left),
        (false, true) => right.Constant.IsZero ? left : Emit(RowOperationKind.AddConstant, left.Register, right.Constant),
        _ => Emit(RowOperationKind.Add, left.Register, right.Register),
    };

    private Value Multiply(Value left, Value right)
    {
        if (left.IsConstant != right.IsConstant)
        {
            var (factor, register) = left.IsConstant ? (left.Constant, right.Register) : (right.Constant, left.Register);
            return factor.IsZero ? Value.Of(factor)
                : factor == KoalaBear.One ? new(register, default)
                : factor == KoalaBear.MinusOne ? Emit(RowOperationKind.Negate, register, 0)
                : Emit(RowOperationKind.MultiplyConstant, register, factor);
        }

        return left.IsConstant ? Value.Of(left.Constant * right.Constant) : Emit(RowOperationKind.Multiply, left.Register, right.Register);
    }

    private Value Emit(RowOperationKind kind, int left, KoalaBear constant)
    {
        var number = _constants.IndexOf(constant);
        if (number < 0)
        {
            number = _constants.Count;
            _constants.Add(constant);
        }

        return Emit(kind, left, number);
    }

    private Value Emit(RowOperationKind kind, int left, int right)
    {
        _operations.Add(new(kind, _registers, left, right));
        return new(_registers++, default);
    }

    private int RegisterOf(Value value) => value.IsConstant ? Emit(RowOperationKind.SetConstant, 0, value.Constant).Register : value.Register;

    /// <summary>Gives registers again behind their last use; inputs and multiplicities stay.</summary>
    private void Allocate(int[] multiplicities)
    {
        var lastUse = new int[_registers];
        for (var i = 0; i < _operations.Count; i++)
        {
            foreach (var operand in Operands(_operations[i]))
            {
                lastUse[operand] = i;
            }
        }

        foreach (var register in multiplicities.Where(register => register >= 0))
        {
            lastUse[register] = int.MaxValue;
        }

        var places = Enumerable.Range(0, _registers).ToArray();
        Stack<int> free = [];
        var count = Inputs;
        for (var i = 0; i < _operations.Count; i++)
        {
            var operation = _operations[i];
            foreach (var operand in Operands(operation).Distinct().Where(operand => operand >= Inputs && lastUse[operand] == i))
            {
                free.Push(places[operand]);
            }

            if (operation.Kind == RowOperationKind.SumConstraints)
            {
                for (var c = operation.Left; c < operation.Left + operation.Right; c++)
                {
                    _constraints[c] = (places[_constraints[c].Register], _constraints[c].Constraint);
                }

                continue;
            }

            if (!free.TryPop(out var place))
            {
                place = count++;
            }

            places[operation.Target] = place;
            _operations[i] = operation with
            {
                Target = place,
                Left = operation.Kind == RowOperationKind.SetConstant ? 0 : places[operation.Left],
                Right = operation.Kind is RowOperationKind.Add or RowOperationKind.Subtract or RowOperationKind.Multiply
                    ? places[operation.Right] : operation.Right,
            };
        }

        for (var i = 0; i < multiplicities.Length; i++)
        {
            multiplicities[i] = multiplicities[i] < 0 ? -1 : places[multiplicities[i]];
        }

        _registers = count;
    }

    /// <summary>The registers that an operation reads; the constraints of a sum are those not yet placed.</summary>
    private int[] Operands(RowOperation operation) => operation.Kind switch
    {
        RowOperationKind.SetConstant => [],
        RowOperationKind.Add or RowOperationKind.Subtract or RowOperationKind.Multiply => [operation.Left, operation.Right],
        RowOperationKind.SumConstraints => _constraints.Skip(operation.Left).Take(operation.Right).Select(constraint => constraint.Register).ToArray(),
        _ => [operation.Left],
    };

    /// <summary>A register, or a constant where there is none.</summary>
    private readonly record struct Value(int Register, KoalaBear Constant)
    {
        public bool IsConstant => Register < 0;

        public static Value Of(KoalaBear constant) => new(-1, constant);
    }
}
