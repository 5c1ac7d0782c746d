// SPDX-License-Identifier: MIT OR Apache-2.0

using System.Runtime.CompilerServices;
using PicoEngine.Contracts.Errors;
using PicoEngine.Fields;

namespace PicoEngine.Protocol.Parameters;

/// <summary>The rules between the numbers of a parameter set. What they protect stands in the message of each.</summary>
internal static class ParameterValidation
{
    public static void Check(SystemParameters p)
    {
        Require(!string.IsNullOrWhiteSpace(p.Name), "a parameter set has a name");
        CheckLists(p);
        CheckTables(p);
        CheckRounds(p);
        CheckBits(p);

        // 2^30 < p < 2^31.
        Require(p.LogMaximumFractions is >= 1 and <= 30, "counts of fractions must stay below p");
        Require(p.MaximumMessageLength >= 1 && p.MaximumMessageLength < 1 << 16, "messages have 1 to 2^16 - 1 elements");
        Require(p.InteractionsPerLeaf is >= 1 and <= 16, "a leaf merges 1 to 16 interactions");
        Require(p.MaximumShards >= 1 && p.MaximumShards < (int)KoalaBear.Modulus, "shard numbers are field elements, from 1");
    }

    private static void CheckLists(SystemParameters p)
    {
        Require(!p.LogBlockHeights.IsDefaultOrEmpty, "there is a block height");
        Require(!p.StackedWidths.IsDefault && p.StackedWidths.Length == SystemParameters.GroupCount && p.StackedWidths.All(width => width is >= 1 and <= 1 << 16),
            "there are three commitment groups, each with 1 to 2^16 stacked columns");
        Require(!p.FoldedVariables.IsDefaultOrEmpty, "there is a folding round");
        Require(!p.QueryCounts.IsDefault && p.QueryCounts.Length == p.Rounds && !p.LogBlowups.IsDefault && p.LogBlowups.Length == p.Rounds,
            "every folding round has a rate and a query count");
        Require(p.QueryCounts.All(count => count is >= 1 and <= 1 << 16), "every round makes 1 to 2^16 queries");
    }

    private static void CheckTables(SystemParameters p)
    {
        Require(p.LogMaximumHeight is >= 1 and <= 30 && p.LogStackedHeight is >= 1 and <= KoalaBear.TwoAdicity, "heights are powers of two that fit the field");
        Require(p.LogBlockHeights.Zip(p.LogBlockHeights.Skip(1)).All(pair => pair.First > pair.Second), "block heights stand in descending order, so that blocks are aligned");
        Require(p.LogBlockHeights[0] <= Math.Min(p.LogStackedHeight, p.LogMaximumHeight), "a block fits into a table and into a stacked column");
        Require(p.LogPieceHeight == p.LogBlockHeights[^1], "the piece is the smallest block");
        Require(p.LogSkip >= 0 && p.LogSkip <= p.LogPieceHeight, "the skipped row variables lie inside a piece");
    }

    private static void CheckRounds(SystemParameters p)
    {
        Require(p.FoldedVariables.All(count => count is >= 1 and <= SystemParameters.MaximumSampledBits) && p.FoldedVariables.Sum() <= p.LogStackedHeight,
            "the folds bind at least one variable each and no more than there are");
        Require(p.LogBlowups.All(log => log is >= 1 and <= KoalaBear.TwoAdicity), "every rate is below one");
        for (var round = 0; round < p.Rounds; round++)
        {
            Require(p.LogCodewordLength(round) <= KoalaBear.TwoAdicity, $"the codeword of round {round} is longer than the field's largest two-adic subgroup");
        }
    }

    private static void CheckBits(SystemParameters p)
    {
        foreach (var bits in new[] { p.LogUpGrindingBits, p.BatchingGrindingBits, p.FoldingGrindingBits, p.QueryGrindingBits })
        {
            Require(bits is >= 0 and <= SystemParameters.MaximumSampledBits, "proofs of work have 0 to 24 bits, the unbiased low bits of one word");
        }

        Require(p.OutOfDomainSamples is >= 0 and <= 16, "there are 0 to 16 out-of-domain samples");
        Require(p.LogCapSize is >= 0 and <= 16, "caps have 1 to 2^16 nodes");
    }

    private static void Require(bool condition, string rule, [CallerArgumentExpression(nameof(condition))] string expression = "")
    {
        if (!condition)
        {
            throw new PicoException(ErrorCatalog.ParametersInvalid, rule, new Dictionary<string, object?> { ["rule"] = expression });
        }
    }
}
