// SPDX-License-Identifier: MIT OR Apache-2.0

namespace PicoEngine.Ethereum;

/// <summary>What <see cref="BlockJob.Create"/> is about to do.</summary>
public enum BlockJobStep
{
    /// <summary>Takes the block apart and compares the witness with it.</summary>
    CheckingWitness,

    /// <summary>Recovers the senders' public keys.</summary>
    RecoveringKeys,

    /// <summary>Executes the block for the requests that its header has only the hash of; takes seconds for a full block.</summary>
    FindingRequests,

    /// <summary>Writes the guest's input and computes what it must put out.</summary>
    Encoding,
}
