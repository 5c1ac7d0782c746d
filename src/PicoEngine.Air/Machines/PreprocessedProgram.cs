// SPDX-License-Identifier: MIT OR Apache-2.0

using System.Collections.Immutable;
using PicoEngine.Fields;

namespace PicoEngine.Air.Machines;

/// <summary>What a program adds to a machine's key: the preprocessed columns of its tables and the words that its statement pins.</summary>
/// <param name="Tables">By table name: the preprocessed columns at full height, zero rows included.</param>
/// <param name="Statement">The entry point and whatever else a verifier of a run compares; part of the key.</param>
public sealed record PreprocessedProgram(IReadOnlyDictionary<string, TraceMatrix> Tables, ImmutableArray<KoalaBear> Statement);
