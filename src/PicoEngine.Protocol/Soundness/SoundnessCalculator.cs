// SPDX-License-Identifier: MIT OR Apache-2.0

using System.Collections.Immutable;
using PicoEngine.Fields;
using PicoEngine.Primitives.Symmetric;
using PicoEngine.Protocol.Parameters;

namespace PicoEngine.Protocol.Soundness;

/// <summary>Computes the soundness error of every challenge of the protocol from the parameter set and the numbers of the machine.</summary>
/// <remarks>
/// <para>
/// Unique decoding only: every oracle is within delta = (1 - rho) / 2 of at most one codeword, which the argument about the boundary commitments of a run
/// needs (a list would let the prover choose its reading after the global challenge). Out-of-domain samples buy nothing there and only add to gamma.
/// </para>
/// <para>
/// E has p^5 = 2^154.94 elements. "Schwartz-Zippel d" stands for: two different polynomials of total degree d agree at a random point of E^n with
/// probability at most d / |E|. Each proof of work of g bits divides the error of its own challenge by 2^g.
/// </para>
/// <para>
/// Sources: [BCHKS25] Ben-Sasson, Carmon, Haböck, Kopparty, Saraf, On proximity gaps for Reed-Solomon codes, eprint 2025/2055, Corollary 1.4: if a random
/// point of the line through two words of length n is within delta of the code with probability above (delta n + 1) / |E|, the words agree with codewords
/// on a common set of density 1 - delta. [WHIR] eprint 2024/1586. [LogUp-GKR] eprint 2023/1284. [Gruen24] eprint 2024/108, the univariate skip.
/// [BCS16] eprint 2016/116, from interactive oracle proofs to non-interactive ones.
/// </para>
/// </remarks>
public static class SoundnessCalculator
{
    /// <summary>The largest degree of a constraint in the columns of its table; key generation refuses more.</summary>
    public const int ConstraintDegree = 3;

    /// <summary>log2 of the number of elements of E.</summary>
    public static double LogFieldSize { get; } = KoalaBearExtension5.Degree * Math.Log2(KoalaBear.Modulus);

    /// <summary>Computes the report.</summary>
    /// <exception cref="ArgumentOutOfRangeException">A negative number in <paramref name="machine"/>.</exception>
    public static SoundnessReport Calculate(SystemParameters parameters, MachineStatistics machine)
    {
        ArgumentNullException.ThrowIfNull(parameters);
        ArgumentNullException.ThrowIfNull(machine);
        ArgumentOutOfRangeException.ThrowIfNegative(machine.Constraints, nameof(machine));
        ArgumentOutOfRangeException.ThrowIfNegative(machine.Columns, nameof(machine));
        ArgumentOutOfRangeException.ThrowIfNegative(machine.Tables, nameof(machine));
        ArgumentOutOfRangeException.ThrowIfNegative(machine.LogLeafGroups, nameof(machine));
        ArgumentOutOfRangeException.ThrowIfNegative(machine.GlobalFingerprintDegree, nameof(machine));
        ImmutableArray<SoundnessRound> rounds =
        [
            LogUp(parameters),
            .. LogUpTree(parameters, machine),
            .. Zerocheck(parameters, machine),
            .. Opening(parameters, machine),
            Batching(parameters),
            .. Enumerable.Range(0, parameters.Rounds).SelectMany(round => Folding(parameters, round)),
            new("final sumcheck", parameters.LogMessageLength(parameters.Rounds), Field(2), "Schwartz-Zippel 2 per variable of the polynomial sent in clear"),
        ];
        return new SoundnessReport([.. rounds.Where(round => round.Count > 0)], Global(parameters, machine), HashCollisionBits());
    }

    /// <summary>
    /// (alpha, beta). The fractions m / D over all rows, D of degree at most L in (alpha, beta), add up to a rational function that vanishes only if the
    /// buses balance; cleared of its denominators it has degree N L (Lemma C of the soundness document).
    /// </summary>
    private static SoundnessRound LogUp(SystemParameters p) => new(
        "LogUp", 1, Field(Fractions(p) * p.MaximumMessageLength, p.LogUpGrindingBits), "Schwartz-Zippel N L on the sum of fractions [LogUp-GKR]");

    /// <summary>(alpha_g, beta_g): the same argument over the global fractions of a run, whose number has the same bound.</summary>
    private static SoundnessRound Global(SystemParameters p, MachineStatistics machine) => new(
        "global challenge", machine.GlobalFingerprintDegree == 0 ? 0 : 1, Field(Fractions(p) * machine.GlobalFingerprintDegree, p.LogUpGrindingBits),
        "Schwartz-Zippel N_g L_g on the global fractions of the run");

