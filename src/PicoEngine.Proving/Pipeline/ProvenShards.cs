// SPDX-License-Identifier: MIT OR Apache-2.0

using PicoEngine.Verifier.Run;

namespace PicoEngine.Proving.Pipeline;

/// <summary>What <see cref="RunPipeline"/> made.</summary>
/// <param name="Proof">The proof of the run.</param>
/// <param name="Reused">Shards whose proofs were finished earlier.</param>
internal sealed record ProvenShards(RunProof Proof, int Reused);
