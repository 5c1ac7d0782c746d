// SPDX-License-Identifier: MIT OR Apache-2.0

using System.Collections.Immutable;
using System.Numerics;
using PicoEngine.Air.Symbolic;
using PicoEngine.Chips.Program;
using PicoEngine.Fields;

namespace PicoEngine.Chips.Tests.Determinism;

/// <summary>All statements about a row: its constraints, and what the contracts of the buses add to its messages.</summary>
/// <remarks>
/// The contracts, which other tables and the memory argument keep: state gives a row its pc and time, and takes the pc of an instruction; the program is a
/// function of pc, with immediates of its format; a cell of memory has an address that is a multiple of 4 in the guest's memory; a cell taken off the
/// memory bus is a function of its address and the time of the access, its limbs have 16 bits and its time 27; a call comes with its time, its code and two
/// registers, whose limbs have 16 bits; lookups have entries.
/// </remarks>
internal static class RowStatements
{
    private const int TimeEnd = 1 << 27;

    // An instruction's address is an integer below p.
    private const uint TextEnd = KoalaBear.Modulus;

    /// <summary>Statements about rows whose selectors have fixed values.</summary>
    /// <param name="formula">The row.</param>
    /// <param name="without">Numbers of interactions that are left out, to see that a proof needs them.</param>
    public static List<RowStatement> Of(RowFormula formula, IReadOnlySet<int> without)
    {
        List<RowStatement> statements = [.. formula.Clauses.Select(factors => new RowStatement(RowStatementKind.Zero, factors))];
        for (var i = 0; i < formula.Messages.Count; i++)
        {
            if (!without.Contains(i) && (formula.Messages[i].IsSent || formula.Messages[i].IsReceived))
            {
                statements.AddRange(Of(formula.Messages[i]));
            }
        }

        return statements;
    }

    /// <summary>What the contract of its bus says about a message.</summary>
    public static IEnumerable<RowStatement> Of(RowFormula.Message message)
    {
        var (bus, elements) = (message.Bus, message.Elements);
        if (bus == RiscVBuses.State)
        {
            return message.IsReceived ? [.. elements.Select(element => Same(element, [])), Range(elements[1], TimeEnd)] : [Word(elements[0], TextEnd)];
        }

        if (bus == RiscVBuses.Program)
        {
            return elements.Skip(1).Select(element => Same(element, elements[0].Columns)).Concat(OfProgram(elements));
        }

        if (bus == RiscVBuses.Memory)
        {
            var isMemory = RowFormula.Constant(elements[0]) is { IsZero: false };
            return message.IsReceived
                ?
                [
                    .. isMemory ? [Word(elements[1], RiscV.MemoryMap.End)] : (RowStatement[])[],
                    .. elements.Skip(2).Select(element => Same(element, elements[0].Columns.Union(elements[1].Columns))),
                    Range(elements[2], 1 << 16), Range(elements[3], 1 << 16), Range(elements[4], TimeEnd),
                ]
                : [];
        }

        if (bus == RiscVBuses.Call)
        {
            return message.IsReceived ? [.. elements.Select(element => Same(element, [])), .. elements.Skip(2).Select(element => Range(element, 1 << 16)), Range(elements[0], TimeEnd)] : [];
        }

        return bus == RiscVBuses.Range16 ? [Range(elements[0], 1 << 16)]
            : bus == RiscVBuses.Range14 ? [Range(elements[0], 1 << 14)]
            : bus == RiscVBuses.Byte ? OfByte(elements)
            : throw new NotSupportedException($"no contract for {bus}");
    }

    /// <summary>An interval for each column: what lookups of the column alone and constraints on it alone leave, else all of [0, p).</summary>
    public static (BigInteger Low, BigInteger High)[] Bounds(int width, IEnumerable<RowStatement> statements)
    {
        var bounds = new (BigInteger Low, BigInteger High)[width];
        Array.Fill(bounds, (0, KoalaBear.Modulus - 1));
        foreach (var statement in statements.Where(statement => statement.Columns.Count == 1 && statement.Condition is null))
        {
            var column = statement.Columns[0];
            var found = statement.Kind == RowStatementKind.Zero ? Roots(statement.Parts)
                : statement.Kind == RowStatementKind.Range ? Interval(statement.Parts[0], statement.End)
                : null;
            if (found is { } interval && interval.High - interval.Low < bounds[column].High - bounds[column].Low)
            {
                bounds[column] = interval;
            }
        }

        Tighten(bounds, [.. statements.Where(statement => statement.Kind == RowStatementKind.Zero && statement.Parts.Count == 1)]);
        return bounds;
    }

    /// <summary>The interval of a polynomial with coefficients as near to 0 as they can be.</summary>
    public static (BigInteger Low, BigInteger High) Interval(IEnumerable<Term> terms, IReadOnlyList<(BigInteger Low, BigInteger High)> bounds)
    {
        var (low, high) = (BigInteger.Zero, BigInteger.Zero);
        foreach (var term in terms)
        {
            var part = term.Variables.Aggregate(
                (Low: Centred(term.Coefficient), High: Centred(term.Coefficient)), (product, variable) => Multiply(product, bounds[variable]));
            (low, high) = (low + part.Low, high + part.High);
        }

        return (low, high);
    }

