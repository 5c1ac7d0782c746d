// SPDX-License-Identifier: MIT OR Apache-2.0

using PicoEngine.Verifier.Files;

namespace PicoEngine.Cli.Inspection;

/// <summary>What a proof file says of itself. Nothing of it was verified.</summary>
/// <param name="FileName">The file, without its folder.</param>
/// <param name="ByteCount">Its size.</param>
/// <param name="Proof">Its content.</param>
internal sealed record ProofFacts(string FileName, long ByteCount, ProofFile Proof);
