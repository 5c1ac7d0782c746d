// SPDX-License-Identifier: MIT OR Apache-2.0

using PicoEngine.Air.Builders;
using PicoEngine.Air.Machines;
using PicoEngine.Fields;
using PicoEngine.Primitives.Symmetric;
using PicoEngine.Protocol.Parameters;
using PicoEngine.Verifier.Stark.Whir;

namespace PicoEngine.Backends.Abstractions;

/// <summary>Commits to stacked columns: the cells of a column are the coefficients of a codeword, and the tree is over the codewords' rows.</summary>
public interface ICommitmentOps
{
    /// <summary>Stacks the columns of a group as <see cref="Air.Layout.TraceStacker"/> does and commits to them.</summary>
    /// <param name="parameters">The parameter set that the machine was compiled for.</param>
    /// <param name="machine">The machine; for the preprocessed group with the program's columns.</param>
    /// <param name="group">The group.</param>
    /// <param name="traces">Per table all its columns, on the host; not read for the preprocessed group. The group keeps none of them.</param>
    /// <param name="storage">What becomes of the codewords; openings do not depend on it.</param>
    /// <returns>The group, which the caller disposes.</returns>
    /// <exception cref="ArgumentException">The traces do not fit the machine, or the machine the parameters.</exception>
    public ICommittedGroup Commit(
        SystemParameters parameters, KeyedMachine machine, ColumnGroup group, IReadOnlyList<TraceMatrix> traces, CodewordStorage storage);

    /// <summary>Commits to columns that are stacked already.</summary>
    /// <param name="parameters">The parameter set: widths, heights, rate, leaves and cap.</param>
    /// <param name="group">The group.</param>
    /// <param name="columns">[W][2^m], column-major, on the host; unused cells are zero.</param>
    /// <param name="storage">What becomes of the codewords.</param>
    /// <returns>The group, which the caller disposes.</returns>
    /// <exception cref="ArgumentException">The columns have another size than the parameters say.</exception>
    /// <exception cref="ArgumentOutOfRangeException">No such group.</exception>
    public ICommittedGroup Commit(SystemParameters parameters, ColumnGroup group, ReadOnlySpan<KoalaBear> columns, CodewordStorage storage);

    /// <summary>Opens a group.</summary>
    /// <param name="group">A group of this backend's memory.</param>
    /// <param name="positions">Positions below the number of leaves of an unpacked group; repeats are kept.</param>
    /// <returns>For each position the leaf that it falls into, row after row, and the path from the leaf's sibling up.</returns>
    /// <exception cref="ArgumentException">A group of another memory.</exception>
    public LeafOpening<KoalaBear, Digest>[] Open(ICommittedGroup group, ReadOnlySpan<int> positions);
}
