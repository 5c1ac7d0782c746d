// SPDX-License-Identifier: MIT OR Apache-2.0

using PicoEngine.Air.Machines;
using PicoEngine.Backends.Buffers;
using PicoEngine.Fields;
using PicoEngine.Primitives;

namespace PicoEngine.Backends.Cpu.Zerocheck;

/// <summary>A table with its low row variables bound: real rows only, the ones beyond are zero.</summary>
/// <remarks>
/// [column][coefficient][row] with s as the last column: vectors run along the rows, which zeros pad to whole pairs of vectors. Two buffers take turns.
/// Safe: pointers stay in the buffers, whose lengths follow from width and stride.
/// </remarks>
internal sealed unsafe class FoldedTable : IDisposable
{
    /// <summary>Rows are padded to a multiple of this: two of the widest vectors, which one even-odd separation reads.</summary>
    public const int RowPadding = 32;

    // Rows of a unit of work, a multiple of the padding.
    private const int Grain = 1024;

    private readonly IZerocheckKernel _kernel;
    private ElementBuffer _values;
    private ElementBuffer _spare;

    /// <summary>Binds the variables of the skip.</summary>
    /// <param name="trace">The columns of the table.</param>
    /// <param name="weights">The values of the Lagrange polynomials at the challenge; a single one to bind nothing.</param>
    /// <param name="kernel">The passes.</param>
    /// <param name="pool">Lends the memory.</param>
    /// <param name="degreeOfParallelism">Threads to use.</param>
    public FoldedTable(TraceMatrix trace, KoalaBearExtension5[] weights, IZerocheckKernel kernel, ElementBufferPool pool, int degreeOfParallelism)
    {
        _kernel = kernel;
        Width = trace.Width + 1;
        Height = trace.Height / weights.Length;
        Stride = Pad(Height);
        _values = pool.Rent(Math.Max(Width * KoalaBearExtension5.Degree * Stride, 1));
        _spare = pool.Rent(Math.Max(Width * KoalaBearExtension5.Degree * Pad((Height + 1) / 2), 1));
        ParallelRange.Run((int)Stride, Grain, degreeOfParallelism, (start, end) =>
        {
            for (var column = 0; column < trace.Width; column++)
            {
                var target = Column(column);
                kernel.BindSkip(trace.Column(column), weights, target, Stride, start, Math.Min(end, Height));
                Clear(target, Stride, Math.Max(start, Height), end);
            }

            // Lagrange polynomials sum to one.
            var realRow = Column(trace.Width);
            Clear(realRow, Stride, start, end);
            new Span<KoalaBear>(realRow + start, Math.Max(Math.Min(end, Height) - start, 0)).Fill(KoalaBear.One);
        });
    }

    /// <summary>The elements that the two buffers of a table have.</summary>
    /// <param name="columns">Columns of the trace.</param>
    /// <param name="height">Rows behind the skip.</param>
    public static long Length(int columns, int height) => (long)(columns + 1) * KoalaBearExtension5.Degree * (Pad(height) + Pad((height + 1) / 2));

    /// <summary>Columns and, behind them, s.</summary>
    public int Width { get; }

    /// <summary>Rows that may be other than zero.</summary>
    public int Height { get; private set; }

    /// <summary>Words from one coefficient of a column to the next, a multiple of <see cref="RowPadding"/>.</summary>
    public nint Stride { get; private set; }

    /// <summary>A value, zero beyond the height.</summary>
    public KoalaBearExtension5 this[int column, int row]
    {
        get
        {
            if (row >= Height)
            {
                return KoalaBearExtension5.Zero;
            }

            var cell = Column(column) + row;
            return new(cell[0], cell[Stride], cell[2 * Stride], cell[3 * Stride], cell[4 * Stride]);
        }
    }

    /// <summary>The constant coefficient of row 0 of a column; valid until the next variable is bound.</summary>
    public KoalaBear* Column(int column) => _values.Pointer + (column * KoalaBearExtension5.Degree * Stride);

    /// <summary>Binds the lowest variable.</summary>
    public void Bind(KoalaBearExtension5 challenge, int degreeOfParallelism)
    {
        var height = (Height + 1) / 2;
        var source = _values.Pointer;
        var target = _spare.Pointer;
        var sourceStride = Stride;
        var stride = Pad(height);
        ParallelRange.Run((int)stride, Grain, degreeOfParallelism, (start, end) =>
        {
            // Half of the padded rows: the others of the new padding have no source.
            var folded = (int)nint.Min(end, sourceStride / 2);
            for (var column = 0; column < Width; column++)
            {
                var to = target + (column * KoalaBearExtension5.Degree * stride);
                _kernel.Bind(source + (column * KoalaBearExtension5.Degree * sourceStride), sourceStride, to, stride, challenge, start, folded);
                Clear(to, stride, Math.Max(start, folded), end);
            }
        });
        (_values, _spare) = (_spare, _values);
        (Height, Stride) = (height, stride);
    }

    /// <summary>Gives the memory back.</summary>
    public void Dispose()
    {
        _values.Dispose();
        _spare.Dispose();
    }

    private static nint Pad(int height) => (height + RowPadding - 1) & -RowPadding;

    private static void Clear(KoalaBear* column, nint stride, int start, int end)
    {
        for (var k = 0; k < KoalaBearExtension5.Degree && start < end; k++)
        {
            new Span<KoalaBear>(column + (k * stride) + start, end - start).Clear();
        }
    }
}
