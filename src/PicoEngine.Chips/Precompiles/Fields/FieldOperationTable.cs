// SPDX-License-Identifier: MIT OR Apache-2.0

using System.Collections.Immutable;
using System.Numerics;
using PicoEngine.Air.Builders;
using PicoEngine.Air.Machines;
using PicoEngine.Chips.Gadgets;
using PicoEngine.Chips.Gadgets.BigIntegers;
using PicoEngine.Fields;
using PicoEngine.RiscV.Events;

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
    private readonly Column _targetLow;
    private readonly Column _target;
    private readonly Column _otherLow;
    private readonly Column _other;
    private readonly ByteColumns _bytes;
    private readonly ColumnRange[] _x;
    private readonly ColumnRange[] _y;
    private readonly CanonicalNumber[] _results;
    private readonly ModularEquation[] _equations;
    private readonly ColumnRange _otherGap;
    private readonly ColumnRange _targetGap;

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
        _targetLow = Columns.Main("a0_lo");
        _target = Columns.Main("p");
        _otherLow = Columns.Main("a1_lo");
        _other = Columns.Main("q");
        _bytes = new ByteColumns(Columns);
        var moduli = fields.Select(field => field.Modulus).ToArray();
        _x = [.. Enumerable.Range(0, degree).Select(i => _bytes.Add($"x{i}", byteCount))];
        _y = [.. Enumerable.Range(0, degree).Select(i => _bytes.Add($"y{i}", byteCount))];
        _results = [.. Enumerable.Range(0, degree).Select(i => new CanonicalNumber(Columns, _bytes, $"r{i}", byteCount, _fields, moduli))];
        _equations = [.. Enumerable.Range(0, degree).Select(i => Equation(i, moduli))];
        WordCount = degree * byteCount / 4;
        _otherGap = Columns.Main("y_gap", 2 * WordCount);
        _targetGap = Columns.Main("x_gap", 2 * WordCount);
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
        var (time, target, other) = (builder[_time], builder[_target], builder[_other]);
        var code = _fields.Select(builder, [.. _addCodes.Select(each => (int)each)]) + _operations.Select(builder, [0, 1, 2]);
        var p = builder.AlignedPointer(builder[_targetLow], target, real);
        var q = builder.AlignedPointer(builder[_otherLow], other, real);
        builder.Receive(RiscVBuses.Call, [time, code, p.Low, p.High, q.Low, q.High], real);
        var componentWords = WordCount / _x.Length;
        for (var i = 0; i < WordCount; i++)
        {
            var (component, word) = (i / componentWords, i % componentWords);
            var (x, y) = (builder.ByteWord(_x[component], word), builder.ByteWord(_y[component], word));
            builder.AccessCell(1, other + (4 * i), y, y, time, builder.Word(_otherGap, i), real);
            builder.AccessCell(1, target + (4 * i), x, _results[component].Word(builder, word), time + 1, builder.Word(_targetGap, i), real);
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
        cells[_targetLow.Index] = (int)(call[1] & 0xffff);
        cells[_target.Index] = (int)(call[1] % KoalaBear.Modulus);
        cells[_otherLow.Index] = (int)(call[2] & 0xffff);
        cells[_other.Index] = (int)(call[2] % KoalaBear.Modulus);
        var componentWords = WordCount / _x.Length;
        for (var i = 0; i < WordCount; i++)
        {
            var (component, word) = (i / componentWords, i % componentWords);
            var read = PrecompileCallRecords.HeaderWords + (PrecompileCallRecords.AccessWords * i);
            var write = read + (PrecompileCallRecords.AccessWords * WordCount);
            WriteWord(cells, _y[component], word, call[read]);
            WriteWord(cells, _x[component], word, call[write]);
            WriteWord(cells, _results[component].Columns, word, call[write + 1]);
            WriteGap(cells, _otherGap, i, call[0] - call[read + 2] - 1);
            WriteGap(cells, _targetGap, i, call[0] - call[write + 2]);
        }

        for (var i = 0; i < _x.Length; i++)
        {
            _results[i].Write(cells);
            _equations[i].Write(cells);
        }
    }

    private static void WriteWord(Span<int> cells, ColumnRange bytes, int index, uint word) =>
        ByteNumber.Write([word], cells.Slice(bytes[4 * index].Index, 4));

    private static void WriteGap(Span<int> cells, ColumnRange gaps, int index, uint gap)
    {
        var cell = gaps[2 * index].Index;
        (cells[cell], cells[cell + 1]) = ((int)(gap & 0xffff), (int)(gap >> 16));
    }
}
