// SPDX-License-Identifier: MIT OR Apache-2.0

using PicoEngine.Backends.Abstractions;
using PicoEngine.Backends.Cuda.Devices;
using PicoEngine.Backends.Cuda.Zerocheck;
using PicoEngine.Fields;
using PicoEngine.Verifier.Stark.LogUp;
using PicoEngine.Verifier.Stark.Zerocheck;

namespace PicoEngine.Backends.Cuda.Ops;

/// <inheritdoc/>
/// <param name="context">The device.</param>
/// <param name="stream">Where all work of the sessions is queued; the groups are written before.</param>
internal sealed class CudaZerocheckOps(CudaContext context, CudaStream stream) : IZerocheckOps
{
    public IConstraintSession Begin(
        CommittedShard shard, FingerprintChallenges<KoalaBearExtension5> fingerprints, ZerocheckChallenges<KoalaBearExtension5> batch)
    {
        ArgumentNullException.ThrowIfNull(shard);
        ArgumentNullException.ThrowIfNull(batch);
        return new CudaConstraintSession(shard, fingerprints, batch, stream, context.Device.SharedMemoryByteCount);
    }
}
