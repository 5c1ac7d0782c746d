// SPDX-License-Identifier: MIT OR Apache-2.0

using System.Collections.Immutable;
using System.Numerics;
using PicoEngine.Fields;

namespace PicoEngine.Protocol.Parameters;

/// <summary>Every number that prover and verifier must agree on. Immutable; each of them is bound by the verifying key and changing one changes the key.</summary>
/// <remarks>
/// The sets that ship are <see cref="Core128"/> and <see cref="Core100"/>; nothing in the environment or in a configuration file can alter them, and
/// there is no default. <see cref="Soundness.SoundnessCalculator"/> computes the bits from these numbers and those of the machine. Names of the protocol
/// document in brackets. "Log" is the logarithm to base 2.
/// </remarks>
public sealed class SystemParameters
{
    /// <summary>The number of commitment groups: preprocessed, boundary, main.</summary>
    public const int GroupCount = 3;

    /// <summary>The most bits of a proof of work or of a query position: they come from the low bits of one word, and p = 1 mod 2^24 keeps their bias at 2^-31.</summary>
    public const int MaximumSampledBits = 24;

    /// <summary>Makes a parameter set.</summary>
    /// <param name="name">See <see cref="Name"/>; the others likewise, by their names.</param>
    /// <exception cref="Contracts.Errors.PicoException">The numbers contradict each other or a limit of the protocol (<c>parameters-invalid</c>).</exception>
    public SystemParameters(
        string name,
        int logMaximumHeight,
        int logSkip,
        ImmutableArray<int> logBlockHeights,
        int logPieceHeight,
        int logStackedHeight,
        ImmutableArray<int> stackedWidths,
        ImmutableArray<int> logBlowups,
        ImmutableArray<int> foldedVariables,
        ImmutableArray<int> queryCounts,
        int outOfDomainSamples,
        int logUpGrindingBits,
        int batchingGrindingBits,
        int foldingGrindingBits,
        int queryGrindingBits,
        int logCapSize,
        int maximumShards,
        int logMaximumFractions,
        int maximumMessageLength,
        int interactionsPerLeaf)
    {
        Name = name;
        LogMaximumHeight = logMaximumHeight;
        LogSkip = logSkip;
        LogBlockHeights = logBlockHeights;
        LogPieceHeight = logPieceHeight;
        LogStackedHeight = logStackedHeight;
        StackedWidths = stackedWidths;
        LogBlowups = logBlowups;
        FoldedVariables = foldedVariables;
        QueryCounts = queryCounts;
        OutOfDomainSamples = outOfDomainSamples;
        LogUpGrindingBits = logUpGrindingBits;
        BatchingGrindingBits = batchingGrindingBits;
        FoldingGrindingBits = foldingGrindingBits;
        QueryGrindingBits = queryGrindingBits;
        LogCapSize = logCapSize;
        MaximumShards = maximumShards;
        LogMaximumFractions = logMaximumFractions;
        MaximumMessageLength = maximumMessageLength;
        InteractionsPerLeaf = interactionsPerLeaf;
        ParameterValidation.Check(this);
    }

    /// <summary>CORE-128: shards at 128 bits in union over all rounds of a proof, unique decoding (protocol document, section 6).</summary>
    public static SystemParameters Core128 { get; } = Core("CORE-128", [276, 169, 126, 118]);

    /// <summary>CORE-100: the same with fewer queries, 100 bits in union over all rounds of a proof.</summary>
    public static SystemParameters Core100 { get; } = Core("CORE-100", [208, 127, 95, 88]);

    /// <summary>What people call the set. The one property that is a label only: it is not among the parameter words.</summary>
    public string Name { get; }

    /// <summary>Row variables of every table: no table has more than 2^this rows (H).</summary>
    public int LogMaximumHeight { get; }

    /// <summary>Low row variables that the univariate-skip round binds at once; 0 means that there is no such round (l_skip).</summary>
    public int LogSkip { get; }

    /// <summary>Block heights that tables may choose from, largest first (B_t).</summary>
    public ImmutableArray<int> LogBlockHeights { get; }

    /// <summary>Height of the pieces that the index sumcheck counts in; the smallest block height.</summary>
    public int LogPieceHeight { get; }

    /// <summary>Variables of a stacked column (m).</summary>
    public int LogStackedHeight { get; }

    /// <summary>Stacked columns of the preprocessed, boundary and main group (W_pre, W_bnd, W_main).</summary>
    public ImmutableArray<int> StackedWidths { get; }

    /// <summary>Log of the inverse rate of L_0, g_1, .., g_{R-1}.</summary>
    public ImmutableArray<int> LogBlowups { get; }

    /// <summary>Variables folded in each WHIR round (k_0, .., k_{R-1}); a leaf of g_i holds 2^k_i points.</summary>
    public ImmutableArray<int> FoldedVariables { get; }

    /// <summary>Query positions of each WHIR round, drawn with repetition (t_0, .., t_{R-1}).</summary>
    public ImmutableArray<int> QueryCounts { get; }

    /// <summary>Out-of-domain samples of each g_i, i at least 1; 0 under unique decoding (n_ood).</summary>
    public int OutOfDomainSamples { get; }

    /// <summary>Proof of work before the LogUp challenges, in a shard and in a run. 0: the step does not exist, here and below.</summary>
    public int LogUpGrindingBits { get; }

