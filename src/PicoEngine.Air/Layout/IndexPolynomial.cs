// SPDX-License-Identifier: MIT OR Apache-2.0

using PicoEngine.Air.Builders;
using PicoEngine.Air.Machines;
using PicoEngine.Fields;

namespace PicoEngine.Air.Layout;

/// <summary>
/// The public polynomial A of the index sumcheck: sum over column claims of lambda^id v_id = sum over pieces i of A(i) e(i), where e(i) is the value of
/// piece i at the low coordinates of the row point.
/// </summary>
/// <remarks>
/// A(i) = lambda^id eq(r_mid, k) eq(r_hi, b) for piece k of block b of column id, and 0 for pieces that belong to no block below n_t: padding, and columns of
/// a table that the shard leaves out (Lemma F of the soundness document). A point r has one coordinate per row variable; those of the skip are not read.
/// </remarks>
public static class IndexPolynomial
{
    /// <summary>The value of the real-row indicator of a table at a row point: the sum over its blocks b of eq(r_hi, b).</summary>
    /// <param name="limits">The limits of the machine.</param>
    /// <param name="table">The table.</param>
    /// <param name="height">Its height in blocks.</param>
    /// <param name="rowPoint">A coordinate per row variable.</param>
    public static TField RealRows<TField>(MachineLimits limits, TableDefinition table, int height, ReadOnlySpan<TField> rowPoint)
        where TField : struct, IField<TField>
    {
        ArgumentNullException.ThrowIfNull(table);
        CheckPoint(limits, rowPoint);
        return MultilinearEquality.OfPrefix(rowPoint[table.LogBlockHeight..], height);
    }

    /// <summary>All values of A, piece by piece.</summary>
    /// <param name="machine">The machine with its preprocessed heights.</param>
    /// <param name="heights">Per table its height in blocks, checked by <see cref="HeightCheck"/>.</param>
    /// <param name="rowPoint">A coordinate per row variable.</param>
    /// <param name="lambda">The challenge that batches columns.</param>
    public static TField[] Values<TField>(KeyedMachine machine, ReadOnlySpan<int> heights, ReadOnlySpan<TField> rowPoint, TField lambda)
        where TField : struct, IField<TField>
    {
        ArgumentNullException.ThrowIfNull(machine);
        var limits = machine.Machine.Limits;
        CheckPoint(limits, rowPoint);
        var powers = Powers(lambda, machine.Machine.ColumnCount);
        var values = new TField[1L << limits.IndexVariables];
        foreach (var block in ReferencedBlocks(machine, heights))
        {
            var log = machine.Machine.Tables[block.Table].LogBlockHeight;
            var top = powers[block.ColumnId] * MultilinearEquality.OfIndex(rowPoint[log..], block.Number);
            for (var piece = 0L; piece < 1L << (log - limits.LogPieceHeight); piece++)
            {
                values[(block.Start >> limits.LogPieceHeight) + piece] = top * MultilinearEquality.OfIndex(rowPoint[limits.LogPieceHeight..log], piece);
            }
        }

        return values;
    }

    /// <summary>The multilinear extension of A at <paramref name="rho"/>: one eq product per block, because every block is aligned.</summary>
    /// <param name="machine">The machine with its preprocessed heights.</param>
    /// <param name="heights">Per table its height in blocks, checked by <see cref="HeightCheck"/>.</param>
    /// <param name="rowPoint">A coordinate per row variable.</param>
    /// <param name="lambda">The challenge that batches columns.</param>
    /// <param name="rho">A coordinate per index variable.</param>
    /// <exception cref="ArgumentException">A point has the wrong number of coordinates.</exception>
    public static TField Evaluate<TField>(
        KeyedMachine machine, ReadOnlySpan<int> heights, ReadOnlySpan<TField> rowPoint, TField lambda, ReadOnlySpan<TField> rho)
        where TField : struct, IField<TField>
    {
        ArgumentNullException.ThrowIfNull(machine);
        var limits = machine.Machine.Limits;
        CheckPoint(limits, rowPoint);
        if (rho.Length != limits.IndexVariables)
        {
            throw new ArgumentException($"The index sumcheck has {limits.IndexVariables} variables, the point {rho.Length}.", nameof(rho));
        }

        var powers = Powers(lambda, machine.Machine.ColumnCount);
        var sum = TField.Zero;
        foreach (var block in ReferencedBlocks(machine, heights))
        {
            var log = machine.Machine.Tables[block.Table].LogBlockHeight;
            var inner = log - limits.LogPieceHeight;
            sum += powers[block.ColumnId]
                * MultilinearEquality.OfIndex(rowPoint[log..], block.Number)
                * MultilinearEquality.OfPoints(rowPoint[limits.LogPieceHeight..log], rho[..inner])
                * MultilinearEquality.OfIndex(rho[inner..], block.Start >> log);
        }

        return sum;
    }

    private static List<CommittedBlock> ReferencedBlocks(KeyedMachine machine, ReadOnlySpan<int> heights)
    {
        List<CommittedBlock> blocks = [];
        foreach (var group in Enum.GetValues<ColumnGroup>())
        {
            foreach (var block in BlockLayout.Blocks(machine, group, heights))
            {
                // An absent table with preprocessed columns has committed blocks that nothing refers to.
                if (block.Number < heights[block.Table])
                {
                    blocks.Add(block);
                }
            }
        }

        return blocks;
    }

    private static TField[] Powers<TField>(TField value, int count)
        where TField : struct, IField<TField>
    {
        var powers = new TField[count];
        var power = TField.One;
        for (var i = 0; i < count; i++)
        {
            powers[i] = power;
            power *= value;
        }

        return powers;
    }

    private static void CheckPoint<TField>(MachineLimits limits, ReadOnlySpan<TField> rowPoint)
    {
        ArgumentNullException.ThrowIfNull(limits);
        if (rowPoint.Length != limits.LogMaximumHeight)
        {
            throw new ArgumentException($"Tables have {limits.LogMaximumHeight} row variables, the point {rowPoint.Length}.", nameof(rowPoint));
        }
    }
}
