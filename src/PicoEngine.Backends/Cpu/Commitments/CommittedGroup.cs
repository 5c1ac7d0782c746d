// SPDX-License-Identifier: MIT OR Apache-2.0

using PicoEngine.Air.Builders;
using PicoEngine.Air.Layout;
using PicoEngine.Air.Machines;
using PicoEngine.Backends.Buffers;
using PicoEngine.Primitives.Symmetric;
using PicoEngine.Protocol.Parameters;

namespace PicoEngine.Backends.Cpu.Commitments;

/// <summary>A commitment group together with the stacked columns that it owns.</summary>
public sealed class CommittedGroup : IDisposable
{
    private CommittedGroup(ElementBuffer columns, StackedCommitment commitment)
    {
        Columns = columns;
        Commitment = commitment;
    }

    /// <summary>The stacked columns, column-major.</summary>
    public ElementBuffer Columns { get; }

    /// <summary>The commitment to them.</summary>
    public StackedCommitment Commitment { get; }

    /// <summary>The cap.</summary>
    public Digest[] Cap => Commitment.Cap;

    /// <summary>Stacks the columns of a group and commits to them.</summary>
    /// <param name="parameters">The parameter set that the machine was compiled for.</param>
    /// <param name="machine">The machine.</param>
    /// <param name="group">The group.</param>
    /// <param name="traces">Per table all its columns; not read for the preprocessed group.</param>
    /// <param name="pool">Where buffers come from.</param>
    /// <param name="storage">What becomes of the codewords.</param>
    /// <param name="degreeOfParallelism">Threads to use.</param>
    /// <exception cref="ArgumentException">The traces do not fit the machine.</exception>
    public static CommittedGroup Commit(
        SystemParameters parameters,
        KeyedMachine machine,
        ColumnGroup group,
        IReadOnlyList<TraceMatrix> traces,
        ElementBufferPool pool,
        CodewordStorage storage = CodewordStorage.Keep,
        int degreeOfParallelism = 1)
    {
        ArgumentNullException.ThrowIfNull(pool);
        ArgumentNullException.ThrowIfNull(machine);
        var columns = pool.Rent(HeightCheck.Capacity(machine.Machine.Limits, group));
        try
        {
            TraceStacker.Stack(machine, group, traces, columns.Span);
            return new(columns, StackedCommitment.Commit(parameters, (int)group, columns, storage, pool, degreeOfParallelism));
        }
        catch
        {
            columns.Dispose();
            throw;
        }
    }

    /// <summary>Gives columns and codewords back.</summary>
    public void Dispose()
    {
        Commitment.Dispose();
        Columns.Dispose();
    }
}
