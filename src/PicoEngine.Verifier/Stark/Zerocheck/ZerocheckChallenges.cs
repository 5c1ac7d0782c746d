// SPDX-License-Identifier: MIT OR Apache-2.0

namespace PicoEngine.Verifier.Stark.Zerocheck;

/// <summary>What batches constraints and leaves into one sum.</summary>
/// <typeparam name="TElement">An element of the extension field.</typeparam>
public sealed class ZerocheckChallenges<TElement>
{
    /// <summary>Draws the challenges.</summary>
    /// <param name="sample">Gives the next challenge of the transcript, which stands behind the leaf claim.</param>
    /// <param name="rowVariables">H.</param>
    /// <param name="leafPoint">The point of the leaf claim: H row variables, then those of groups.</param>
    public ZerocheckChallenges(Func<TElement> sample, int rowVariables, IReadOnlyList<TElement> leafPoint)
    {
        ArgumentNullException.ThrowIfNull(sample);
        ArgumentNullException.ThrowIfNull(leafPoint);
        Alpha = sample();
        Theta = sample();
        Kappa = sample();
        Eta = sample();
        Tau = new TElement[rowVariables];
        for (var i = 0; i < rowVariables; i++)
        {
            Tau[i] = sample();
        }

        LeafRow = [.. leafPoint.Take(rowVariables)];
        LeafGroup = [.. leafPoint.Skip(rowVariables)];
    }

    /// <summary>alpha_c: constraint c of a table has the weight alpha_c^c.</summary>
    public TElement Alpha { get; }

    /// <summary>theta: table t has the weight theta^t.</summary>
    public TElement Theta { get; }

    /// <summary>kappa: a leaf is numerator + kappa denominator.</summary>
    public TElement Kappa { get; }

    /// <summary>eta: the weight of the leaves against the constraints.</summary>
    public TElement Eta { get; }

    /// <summary>The point of the constraints' eq, a coordinate per row variable. Fresh: not the point of the leaf claim.</summary>
    public TElement[] Tau { get; }

    /// <summary>The row part of the point of the leaf claim.</summary>
    public TElement[] LeafRow { get; }

    /// <summary>Its group part.</summary>
    public TElement[] LeafGroup { get; }
}
