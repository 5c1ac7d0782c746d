// SPDX-License-Identifier: MIT OR Apache-2.0

using PicoEngine.Proving.Devices;
using PicoEngine.Verifier.Keys;

namespace PicoEngine.Proving;

/// <summary>What a prover may use of the machine and how it proves. Nothing else has an influence: no environment variable and no file is read.</summary>
public sealed record ProverOptions
{
    /// <summary>The parameter set.</summary>
    public SecurityLevel Security { get; init; } = SecurityLevel.Bits128;

    /// <summary>Threads to use. A proof does not depend on it.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Less than one.</exception>
    public int DegreeOfParallelism { get; init => field = AtLeastOne(value); } = Environment.ProcessorCount;

    /// <summary>The devices to prove on; null for the processor. A proof does not depend on them beyond the sizes of shards that their memory allows.</summary>
    public BackendSelection? Backend { get; init; }

    /// <summary>
    /// Bytes of the host's memory that proving may take. The largest shards that fit are chosen, so a proof depends on it; null means all that the runtime says it may have.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">Less than one.</exception>
    public long? MemoryLimitBytes { get; init => field = value is { } bytes ? AtLeastOne(bytes) : null; }

    /// <summary>
    /// Main columns of 2^21 cells that a shard has at most, or null for what <see cref="MemoryLimitBytes"/> allows. Runs are cut more often with less.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">Less than one.</exception>
    public int? MaximumMainWidth { get; init => field = value is { } width ? AtLeastOne(width) : null; }

    /// <summary>Whether each shard's proof is verified as soon as it is there. The proof file is verified at the end in any case.</summary>
    public bool SelfCheck { get; init; } = true;

    private static T AtLeastOne<T>(T value)
        where T : struct, System.Numerics.INumber<T>
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(value, T.One);
        return value;
    }
}
