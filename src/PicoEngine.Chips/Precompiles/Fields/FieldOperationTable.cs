// SPDX-License-Identifier: MIT OR Apache-2.0

using System.Collections.Immutable;
using System.Numerics;
using PicoEngine.Air.Builders;
using PicoEngine.Air.Machines;
using PicoEngine.Chips.Gadgets;
using PicoEngine.Chips.Gadgets.BigIntegers;

namespace PicoEngine.Chips.Precompiles.Fields;

/// <summary>
/// *_FP_ADD, _SUB, _MUL and *_FP2_ADD, _SUB, _MUL(P, Q): P := P op Q, for fields of one size. Q is read at ts, P read and written at ts + 1. A row per call.
/// </summary>
/// <remarks>
/// Every component of the result is x op y modulo the field's modulus M, whatever the operands are: they are numbers as wide as their words, and need not be below
/// M. The result is below M, so it is the one number of its class. A component of a product in the quadratic extension by u^2 = -1 is x0 y0 - x1 y1 or
/// x0 y1 + x1 y0. One flag says which field, one which operation; the code of the call is a sum over both.
/// </remarks>
internal sealed class FieldOperationTable : IRecordTable
{
    private const int Operations = 3;

    private readonly ImmutableArray<uint> _codes;
    private readonly uint[] _addCodes;
    private readonly RowFlags _fields;
    private readonly RowFlags _operations;
    private readonly Column _time;
    private readonly CallPointer _target;
    private readonly CallPointer _other;
    private readonly ByteColumns _bytes;
    private readonly ColumnRange[] _x;
    private readonly ColumnRange[] _y;
    private readonly CanonicalNumber[] _results;
    private readonly ModularEquation[] _equations;
    private readonly WordAccesses _reads;
    private readonly WordAccesses _updates;

    /// <param name="name">Of the table.</param>
    /// <param name="byteCount">Bytes of a component, a multiple of 4.</param>
    /// <param name="degree">1 for a prime field, 2 for its quadratic extension.</param>
    /// <param name="fields">The fields, each with a modulus below 2^8 to the number of bytes.</param>
    public FieldOperationTable(string name, int byteCount, int degree, params ImmutableArray<FieldParameters> fields)
    {
        Name = name;
        _codes = [.. fields.SelectMany(field => Enumerable.Range(0, Operations).Select(i => field.AddCode + (uint)i))];
        _addCodes = [.. fields.Select(field => field.AddCode)];
        _fields = new RowFlags([.. fields.Select(field => Columns.Main($"is_{field.Name}"))]);
        _operations = new RowFlags(Columns.Main("is_add"), Columns.Main("is_subtract"), Columns.Main("is_multiply"));
        _time = Columns.Main("ts");
        _target = new CallPointer(Columns, "a0", "p");
        _other = new CallPointer(Columns, "a1", "q");
        _bytes = new ByteColumns(Columns);
        var moduli = fields.Select(field => field.Modulus).ToArray();
        _x = [.. Enumerable.Range(0, degree).Select(i => _bytes.Add($"x{i}", byteCount))];
        _y = [.. Enumerable.Range(0, degree).Select(i => _bytes.Add($"y{i}", byteCount))];
        _results = [.. Enumerable.Range(0, degree).Select(i => new CanonicalNumber(Columns, _bytes, $"r{i}", byteCount, _fields, moduli))];
        _equations = [.. Enumerable.Range(0, degree).Select(i => Equation(i, moduli))];
        WordCount = degree * byteCount / 4;
        _reads = new WordAccesses(Columns, "y_gap", WordCount, 0, 0);
        _updates = new WordAccesses(Columns, "x_gap", WordCount, WordCount, 1);
    }

    public string Name { get; }

    public ColumnSet Columns { get; } = new();

    public int LogBlockHeight => 10;

    /// <summary>One flag says the field, another one the operation.</summary>
    public IReadOnlyList<uint> Codes => _codes;

    /// <summary>Words of an operand.</summary>
    public int WordCount { get; }

