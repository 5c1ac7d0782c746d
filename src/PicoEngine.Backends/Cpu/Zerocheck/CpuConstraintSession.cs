// SPDX-License-Identifier: MIT OR Apache-2.0

using PicoEngine.Air.Layout;
using PicoEngine.Backends.Abstractions;
using PicoEngine.Backends.Buffers;
using PicoEngine.Backends.Programs;
using PicoEngine.Fields;
using PicoEngine.Verifier.Stark.LogUp;
using PicoEngine.Verifier.Stark.Zerocheck;

namespace PicoEngine.Backends.Cpu.Zerocheck;

/// <summary>The tables of a shard in the constraint sumcheck: traces at first, folded tables behind the skip. Work and memory follow the real heights.</summary>
internal sealed class CpuConstraintSession : IConstraintSession
{
    private readonly CommittedShard _shard;
    private readonly IZerocheckKernel _kernel;
    private readonly ElementBufferPool _pool;
    private readonly int _degreeOfParallelism;
    private readonly ITableKernel[] _kernels;
    private readonly EqWeights _constraintWeights;
    private readonly EqWeights _leafWeights;
    private readonly List<FoldedTable> _tables = [];
    private int _variable;

    public CpuConstraintSession(
        CommittedShard shard,
        FingerprintChallenges<KoalaBearExtension5> fingerprints,
        ZerocheckChallenges<KoalaBearExtension5> batch,
        IZerocheckKernel kernel,
        ElementBufferPool pool,
        int degreeOfParallelism)
    {
        (_shard, _kernel, _pool, _degreeOfParallelism) = (shard, kernel, pool, degreeOfParallelism);
        _kernels = [.. TableTerms.Create(shard.Machine, shard.Witness.PublicValues, fingerprints, batch).Select(kernel.Compile)];
        _variable = LogSkip;

        // Without a skip round the first weights are those of pairs, one variable further.
        var height = shard.Witness.Traces.Max(trace => trace.Height);
        var (first, count) = LogSkip > 0 ? (LogSkip, height >> LogSkip) : (1, (height + 1) / 2);
        _constraintWeights = new(batch.Tau, first, count, pool);
        _leafWeights = new(batch.LeafRow, first, count, pool);
    }

    private int LogSkip => _shard.Parameters.LogSkip;

    public ConstraintSums SkipSums(ConstraintsOnRows onRows)
    {
        RowSums sums = new(SkipDomain.Cosets << LogSkip);
        SkipRound round = new(LogSkip, _constraintWeights, _leafWeights, onRows, _pool, _degreeOfParallelism);
        foreach (var (kernel, trace) in _kernels.Zip(_shard.Witness.Traces))
        {
            kernel.AddSkipSums(trace, round, sums);
        }

        return new(sums.Constraints, sums.Leaves);
    }

    public void BindSkip(ReadOnlySpan<KoalaBearExtension5> weights)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(weights.Length, 1 << LogSkip, nameof(weights));
        var copy = weights.ToArray();
        foreach (var trace in _shard.Witness.Traces)
        {
            _tables.Add(new(trace, copy, _kernel, _pool, _degreeOfParallelism));
        }
    }

    public ConstraintSums VariableSums()
    {
        // With a skip the weights begin at this variable; a round needs those of the higher ones.
        if (_variable > 0)
        {
            _constraintWeights.DropLowest(_kernel);
            _leafWeights.DropLowest(_kernel);
        }

        RowSums sums = new(VariableRound.Points);
        VariableRound round = new(_constraintWeights, _leafWeights, _pool, _degreeOfParallelism);
        foreach (var (kernel, table) in _kernels.Zip(_tables))
        {
            kernel.AddVariableSums(table, round, sums);
        }

        return new(sums.Constraints, sums.Leaves);
    }

    public void Bind(KoalaBearExtension5 challenge)
    {
        _variable++;
        _tables.ForEach(table => table.Bind(challenge, _degreeOfParallelism));
    }

    public KoalaBearExtension5[] ColumnClaims()
    {
        var claims = new KoalaBearExtension5[_shard.Machine.ColumnCount];
        foreach (var (ids, table) in BlockLayout.ColumnIds(_shard.Machine).Zip(_tables))
        {
            for (var column = 0; column < ids.Length; column++)
            {
                claims[ids[column]] = table[column, 0];
            }
        }

        return claims;
    }

    public void Dispose()
    {
        _tables.ForEach(table => table.Dispose());
        _tables.Clear();
        _constraintWeights.Dispose();
        _leafWeights.Dispose();
    }
}
