// SPDX-License-Identifier: MIT OR Apache-2.0

using PicoEngine.Backends.Abstractions;
using PicoEngine.Backends.Cuda.Memory;
using PicoEngine.Backends.Cuda.Zerocheck;
using PicoEngine.Fields;
using PicoEngine.Verifier.Stark.LogUp;
using PicoEngine.Verifier.Stark.Zerocheck;

namespace PicoEngine.Backends.Cuda.Ops;

/// <inheritdoc/>
/// <param name="queue">Where all work of the sessions is queued; groups are written before they are given out.</param>
internal sealed class CudaZerocheckOps(CudaQueue queue) : IZerocheckOps
{
    public IConstraintSession Begin(
        CommittedShard shard, FingerprintChallenges<KoalaBearExtension5> fingerprints, ZerocheckChallenges<KoalaBearExtension5> batch)
    {
        ArgumentNullException.ThrowIfNull(shard);
        ArgumentNullException.ThrowIfNull(batch);
        return new CudaConstraintSession(shard, fingerprints, batch, queue);
    }
}
