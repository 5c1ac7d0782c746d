// SPDX-License-Identifier: MIT OR Apache-2.0

namespace PicoEngine.Verifier.Stark;

/// <summary>What the verifier needs of the heights of a shard. On values they are integers; a circuit computes the same from their bits, so that one circuit serves all heights.</summary>
/// <typeparam name="TElement">An element of the extension field.</typeparam>
public interface IShardHeights<TElement>
{
    /// <summary>The real-row indicator of a table at a row point: the sum of eq(point, row) over its rows.</summary>
    /// <param name="table">The index of the table.</param>
    /// <param name="rowPoint">A coordinate per row variable; those of the skip are not read.</param>
    public TElement RealRows(int table, ReadOnlySpan<TElement> rowPoint);

    /// <summary>The public polynomial of the index sumcheck at <paramref name="rho"/>.</summary>
    /// <param name="rowPoint">As for <see cref="RealRows"/>.</param>
    /// <param name="lambda">The challenge that batches columns.</param>
    /// <param name="rho">A coordinate per index variable.</param>
    public TElement IndexWeight(ReadOnlySpan<TElement> rowPoint, TElement lambda, ReadOnlySpan<TElement> rho);
}
