// SPDX-License-Identifier: MIT OR Apache-2.0

using PicoEngine.RiscV;

namespace PicoEngine.Chips.Program;

/// <summary>All rows of a program, by instruction index.</summary>
public sealed class ProgramRows
{
    private readonly ProgramRow[] _rows;

    /// <summary>Translates every instruction.</summary>
    public ProgramRows(ProgramImage image)
    {
        ArgumentNullException.ThrowIfNull(image);
        Image = image;
        var instructions = image.Instructions.Span;
        _rows = new ProgramRow[instructions.Length];
        for (var i = 0; i < _rows.Length; i++)
        {
            _rows[i] = ProgramRow.Of(image.TextBase + (4 * (uint)i), instructions[i]);
        }
    }

    /// <summary>The program.</summary>
    public ProgramImage Image { get; }

    /// <summary>The rows.</summary>
    public ReadOnlySpan<ProgramRow> Rows => _rows;

    /// <summary>The row of the instruction with this index.</summary>
    public ref readonly ProgramRow this[uint index] => ref _rows[index];
}
