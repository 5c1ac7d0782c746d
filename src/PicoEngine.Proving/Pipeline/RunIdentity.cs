// SPDX-License-Identifier: MIT OR Apache-2.0

namespace PicoEngine.Proving.Pipeline;

/// <summary>What finished shards belong to, as far as it is known before any work.</summary>
/// <param name="Engine">Version of the engine.</param>
/// <param name="ProgramSha256">Of the ELF file.</param>
/// <param name="InputSha256">Of the input's elements.</param>
/// <param name="KeyDigest">Of the verifying key.</param>
internal sealed record RunIdentity(string Engine, string ProgramSha256, string InputSha256, string KeyDigest);