    /// <summary>What a product of numbers from two intervals lies between.</summary>
    public static (BigInteger Low, BigInteger High) Multiply((BigInteger Low, BigInteger High) x, (BigInteger Low, BigInteger High) y)
    {
        BigInteger[] corners = [x.Low * y.Low, x.Low * y.High, x.High * y.Low, x.High * y.High];
        return (corners.Min(), corners.Max());
    }

    // x = a polynomial in the other columns: x has a representative in the interval of that.
    private static void Tighten((BigInteger Low, BigInteger High)[] bounds, RowStatement[] equations)
    {
        for (var round = 0; round < 3; round++)
        {
            foreach (var terms in equations.Select(equation => equation.Parts[0].Terms))
            {
                foreach (var term in terms.Where(term => term.Variables.Length == 1))
                {
                    var column = term.Variables[0];
                    if (!BigInteger.Abs(Centred(term.Coefficient)).IsOne || terms.Count(other => other.Variables.Contains(column)) > 1)
                    {
                        continue;
                    }

                    var (low, high) = Interval(terms.Where(other => other != term), bounds);
                    var interval = Centred(term.Coefficient).IsOne ? (Low: -high, High: -low) : (Low: low, High: high);
                    if (interval.High - interval.Low < bounds[column].High - bounds[column].Low)
                    {
                        bounds[column] = interval;
                    }
                }
            }
        }
    }

    /// <summary>Immediates, see <see cref="ProgramRow"/>.</summary>
    private static IEnumerable<RowStatement> OfProgram(IReadOnlyList<Polynomial> elements)
    {
        var (x, y) = (elements[5], elements[6]);
        var kind = RowFormula.Constant(elements[1])?.ToCanonical();
        return (InstructionKind?)kind switch
        {
            InstructionKind.ShiftLeftImmediate or InstructionKind.ShiftRightImmediate or InstructionKind.ShiftRightArithmeticImmediate => [Range(x, 32)],
            InstructionKind.AndImmediate or InstructionKind.OrImmediate or InstructionKind.XorImmediate or InstructionKind.SetLessImmediate
                or InstructionKind.SetLessUnsignedImmediate or InstructionKind.Constant => [Range(x, 1 << 16), Range(y, 1 << 16)],
            InstructionKind.AddImmediate or InstructionKind.JumpRegister or (>= InstructionKind.LoadWord and <= InstructionKind.StoreHalf) =>
                [Range(x + Polynomial.Constant(KoalaBear.FromCanonical(2048)), 4096)],
            _ => [],
        };
    }

    private static IEnumerable<RowStatement> OfByte(IReadOnlyList<Polynomial> elements)
    {
        var operation = RowFormula.Constant(elements[0]);
        if (operation is null)
        {
            yield return Range(elements[0], 4);
        }

        yield return Range(elements[1], 256);
        if (operation == KoalaBear.One && elements[2].IsZero)
        {
            yield return new RowStatement(RowStatementKind.Zero, [elements[3]]);
            yield break;
        }

        if (RowFormula.Constant(elements[2]) is null)
        {
            yield return Range(elements[2], 256);
        }

        if (operation is { IsZero: false } && RowFormula.Constant(elements[2]) == KoalaBear.FromCanonical(128))
        {
            yield return new RowStatement(RowStatementKind.TopBit, [elements[1], elements[3]]);
        }
        else if (operation is not { IsZero: true })
        {
            yield return Range(elements[3], 256);
            yield return new RowStatement(RowStatementKind.Function, elements);
        }
    }

    private static RowStatement Same(Polynomial part, ImmutableSortedSet<int> condition) => new(RowStatementKind.Same, [part], Condition: condition);

    private static RowStatement Range(Polynomial part, int end) => new(RowStatementKind.Range, [part], end);

    // A multiple of 4 below an end.
    private static RowStatement Word(Polynomial part, uint end) =>
        Range(part * Polynomial.Constant(KoalaBear.FromCanonical(4).Inverse()), (int)(end / 4));

    // All factors c x + d: x is one of the roots -d/c.
    private static (BigInteger Low, BigInteger High)? Roots(IReadOnlyList<Polynomial> factors)
    {
        if (factors.Count == 0 || factors.Any(factor => factor.Degree != 1))
        {
            return null;
        }

        var roots = factors.Select(factor => (BigInteger)(-(Offset(factor) / factor.Terms[^1].Coefficient)).ToCanonical()).ToArray();
        return (roots.Min(), roots.Max());
    }

    // x + d or x/c + d, with c a small integer.
    private static (BigInteger Low, BigInteger High)? Interval(Polynomial part, BigInteger end)
    {
        if (part.Degree != 1)
        {
            return null;
        }

        var factor = part.Terms[^1].Coefficient.Inverse();
        var offset = Centred(Offset(part) * factor);
        return factor.ToCanonical() <= 1 << 10 && BigInteger.Abs(offset) < 1 << 20
            ? (-offset, ((end - 1) * factor.ToCanonical()) - offset)
            : null;
    }

    private static KoalaBear Offset(Polynomial part) => part.Terms[0].Variables.IsEmpty ? part.Terms[0].Coefficient : KoalaBear.Zero;

    private static BigInteger Centred(KoalaBear value) =>
        value.ToCanonical() > KoalaBear.Modulus / 2 ? (BigInteger)value.ToCanonical() - KoalaBear.Modulus : value.ToCanonical();
}
