// SPDX-License-Identifier: MIT OR Apache-2.0

namespace PicoEngine.Verifier.Run;

/// <summary>The checks of the verifier of runs, in the order in which it makes them. Those before the proof of work are over integers.</summary>
public enum RunRejectionReason
{
    /// <summary>The number of shards is zero or above the parameter set's.</summary>
    ShardCount,

    /// <summary>A shard has not one word per public value.</summary>
    PublicValueCount,

    /// <summary>A public value is out of range; the item is its index.</summary>
    PublicValueRange,

    /// <summary>A shard has another number than its place.</summary>
    ShardNumber,

    /// <summary>A shard does not start where the one before ended; the first, at the program's entry.</summary>
    PcContinuity,

    /// <summary>The address chain is not taken up where the shard before left it; by the first, at 0.</summary>
    ChainContinuity,

    /// <summary>The address chain goes down, or beyond the key's maximum.</summary>
    ChainRange,

    /// <summary>The exit code is not 0.</summary>
    ExitCode,

    /// <summary>The program counter is 0 before HALT, or not 0 behind it.</summary>
    HaltedPc,

    /// <summary>HALT twice, or never.</summary>
    HaltCount,

    /// <summary>A shard behind HALT executes instructions.</summary>
    AfterHalt,

    /// <summary>Two shards name different digests of the output.</summary>
    DigestDiffers,

    /// <summary>The digest of deferred proofs is not zero: the run is right only together with other proofs, and nothing verifies those yet.</summary>
    DeferredDigest,

    /// <summary>No shard commits a word of the digest; the item is the word.</summary>
    CommitMissing,

    /// <summary>The image segments that the address chain steps over are not as many as the key's.</summary>
    SegmentCount,

    /// <summary>The heights or the commitment of phase 1 of a shard cannot be read; the cause says why.</summary>
    Boundary,

    /// <summary>Not exactly one shard has the image.</summary>
    ImageCount,

    /// <summary>More global fractions than the bound that soundness was computed for.</summary>
    GlobalFractions,

    /// <summary>The proof of work before the global challenge.</summary>
    GlobalProofOfWork,

    /// <summary>The proof of a shard is refused; the cause says why.</summary>
    ShardProof,

    /// <summary>The global sums of the shards do not add up to zero: some cell was read with a value that was not left in it.</summary>
    GlobalSum,
}
