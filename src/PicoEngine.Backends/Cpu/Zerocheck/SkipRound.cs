// SPDX-License-Identifier: MIT OR Apache-2.0

using PicoEngine.Backends.Abstractions;
using PicoEngine.Backends.Buffers;

namespace PicoEngine.Backends.Cpu.Zerocheck;

/// <summary>What all tables share in the skip round.</summary>
/// <param name="LogSkip">l, at least 1.</param>
/// <param name="ConstraintWeights">eq(tau, .) of the high variables, for the chunks of the highest table.</param>
/// <param name="LeafWeights">Likewise of the leaf point.</param>
/// <param name="OnRows">Whether constraints are evaluated on the rows themselves, or taken as zero there.</param>
/// <param name="Pool">Lends memory to threads.</param>
/// <param name="DegreeOfParallelism">Threads to use.</param>
internal readonly record struct SkipRound(
    int LogSkip, EqWeights ConstraintWeights, EqWeights LeafWeights, ConstraintsOnRows OnRows, ElementBufferPool Pool, int DegreeOfParallelism);