    /// <summary>
    /// The tree of H + ceil(log2 G) layers. Layer j > 1 draws lambda and runs a sumcheck of j - 1 rounds on a bracket of degree 2 with the eq factor taken
    /// out; every layer ends with a line (Lemma D).
    /// </summary>
    private static SoundnessRound[] LogUpTree(SystemParameters p, MachineStatistics machine)
    {
        var layers = p.LogMaximumHeight + machine.LogLeafGroups;
        return
        [
            new("GKR lambda", layers - 1, Field(1), "Schwartz-Zippel 1: two claims in one"),
            new("GKR round", layers * (layers - 1) / 2, Field(2), "Schwartz-Zippel 2 [LogUp-GKR]"),
            new("GKR line", layers, Field(1), "Schwartz-Zippel 1: two points in one"),
        ];
    }

    /// <summary>
    /// alpha_c, theta, kappa, eta and tau are drawn together: the claim is a polynomial in them of degree H + T + C. The skip round is over a domain of 2^l
    /// points: eq has degree 2^l - 1, a constraint or leaf of degree d another d (2^l - 1) (Lemma E).
    /// </summary>
    private static SoundnessRound[] Zerocheck(SystemParameters p, MachineStatistics machine)
    {
        var degree = 1 + Math.Max(ConstraintDegree, p.InteractionsPerLeaf);
        return
        [
            new("constraint batching", 1, Field(p.LogMaximumHeight + machine.Tables + machine.Constraints), "Schwartz-Zippel H + T + C"),
            new("skip", p.LogSkip == 0 ? 0 : 1, Field(degree * ((1 << p.LogSkip) - 1)), "Schwartz-Zippel 4 (2^l - 1) [Gruen24]"),
            new("sumcheck round", p.LogMaximumHeight - p.LogSkip, Field(degree), "Schwartz-Zippel, eq and a polynomial of degree 3"),
        ];
    }

    /// <summary>The powers of lambda that batch the column claims, and the index sumcheck (Lemma F).</summary>
    private static SoundnessRound[] Opening(SystemParameters p, MachineStatistics machine) =>
    [
        new("column batching", machine.Columns > 1 ? 1 : 0, Field(machine.Columns - 1), "Schwartz-Zippel, number of columns - 1"),
        new("index round", p.IndexVariables, Field(2), "Schwartz-Zippel 2"),
    ];

    /// <summary>
    /// mu, one variable at a time over ceil(log2 W) interleaved words of length n: correlated agreement fails with (delta n + 1) / |E|, and the linear
    /// equation on the batched claim holds by chance with 1 / |E|.
    /// </summary>
    private static SoundnessRound Batching(SystemParameters p) => new(
        "batching (mu)",
        p.BatchingVariables == 0 ? 0 : 1,
        Field(p.BatchingVariables * ((Distance(p, 0) * Math.ScaleB(1, p.LogCodewordLength(0))) + 2), p.BatchingGrindingBits),
        "correlated agreement in unique decoding [BCHKS25, Cor. 1.4]");

    /// <summary>
    /// WHIR round i. Each fold halves the domain before its line is drawn: correlated agreement on words of half the length, and a sumcheck round of
    /// degree 2. The queries miss a word at distance delta or more with (1 - delta)^t. gamma batches the answers.
    /// </summary>
    private static SoundnessRound[] Folding(SystemParameters p, int round)
    {
        List<SoundnessRound> rounds = [];
        for (var fold = 0; fold < p.FoldedVariables[round]; fold++)
        {
            var length = Math.ScaleB(1, p.LogCodewordLength(round) - fold - 1);
            rounds.Add(new(
                $"fold {round}.{fold}", 1, Field((Distance(p, round) * length) + 1 + 2, p.FoldingGrindingBits),
                "correlated agreement in unique decoding [BCHKS25, Cor. 1.4] + Schwartz-Zippel 2"));
        }

        rounds.Add(new(
            $"queries {round}", 1, Math.ScaleB(Math.Pow(1 - Distance(p, round), p.QueryCounts[round]), -p.QueryGrindingBits),
            "(1 - delta)^t, delta = (1 - rho) / 2 [WHIR]"));

        // The last polynomial is sent in clear and has no out-of-domain answers.
        var answers = p.QueryCounts[round] + (round < p.Rounds - 1 ? p.OutOfDomainSamples : 0);
        rounds.Add(new($"gamma {round}", 1, Field(answers), "Schwartz-Zippel, number of answers"));
        return [.. rounds];
    }

    /// <summary>Unique-decoding distance (1 - rho) / 2.</summary>
    private static double Distance(SystemParameters p, int round) => (1 - Math.ScaleB(1, -p.LogBlowups[round])) / 2;

    private static double Fractions(SystemParameters p) => Math.ScaleB(1, p.LogMaximumFractions);

    /// <summary>count / |E| / 2^bits.</summary>
    private static double Field(double count, int grindingBits = 0) => Math.ScaleB(count, -grindingBits) * Math.Pow(2, -LogFieldSize);

    /// <summary>Birthday bound on the nine words of a digest, which are the nine words that chain as well.</summary>
    private static double HashCollisionBits() => Digest.Length * Math.Log2(KoalaBear.Modulus) / 2;
}
