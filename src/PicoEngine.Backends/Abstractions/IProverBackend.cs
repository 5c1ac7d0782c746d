// SPDX-License-Identifier: MIT OR Apache-2.0

using PicoEngine.Air.Machines;
using PicoEngine.Protocol.Parameters;

namespace PicoEngine.Backends.Abstractions;

/// <summary>A device that does the work of a shard proof between two messages of the transcript.</summary>
/// <remarks>
/// The transcript is the caller's: operations take challenges and return the few sums that the next message is made of. What is as long as the rows stays
/// with the backend, in objects that it makes and the caller disposes: trees and sessions before the backend, groups at any time, as their memory outlives it. Extension elements are
/// <see cref="Fields.KoalaBearExtension5"/>, constant coefficient first; variable 0 is the lowest bit of an index, and sumchecks bind it first.
/// </remarks>
public interface IProverBackend : IPrimitiveBackend
{
    /// <summary>Where groups of this backend live: it takes those of the same space, its own or others'.</summary>
    public MemorySpace Memory { get; }

    /// <summary>Stacked columns to caps, and their openings.</summary>
    public ICommitmentOps Commitments { get; }

    /// <summary>Leaf fractions of all interactions, their tree, and the sums of its layers.</summary>
    public ILogUpOps LogUp { get; }

    /// <summary>The sums of all constraints and leaves over the rows.</summary>
    public IZerocheckOps Zerocheck { get; }

    /// <summary>Values of stacked columns at a point, and the vectors and codewords of the opening.</summary>
    public IOpeningOps Opening { get; }

    /// <summary>Proofs of work.</summary>
    public IGrindingOps Grinding { get; }

    /// <summary>What a shard will take, before it starts.</summary>
    /// <param name="parameters">The parameter set of its shape.</param>
    /// <param name="machine">The tables of its shape.</param>
    /// <param name="heights">Per table its height in blocks.</param>
    /// <returns>Bytes per phase in <see cref="Memory"/>, without the rows on the host and without the preprocessed group.</returns>
    public MemoryPlan Plan(SystemParameters parameters, Machine machine, ReadOnlySpan<int> heights);

    /// <summary>Frees memory that is kept for later and not in use now; shards of another shape may need blocks of other sizes.</summary>
    public void ReleaseUnused();
}
