// SPDX-License-Identifier: MIT OR Apache-2.0

using PicoEngine.Air.Builders;
using PicoEngine.Air.Machines;
using PicoEngine.Backends.Abstractions;
using PicoEngine.Backends.Cuda.Commitments;
using PicoEngine.Backends.Cuda.Ops;
using PicoEngine.Backends.Cuda.Zerocheck;
using PicoEngine.Fields;
using PicoEngine.Protocol.Parameters;
using PicoEngine.Verifier.Stark.Whir;

namespace PicoEngine.Backends.Cuda.Memory;

/// <summary>What the buffers of a shard take on a device, phase by phase: lengths as the parts ask for them. Programs, challenges and sums besides are some megabytes.</summary>
internal static class CudaMemory
{
    private const long Word = sizeof(uint);
    private const long Element = KoalaBearExtension5.Degree * Word;

    public static MemoryPlan Plan(string device, SystemParameters parameters, Machine machine, ReadOnlySpan<int> heights)
    {
        ArgumentNullException.ThrowIfNull(parameters);
        ArgumentNullException.ThrowIfNull(machine);
        ArgumentOutOfRangeException.ThrowIfNotEqual(heights.Length, machine.Tables.Length, nameof(heights));

        // The boundary group keeps its codewords, the main group makes them again.
        var boundary = GroupBytes(parameters, ColumnGroup.Boundary) + CodewordBytes(parameters, ColumnGroup.Boundary);
        var groups = boundary + GroupBytes(parameters, ColumnGroup.Main);
        return new(device,
        [
            new(ProverPhase.Commit, groups + CodewordBytes(parameters, ColumnGroup.Main)),
            new(ProverPhase.LogUp, groups + CudaLogUpOps.TreeBytes(machine, heights)),
            new(ProverPhase.Zerocheck, groups + ZerocheckBytes(parameters, machine, heights)),
            new(ProverPhase.Open, groups + OpeningBytes(parameters)),
        ]);
    }

    /// <summary>Stacked columns and the digests of their tree.</summary>
    private static long GroupBytes(SystemParameters parameters, ColumnGroup group) =>
        ((long)parameters.StackedWidths[(int)group] * Word << parameters.LogStackedHeight)
        + DeviceTree.Bytes(WhirShape.GroupLayout(parameters, (int)group), parameters.LogCapSize);

    private static long CodewordBytes(SystemParameters parameters, ColumnGroup group)
    {
        var layout = WhirShape.GroupLayout(parameters, (int)group);
        return (long)layout.Width * Word << layout.LogHeight;
    }

    /// <summary>
    /// The skip round's weights and partial sums; or all columns and s behind it, with the next columns while a variable is bound or with weights for each pair of
    /// rows of the highest table.
    /// </summary>
    private static long ZerocheckBytes(SystemParameters parameters, Machine machine, ReadOnlySpan<int> heights)
    {
        var (cells, bound, highest, blocks) = (0L, 0L, 0L, 0L);
        foreach (var table in machine.Tables)
        {
            var rows = ((long)heights[table.Index] << table.LogBlockHeight) >> parameters.LogSkip;
            cells += Padded(rows) * (table.Columns.Width + 1);
            bound += Padded((rows + 1) / 2) * (table.Columns.Width + 1);
            highest = Math.Max(highest, rows);
            blocks += CudaConstraintSession.SkipBlocks(rows << parameters.LogSkip, table.Columns.Width);
        }

        var partialSums = blocks * (2 * Element << parameters.LogSkip);
        return Math.Max((2 * Element * Padded(highest)) + partialSums, (Element * cells) + Math.Max(Element * bound, 2 * Element * Padded((highest + 1) / 2)));

        static long Padded(long rows) => (rows + 3) / 4 * 4;
    }

    /// <summary>The most of what the steps of the index sumcheck and of the opening have at a time.</summary>
    private static long OpeningBytes(SystemParameters parameters)
    {
        // Pieces as elements, then as the vectors e, e and A, beside A as it was uploaded.
        var pieces = Element * parameters.StackedWidth << (parameters.LogStackedHeight - parameters.LogPieceHeight);
        var most = pieces + (4 * Element << parameters.IndexVariables);
        for (var round = 0; round < parameters.Rounds; round++)
        {
            // Both vectors and what the first fold leaves of them; then both, the codeword that is queried, the next one, and what queries take.
            most = Math.Max(most, FoldedBytes(parameters, round) + (3 * Element << parameters.LogMessageLength(round)));
            var behind = (2 * Element << parameters.LogMessageLength(round + 1)) + FoldedBytes(parameters, round + 1);
            var made = round == 0 ? CudaCommitmentOps.RecomputedBytes(WhirShape.GroupLayout(parameters, (int)ColumnGroup.Main)) : FoldedBytes(parameters, round);
            most = Math.Max(most, behind + Math.Max(made, 2 * Element << parameters.LogLeafCount(round)));
        }

        return most;
    }

    /// <summary>A folded codeword with its tree.</summary>
    private static long FoldedBytes(SystemParameters parameters, int round) => round == 0 || round >= parameters.Rounds
        ? 0
        : (Element << parameters.LogCodewordLength(round)) + DeviceTree.Bytes(WhirShape.RoundLayout(parameters, round), parameters.LogCapSize);
}
