// SPDX-License-Identifier: MIT OR Apache-2.0

using PicoEngine.Verifier.Keys;

namespace PicoEngine.Cli.Inspection;

/// <summary>What a key file is.</summary>
/// <param name="FileName">The file, without its folder.</param>
/// <param name="ByteCount">Its size.</param>
/// <param name="Digest">Its SHA-256, which is the digest of the key.</param>
/// <param name="Key">Its content.</param>
internal sealed record KeyFacts(string FileName, long ByteCount, ReadOnlyMemory<byte> Digest, VerifyingKey Key);
