// SPDX-License-Identifier: MIT OR Apache-2.0

using PicoEngine.Backends.Abstractions;
using PicoEngine.Backends.Buffers;
using PicoEngine.Backends.Cpu.Zerocheck;
using PicoEngine.Fields;
using PicoEngine.Verifier.Stark.LogUp;
using PicoEngine.Verifier.Stark.Zerocheck;

namespace PicoEngine.Backends.Cpu;

/// <summary>Sums are over the rows on the host.</summary>
internal sealed class CpuZerocheckOps(ElementBufferPool pool, int degreeOfParallelism, IZerocheckKernel kernel) : IZerocheckOps
{
    public IConstraintSession Begin(
        CommittedShard shard, FingerprintChallenges<KoalaBearExtension5> fingerprints, ZerocheckChallenges<KoalaBearExtension5> batch)
    {
        ArgumentNullException.ThrowIfNull(shard);
        ArgumentNullException.ThrowIfNull(batch);
        return new CpuConstraintSession(shard, fingerprints, batch, kernel, pool, degreeOfParallelism);
    }
}
