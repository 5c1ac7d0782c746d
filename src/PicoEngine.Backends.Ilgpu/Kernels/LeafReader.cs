// SPDX-License-Identifier: MIT OR Apache-2.0

using ILGPU;

namespace PicoEngine.Backends.Ilgpu.Kernels;

/// <summary>Reads the words of a leaf in their order: row after row, all columns of each; zeros behind the last.</summary>
/// <remarks>Its place is the same for all threads of a kernel, and costs less than the two divisions that a word's number would.</remarks>
internal struct LeafReader(ArrayView<uint> matrix, LeafShape shape, int leaf)
{
    private int _row;
    private int _column;

    /// <summary>Whether words are left.</summary>
    public readonly bool HasMore => _row < shape.Rows;

    /// <summary>The next four words.</summary>
    public Quad ReadQuad() => new(Read(), Read(), Read(), Read());

    /// <summary>The next three words in front of another.</summary>
    public Quad ReadTriple(uint last) => new(Read(), Read(), Read(), last);

    private uint Read()
    {
        if (_row >= shape.Rows)
        {
            return 0;
        }

        var word = matrix[(_column << shape.LogHeight) + (_row << shape.LogLeafCount) + leaf];
        _column++;
        if (_column == shape.Width)
        {
            _column = 0;
            _row++;
        }

        return word;
    }
}
