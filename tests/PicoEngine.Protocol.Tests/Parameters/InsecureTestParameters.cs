// SPDX-License-Identifier: MIT OR Apache-2.0

using PicoEngine.Protocol.Parameters;

namespace PicoEngine.Protocol.Tests.Parameters;

/// <summary>Parameter sets with the structure of the core at toy size, without any security. They exist in tests only.</summary>
internal static class InsecureTestParameters
{
    /// <summary>The executable reference's toy set: four folding rounds, blocks of 2^6, 2^5 and 2^4 rows, few queries.</summary>
    public static SystemParameters Toy(int logSkip = 2, int outOfDomainSamples = 0, int preprocessedWidth = 2, int logMaximumFractions = 29) => new(
        $"INSECURE-TOY-{logSkip}",
        logMaximumHeight: 8,
        logSkip,
        logBlockHeights: [6, 5, 4],
        logPieceHeight: 4,
        logStackedHeight: 8,
        stackedWidths: [preprocessedWidth, 8, 22],
        logBlowups: [1, 2, 3, 4],
        foldedVariables: [1, 2, 2, 2],
        queryCounts: [5, 4, 3, 3],
        outOfDomainSamples,
        logUpGrindingBits: 3,
        batchingGrindingBits: 2,
        foldingGrindingBits: 1,
        queryGrindingBits: 2,
        logCapSize: 2,
        maximumShards: 64,
        logMaximumFractions,
        maximumMessageLength: 32,
        interactionsPerLeaf: 3);
}