    /// <summary>Proof of work before the challenge that batches the stacked columns (mu).</summary>
    public int BatchingGrindingBits { get; }

    /// <summary>Proof of work before every folding challenge.</summary>
    public int FoldingGrindingBits { get; }

    /// <summary>Proof of work before every set of query positions.</summary>
    public int QueryGrindingBits { get; }

    /// <summary>Merkle caps have 2^this nodes, or all leaves of a smaller tree. Costs proof size, not security.</summary>
    public int LogCapSize { get; }

    /// <summary>The most shards of a run; below p, because shard numbers are field elements that are compared.</summary>
    public int MaximumShards { get; }

    /// <summary>At most 2^this LogUp fractions in a shard, and global fractions in a run. Below p, so that no count wraps around.</summary>
    public int LogMaximumFractions { get; }

    /// <summary>The longest message on a bus, in field elements.</summary>
    public int MaximumMessageLength { get; }

    /// <summary>Interactions merged into one leaf of the LogUp tree; the degree of a leaf.</summary>
    public int InteractionsPerLeaf { get; }

    /// <summary>WHIR rounds (R).</summary>
    public int Rounds => FoldedVariables.Length;

    /// <summary>Stacked columns of all groups (W).</summary>
    public int StackedWidth => StackedWidths.Sum();

    /// <summary>Challenges that batch the stacked columns: ceil(log2 W).</summary>
    public int BatchingVariables => BitOperations.Log2((uint)StackedWidth - 1) + (StackedWidth > 1 ? 1 : 0);

    /// <summary>Variables of the index sumcheck: pieces of a stacked column first, then the stacked column.</summary>
    public int IndexVariables => BatchingVariables + LogStackedHeight - LogPieceHeight;

    /// <summary>Variables of g_i: g_0 is the batched polynomial, g_R the one whose coefficients are sent.</summary>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="round"/> is not in 0..R.</exception>
    public int LogMessageLength(int round)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(round);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(round, Rounds);
        return LogStackedHeight - FoldedVariables.AsSpan(0, round).ToArray().Sum();
    }

    /// <summary>Log of the codeword length of L_0 (round 0) or g_i (D_i).</summary>
    public int LogCodewordLength(int round) => LogMessageLength(round) + LogBlowups[round];

    /// <summary>Log of the number of leaves of the trees of L_0 or of the tree of g_i: the bits of a query position.</summary>
    public int LogLeafCount(int round) => LogCodewordLength(round) - FoldedVariables[round];

    /// <summary>The same set with other numbers of stacked columns: the parameters of one shape of a machine.</summary>
    /// <exception cref="Contracts.Errors.PicoException">A width is out of range (<c>parameters-invalid</c>).</exception>
    public SystemParameters WithStackedWidths(int preprocessed, int boundary, int main) => new(
        Name,
        LogMaximumHeight,
        LogSkip,
        LogBlockHeights,
        LogPieceHeight,
        LogStackedHeight,
        [preprocessed, boundary, main],
        LogBlowups,
        FoldedVariables,
        QueryCounts,
        OutOfDomainSamples,
        LogUpGrindingBits,
        BatchingGrindingBits,
        FoldingGrindingBits,
        QueryGrindingBits,
        LogCapSize,
        MaximumShards,
        LogMaximumFractions,
        MaximumMessageLength,
        InteractionsPerLeaf);

    /// <summary>The canonical encoding that verifying keys and transcripts absorb: every property but <see cref="Name"/> in order, a list after its length.</summary>
    public KoalaBear[] ToWords()
    {
        List<KoalaBear> words = [];
        Append(LogMaximumHeight);
        Append(LogSkip);
        AppendList(LogBlockHeights);
        Append(LogPieceHeight);
        Append(LogStackedHeight);
        AppendList(StackedWidths);
        AppendList(LogBlowups);
        AppendList(FoldedVariables);
        AppendList(QueryCounts);
        Append(OutOfDomainSamples);
        Append(LogUpGrindingBits);
        Append(BatchingGrindingBits);
        Append(FoldingGrindingBits);
        Append(QueryGrindingBits);
        Append(LogCapSize);
        Append(MaximumShards);
        Append(LogMaximumFractions);
        Append(MaximumMessageLength);
        Append(InteractionsPerLeaf);
        return [.. words];

        void Append(int value) => words.Add(KoalaBear.FromCanonical((uint)value));

        void AppendList(ImmutableArray<int> values)
        {
            Append(values.Length);
            foreach (var value in values)
            {
                Append(value);
            }
        }
    }

    /// <inheritdoc/>
    public override string ToString() => Name;

    private static SystemParameters Core(string name, ImmutableArray<int> queryCounts) => new(
        name,
        logMaximumHeight: 22,
        logSkip: 4,
        logBlockHeights: [16, 13, 10],
        logPieceHeight: 10,
        logStackedHeight: 21,
        stackedWidths: [8, 8, 240],
        logBlowups: [1, 2, 4, 6],
        foldedVariables: [1, 4, 4, 4],
        queryCounts,
        outOfDomainSamples: 0,
        logUpGrindingBits: 12,
        batchingGrindingBits: 0,
        foldingGrindingBits: 0,
        queryGrindingBits: 16,
        logCapSize: 8,
        maximumShards: (1 << 16) - 1,
        logMaximumFractions: 29,
        maximumMessageLength: 32,
        interactionsPerLeaf: 3);
}
