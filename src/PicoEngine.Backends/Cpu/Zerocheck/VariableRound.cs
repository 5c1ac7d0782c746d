// SPDX-License-Identifier: MIT OR Apache-2.0

using PicoEngine.Backends.Buffers;
using PicoEngine.Verifier.Stark.Zerocheck;

namespace PicoEngine.Backends.Cpu.Zerocheck;

/// <summary>What all tables share in a round that binds one row variable.</summary>
/// <param name="ConstraintWeights">eq(tau, .) of the higher variables, for the pairs of the highest table.</param>
/// <param name="LeafWeights">Likewise of the leaf point.</param>
/// <param name="Pool">Lends memory to threads.</param>
/// <param name="DegreeOfParallelism">Threads to use.</param>
internal readonly record struct VariableRound(EqWeights ConstraintWeights, EqWeights LeafWeights, ElementBufferPool Pool, int DegreeOfParallelism)
{
    /// <summary>Without eq, a round has the degree of the columns; it is evaluated at 0, 1, 2, 3.</summary>
    public const int Points = ZerocheckShape.ColumnDegree + 1;
}
