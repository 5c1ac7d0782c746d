// SPDX-License-Identifier: MIT OR Apache-2.0

using System.Collections.Immutable;
using PicoEngine.Air.Machines;
using PicoEngine.Backends.Buffers;
using PicoEngine.Fields;
using PicoEngine.Verifier.Stark.LogUp;

namespace PicoEngine.Backends.Cpu.LogUp;

/// <summary>Rows whose leaf fractions are wanted.</summary>
/// <param name="Table">The table.</param>
/// <param name="Trace">Its rows.</param>
/// <param name="PublicValues">The public values of the shard.</param>
/// <param name="Leaves">The interactions of each leaf.</param>
/// <param name="Challenges">The challenges of fingerprints.</param>
/// <param name="Pool">Lends memory to threads.</param>
/// <param name="DegreeOfParallelism">Threads to use.</param>
internal sealed record LeafRows(
    TableDefinition Table,
    TraceMatrix Trace,
    KoalaBear[] PublicValues,
    ImmutableArray<ImmutableArray<int>> Leaves,
    FingerprintChallenges<KoalaBearExtension5> Challenges,
    ElementBufferPool Pool,
    int DegreeOfParallelism);
