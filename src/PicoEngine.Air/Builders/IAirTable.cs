// SPDX-License-Identifier: MIT OR Apache-2.0

namespace PicoEngine.Air.Builders;

/// <summary>A table of the machine: its columns and, written once, its constraints and interactions. Every evaluator is derived from this definition.</summary>
public interface IAirTable
{
    /// <summary>Unique within the machine; a label only, it is not part of the key.</summary>
    public string Name { get; }

    /// <summary>The columns; the same object every time.</summary>
    public ColumnSet Columns { get; }

    /// <summary>The table grows in blocks of 2^this rows, one of the block heights of the parameter set.</summary>
    public int LogBlockHeight { get; }

    /// <summary>For a table with preprocessed columns: what its all-zero rows mean on a bus.</summary>
    public PaddingRows Padding => PaddingRows.Guarded;

    /// <summary>States constraints and interactions. Does the same whatever the builder: it branches on constants only.</summary>
    public void Define<TExpr>(IAirBuilder<TExpr> builder)
        where TExpr : struct, IAirExpression<TExpr>;
}
