// SPDX-License-Identifier: MIT OR Apache-2.0

using PicoEngine.Air.Machines;
using PicoEngine.Fields;
using PicoEngine.Primitives;

namespace PicoEngine.Stark.Zerocheck;

/// <summary>A table with its low row variables bound: real rows only, the ones beyond are zero.</summary>
/// <remarks>[column][coefficient][row] with s as the last column: vectors run along the rows.</remarks>
internal sealed class FoldedTable
{
    private const int Grain = 1024;

    private readonly KoalaBear[] _values;

    private FoldedTable(int width, int height)
    {
        Width = width;
        Height = height;
        _values = new KoalaBear[(long)width * KoalaBearExtension5.Degree * height];
    }

    /// <summary>Columns and, behind them, s.</summary>
    public int Width { get; }

    /// <summary>Rows that may be other than zero.</summary>
    public int Height { get; }

    /// <summary>A value, zero beyond the height.</summary>
    public KoalaBearExtension5 this[int column, int row]
    {
        get
        {
            if (row >= Height)
            {
                return KoalaBearExtension5.Zero;
            }

            var i = (column * KoalaBearExtension5.Degree * Height) + row;
            return new(_values[i], _values[i + Height], _values[i + (2 * Height)], _values[i + (3 * Height)], _values[i + (4 * Height)]);
        }

        private set
        {
            for (var k = 0; k < KoalaBearExtension5.Degree; k++)
            {
                _values[(((column * KoalaBearExtension5.Degree) + k) * Height) + row] = value[k];
            }
        }
    }

    /// <summary>Binds the variables of the skip.</summary>
    /// <param name="trace">The columns of the table.</param>
    /// <param name="weights">The values of the Lagrange polynomials at the challenge; a single one to bind nothing.</param>
    /// <param name="degreeOfParallelism">Threads to use.</param>
    public static FoldedTable BindSkip(TraceMatrix trace, KoalaBearExtension5[] weights, int degreeOfParallelism)
    {
        FoldedTable table = new(trace.Width + 1, trace.Height / weights.Length);
        ParallelRange.Run(table.Height, Grain, degreeOfParallelism, (start, end) =>
        {
            for (var column = 0; column < trace.Width; column++)
            {
                var cells = trace.Column(column);
                for (var row = start; row < end; row++)
                {
                    var sum = KoalaBearExtension5.Zero;
                    for (var y = 0; y < weights.Length; y++)
                    {
                        sum += weights[y] * cells[(row * weights.Length) + y];
                    }

                    table[column, row] = sum;
                }
            }

            // Lagrange polynomials sum to one.
            for (var row = start; row < end; row++)
            {
                table[trace.Width, row] = KoalaBearExtension5.One;
            }
        });
        return table;
    }

    /// <summary>Binds the lowest variable.</summary>
    public FoldedTable Bind(KoalaBearExtension5 challenge, int degreeOfParallelism)
    {
        FoldedTable table = new(Width, (Height + 1) / 2);
        ParallelRange.Run(table.Height, Grain, degreeOfParallelism, (start, end) =>
        {
            for (var column = 0; column < Width; column++)
            {
                for (var row = start; row < end; row++)
                {
                    var low = this[column, 2 * row];
                    table[column, row] = low + (challenge * (this[column, (2 * row) + 1] - low));
                }
            }
        });
        return table;
    }
}
