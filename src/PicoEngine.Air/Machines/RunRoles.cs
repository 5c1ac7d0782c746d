// SPDX-License-Identifier: MIT OR Apache-2.0

namespace PicoEngine.Air.Machines;

/// <summary>Which of its parts a machine means when a verifier of runs asks: for machines whose shards make up the run of a program.</summary>
/// <remarks>Such a machine has the public values of <see cref="RunPublicValues"/>, and its programs the statement of <see cref="RunStatement"/>.</remarks>
/// <param name="ImageTable">
/// The table of initial register and memory values. It has preprocessed columns, so a shard has all of it or nothing; exactly one shard of a run has it.
/// </param>
public sealed record RunRoles(string ImageTable);
