// SPDX-License-Identifier: MIT OR Apache-2.0

using PicoEngine.Air.Builders;
using PicoEngine.Air.Machines;
using PicoEngine.Chips.Memory;
using PicoEngine.Chips.Precompiles.Keccak;
using PicoEngine.Chips.Ranges;
using PicoEngine.RiscV;

namespace PicoEngine.Chips.Program;

/// <summary>A program as the machine's key and its traces need it. Immutable; made once.</summary>
public sealed class ProgramEncoding
{
    private ProgramEncoding(ProgramRows rows, ImageLayout layout, PreprocessedProgram preprocessed)
    {
        Rows = rows;
        Layout = layout;
        Preprocessed = preprocessed;
    }

    /// <summary>The decoded instructions.</summary>
    public ProgramRows Rows { get; }

    /// <summary>The initialised cells.</summary>
    public ImageLayout Layout { get; }

    /// <summary>The program's part of the key: preprocessed columns and statement.</summary>
    public PreprocessedProgram Preprocessed { get; }

    /// <summary>Encodes a program.</summary>
    public static ProgramEncoding Of(ProgramImage image)
    {
        ProgramRows rows = new(image);
        var layout = ImageLayout.Of(image);
        Dictionary<string, TraceMatrix> tables = new(StringComparer.Ordinal)
        {
            [ProgramTable.TableName] = ProgramTable.Preprocess(rows, Padded(new ProgramTable(), rows.Rows.Length)),
            [Range16Table.TableName] = Range16Table.Preprocess(),
            [Range14Table.TableName] = Range14Table.Preprocess(),
            [ByteTable.TableName] = ByteTable.Preprocess(),
            [KeccakLookupTable.TableName] = KeccakLookupTable.Preprocess(),
            [ImageTable.TableName] = ImageTable.Preprocess(layout, Padded(new ImageTable(), layout.Cells.Length)),
            [SegmentTable.TableName] = SegmentTable.Preprocess(layout, Padded(new SegmentTable(), layout.Segments.Length)),
        };
        RunStatement statement = new(image.Entry, (uint)layout.Segments.Length, CellKeys.Last);
        return new ProgramEncoding(rows, layout, new PreprocessedProgram(tables, statement.ToWords()));
    }

    private static int Padded(IAirTable table, int rows)
    {
        var block = 1 << table.LogBlockHeight;
        return Math.Max(1, (rows + block - 1) / block) * block;
    }
}
