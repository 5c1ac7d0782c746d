// SPDX-License-Identifier: MIT OR Apache-2.0

using PicoEngine.Air.Interactions;
using PicoEngine.Air.Machines;
using PicoEngine.Air.Symbolic;
using PicoEngine.Fields;

namespace PicoEngine.Chips.Tests.Determinism;

/// <summary>The compiled constraints and interactions of a real row, as polynomials in the columns that are left when some have fixed values.</summary>
internal sealed class RowFormula
{
    private readonly TableDefinition _table;
    private readonly Polynomial[] _registers;

    public RowFormula(TableDefinition table, IReadOnlyDictionary<int, KoalaBear> values)
    {
        _table = table;
        _registers = Evaluate(table, values);
        Clauses = [.. table.Program.Constraints.Select(Factors).Where(factors => factors is not null).Select(factors => factors!)];
        Messages =
        [
            .. table.Program.Interactions.Select((registers, i) => new Message(
                table.Interactions[i].Bus, [.. registers.Message.Select(register => _registers[register])], _registers[registers.Multiplicity])),
        ];
    }

    public int Width => _table.Columns.Width;

    public IReadOnlyList<string> Names => _table.Columns.Names;

    /// <summary>Per constraint its factors, one of which is 0 modulo p: a field has no zero divisors. None means that the row cannot be.</summary>
    public IReadOnlyList<IReadOnlyList<Polynomial>> Clauses { get; }

    public IReadOnlyList<Message> Messages { get; }

    /// <summary>The value of a polynomial without variables, else null.</summary>
    public static KoalaBear? Constant(Polynomial polynomial) =>
        polynomial.IsZero ? KoalaBear.Zero
        : polynomial.Terms.Length == 1 && polynomial.Terms[0].Variables.IsEmpty ? polynomial.Terms[0].Coefficient : null;

    private static Polynomial[] Evaluate(TableDefinition table, IReadOnlyDictionary<int, KoalaBear> values)
    {
        var instructions = table.Program.Instructions;
        var registers = new Polynomial[instructions.Length];
        for (var i = 0; i < registers.Length; i++)
        {
            var (kind, left, right, value) = instructions[i];
            registers[i] = kind switch
            {
                ExpressionKind.Constant => Polynomial.Constant(value),
                ExpressionKind.Column => values.TryGetValue(left, out var cell) ? Polynomial.Constant(cell) : Polynomial.Variable(left),
                ExpressionKind.RealRow => Polynomial.Constant(KoalaBear.One),
                ExpressionKind.Add => registers[left] + registers[right],
                ExpressionKind.Subtract => registers[left] - registers[right],
                ExpressionKind.Multiply => registers[left] * registers[right],
                ExpressionKind.Negate => -registers[left],
                _ => throw new NotSupportedException($"{table.Name} reads public values."),
            };
        }

        return registers;
    }

    /// <summary>The factors of a constraint that can be 0; null if one is.</summary>
    private List<Polynomial>? Factors(int register)
    {
        List<Polynomial> factors = [];
        return Collect(register) ? factors : null;

        // False once a factor is 0 whatever the columns are.
        bool Collect(int node)
        {
            var (kind, left, right, _) = _table.Program.Instructions[node];
            if (kind == ExpressionKind.Multiply)
            {
                return Collect(left) && Collect(right);
            }

            if (kind == ExpressionKind.Negate)
            {
                return Collect(left);
            }

            var constant = Constant(_registers[node]);
            if (constant is null)
            {
                factors.Add(_registers[node]);
            }

            return constant is not { IsZero: true };
        }
    }

    /// <summary>An interaction: a receive has a negative multiplicity.</summary>
    internal sealed record Message(Bus Bus, IReadOnlyList<Polynomial> Elements, Polynomial Multiplicity)
    {
        public bool IsSent => Constant(Multiplicity) is { } value && value == KoalaBear.One;

        public bool IsReceived => Constant(Multiplicity) is { } value && value == KoalaBear.MinusOne;
    }
}