    public void Define<TExpr>(IAirBuilder<TExpr> builder)
        where TExpr : struct, IAirExpression<TExpr>
    {
        var real = _fields.Assert(builder);
        builder.AssertEqual(_operations.Assert(builder), real);
        var time = builder[_time];
        var code = _fields.Select(builder, [.. _addCodes.Select(each => (int)each)]) + _operations.Select(builder, [0, 1, 2]);
        var (p, q) = (_target.Register(builder, real), _other.Register(builder, real));
        builder.Receive(RiscVBuses.Call, [time, code, p.Low, p.High, q.Low, q.High], real);
        var componentWords = WordCount / _x.Length;
        for (var i = 0; i < WordCount; i++)
        {
            var (component, word) = (i / componentWords, i % componentWords);
            var (x, y) = (builder.ByteWord(_x[component], word), builder.ByteWord(_y[component], word));
            _reads.Assert(builder, i, _other.Address(builder, i), y, y, time, real);
            _updates.Assert(builder, i, _target.Address(builder, i), x, _results[component].Word(builder, word), time, real);
        }

        _bytes.Assert(builder, real);
        for (var i = 0; i < _x.Length; i++)
        {
            _results[i].Assert(builder, real);
            _equations[i].Assert(builder, real);
        }
    }

    public int CountRows(TraceSource source)
    {
        var count = 0;
        foreach (var code in _codes)
        {
            count += source.Records.Calls(code).Count;
        }

        return count;
    }

    public void WriteRows(TraceSource source, TraceMatrix trace, int start, int end)
    {
        Span<int> cells = stackalloc int[Columns.Width];
        using TraceTile tile = new(trace, start);
        var first = 0;
        for (var kind = 0; kind < _codes.Length; kind++)
        {
            var calls = source.Records.Calls(_codes[kind]);
            for (var row = Math.Max(start, first); row < Math.Min(end, first + calls.Count); row++, tile.Next())
            {
                cells.Clear();
                Write(cells, kind, calls[row - first]);
                tile.SetRow(cells);
            }

            first += calls.Count;
        }
    }

    private ModularEquation Equation(int component, BigInteger[] moduli)
    {
        LimbExpression[] x = [.. _x.Select(LimbExpression.Bytes)], y = [.. _y.Select(LimbExpression.Bytes)];
        var product = x.Length == 1 ? x[0] * y[0] : component == 0 ? (x[0] * y[0]) - (x[1] * y[1]) : (x[0] * y[1]) + (x[1] * y[0]);
        var (add, subtract, multiply) = (_operations.Columns[0], _operations.Columns[1], _operations.Columns[2]);
        var value = product.When(multiply) + (x[component] + y[component]).When(add) + (x[component] - y[component]).When(subtract);
        return new ModularEquation(Columns, _bytes, $"r{component}", value - _results[component].Limbs, _fields, moduli);
    }

    private void Write(Span<int> cells, int kind, ReadOnlySpan<uint> call)
    {
        cells[_fields.Columns[kind / Operations].Index] = 1;
        cells[_operations.Columns[kind % Operations].Index] = 1;
        cells[_time.Index] = (int)call[0];
        _target.Write(cells, call[1]);
        _other.Write(cells, call[2]);
        _reads.Write(cells, call);
        _updates.Write(cells, call);
        Span<uint> words = stackalloc uint[WordCount];
        var componentWords = WordCount / _x.Length;
        _reads.CopyBefore(call, words);
        for (var i = 0; i < _x.Length; i++)
        {
            WriteNumber(cells, _y[i], words.Slice(componentWords * i, componentWords));
        }

        _updates.CopyBefore(call, words);
        for (var i = 0; i < _x.Length; i++)
        {
            WriteNumber(cells, _x[i], words.Slice(componentWords * i, componentWords));
        }

        _updates.CopyAfter(call, words);
        for (var i = 0; i < _x.Length; i++)
        {
            WriteNumber(cells, _results[i].Columns, words.Slice(componentWords * i, componentWords));
            _results[i].Write(cells);
            _equations[i].Write(cells);
        }
    }

    private static void WriteNumber(Span<int> cells, ColumnRange bytes, ReadOnlySpan<uint> words) =>
        ByteNumber.Write(words, cells.Slice(bytes[0].Index, bytes.Length));
}
