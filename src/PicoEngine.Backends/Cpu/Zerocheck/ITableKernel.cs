// SPDX-License-Identifier: MIT OR Apache-2.0

using PicoEngine.Air.Machines;

namespace PicoEngine.Backends.Cpu.Zerocheck;

/// <summary>Sums over the rows of one table under the challenges of one proof.</summary>
internal interface ITableKernel
{
    /// <summary>Adds the sums of the skip round, at the points of the three cosets, eq of the low variables left out.</summary>
    /// <param name="trace">The columns of the table.</param>
    /// <param name="round">What all tables share.</param>
    /// <param name="sums">Where they are added.</param>
    public void AddSkipSums(TraceMatrix trace, in SkipRound round, RowSums sums);

    /// <summary>Adds the sums of a round that binds one variable, at 0, 1, 2, 3, eq of this and lower variables left out.</summary>
    /// <param name="table">The table, folded down to this variable.</param>
    /// <param name="round">What all tables share.</param>
    /// <param name="sums">Where they are added.</param>
    public void AddVariableSums(FoldedTable table, in VariableRound round, RowSums sums);
}
