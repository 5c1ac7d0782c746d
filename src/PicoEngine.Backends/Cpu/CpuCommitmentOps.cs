// SPDX-License-Identifier: MIT OR Apache-2.0

using PicoEngine.Air.Builders;
using PicoEngine.Air.Layout;
using PicoEngine.Air.Machines;
using PicoEngine.Backends.Abstractions;
using PicoEngine.Backends.Buffers;
using PicoEngine.Backends.Cpu.Commitments;
using PicoEngine.Fields;
using PicoEngine.Primitives.Symmetric;
using PicoEngine.Protocol.Parameters;
using PicoEngine.Verifier.Stark.Whir;

namespace PicoEngine.Backends.Cpu;

internal sealed class CpuCommitmentOps(ElementBufferPool pool, MemorySpace memory, int degreeOfParallelism, CommitColumns? commit = null) : ICommitmentOps
{
    public ICommittedGroup Commit(
        SystemParameters parameters, KeyedMachine machine, ColumnGroup group, IReadOnlyList<TraceMatrix> traces, CodewordStorage storage)
    {
        ArgumentNullException.ThrowIfNull(machine);
        var cells = HeightCheck.Capacity(machine.Machine.Limits, group);
        CpuCommittedGroup.RequireShape(parameters, (int)group, cells);
        return Commit(parameters, group, pool.Rent(cells), columns => TraceStacker.Stack(machine, group, traces, columns), storage);
    }

    public ICommittedGroup Commit(SystemParameters parameters, ColumnGroup group, ReadOnlySpan<KoalaBear> columns, CodewordStorage storage)
    {
        CpuCommittedGroup.RequireShape(parameters, (int)group, columns.Length);
        var copy = pool.Rent(columns.Length);
        columns.CopyTo(copy.Span);
        return Commit(parameters, group, copy, _ => { }, storage);
    }

    public LeafOpening<KoalaBear, Digest>[] Open(ICommittedGroup group, ReadOnlySpan<int> positions) => Own(group).Open(positions, degreeOfParallelism);

    /// <summary>A group whose content this backend can read.</summary>
    /// <exception cref="ArgumentException">A group of another memory.</exception>
    public CpuCommittedGroup Own(ICommittedGroup group)
    {
        ArgumentNullException.ThrowIfNull(group);
        return group is CpuCommittedGroup own && own.Memory == memory
            ? own
            : throw new ArgumentException($"A group in {group.Memory} is not in {memory}.", nameof(group));
    }

    private CpuCommittedGroup Commit(
        SystemParameters parameters, ColumnGroup group, ElementBuffer columns, FillColumns fill, CodewordStorage storage)
    {
        try
        {
            fill(columns.Span);
            return commit is null
                ? CpuCommittedGroup.Commit(parameters, (int)group, columns, storage, pool, degreeOfParallelism, memory: memory)
                : commit(parameters, (int)group, columns, storage, pool);
        }
        catch
        {
            columns.Dispose();
            throw;
        }
    }

    private delegate void FillColumns(Span<KoalaBear> columns);
}
