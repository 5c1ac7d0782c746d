// SPDX-License-Identifier: MIT OR Apache-2.0

using PicoEngine.Air.Machines;
using PicoEngine.Fields;

namespace PicoEngine.Air.Layout;

/// <summary>A block of a column as it goes into the stacked columns of its group.</summary>
/// <param name="Start">Its first cell there.</param>
/// <param name="Trace">The rows that it is taken from.</param>
/// <param name="Column">The column of the trace.</param>
/// <param name="FirstRow">The first of its rows.</param>
/// <param name="Rows">Rows of a block.</param>
public readonly record struct StackedBlock(long Start, TraceMatrix Trace, int Column, int FirstRow, int Rows)
{
    /// <summary>The cells.</summary>
    public ReadOnlySpan<KoalaBear> Cells => Trace.Column(Column).Slice(FirstRow, Rows);
}
