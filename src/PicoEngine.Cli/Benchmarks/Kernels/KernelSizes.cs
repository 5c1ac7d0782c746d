// SPDX-License-Identifier: MIT OR Apache-2.0

using PicoEngine.Protocol.Parameters;

namespace PicoEngine.Cli.Benchmarks.Kernels;

/// <summary>The shapes of the cases, from one number: the logarithm of the words of the largest matrix.</summary>
/// <remarks>At 28 they are those of a shard of 2^28 cells: 128 stacked columns of 2^21. Below 2^16 rows nothing gets smaller but the number of columns.</remarks>
internal sealed record KernelSizes(int LogWords)
{
    public const int Smallest = 16;
    public const int Largest = 28;

    private const int LogSmallestColumn = 16;

    private static readonly int[] Transforms = [16, 18, 20, 21, 22];

    /// <summary>Log of the cells of a stacked column.</summary>
    public int LogStackedHeight => Math.Clamp(LogWords - 4, LogSmallestColumn, SystemParameters.Core128.LogStackedHeight);

    /// <summary>Stacked columns of the opening and of the commitment.</summary>
    public int StackedColumns => Math.Max(1, 1 << Math.Max(0, LogWords - LogStackedHeight - (LogWords == Largest ? 0 : 1)));

    /// <summary>Logs of the sizes of transforms.</summary>
    public IEnumerable<int> LogTransforms => Transforms.Where(log => log <= Math.Max(LogWords - 1, Smallest));

    /// <summary>Columns of such a transform, so that its values are half of the largest matrix.</summary>
    public int Columns(int logTransform) => 1 << Math.Max(0, LogWords - 1 - logTransform);

    /// <summary>Log of the states of permutations: of width 24 they are below 2^<see cref="LogWords"/> words.</summary>
    public int LogStates => LogWords - 5;

    /// <summary>Log of the rows of the tree's matrix, which has <see cref="TreeColumns"/>.</summary>
    public int LogTreeHeight => Math.Max(LogWords - 6, 4);

    /// <summary>Columns of the tree's matrix.</summary>
    public static int TreeColumns => 60;

    /// <summary>Cells of a table's main columns, about.</summary>
    public long TableCells => 1L << Math.Max(LogWords - 2, Smallest);
}
