// SPDX-License-Identifier: MIT OR Apache-2.0

using PicoEngine.Fields;
using PicoEngine.Protocol.Parameters;
using PicoEngine.Verifier.Stark.Whir;

namespace PicoEngine.Backends.Abstractions;

/// <summary>The opening of all stacked columns at one point.</summary>
public interface IOpeningOps
{
    /// <summary>Evaluates all pieces and begins the index sumcheck.</summary>
    /// <param name="parameters">The parameter set.</param>
    /// <param name="groups">The preprocessed, the boundary and the main group, of this backend's memory; read until the call returns.</param>
    /// <param name="point">Where pieces are evaluated: its skip and low coordinates; its row is not read.</param>
    /// <param name="weights">A(i) for every piece of all groups, 2^<see cref="SystemParameters.IndexVariables"/> values.</param>
    /// <returns>The session, which the caller disposes.</returns>
    /// <exception cref="ArgumentException">A group of another memory or shape.</exception>
    public IIndexSession BeginIndex(
        SystemParameters parameters, IReadOnlyList<ICommittedGroup> groups, OpeningPoint<KoalaBearExtension5> point, KoalaBearExtension5[] weights);

    /// <summary>Begins an opening with g = sum_w eq(mu, w) f_w over the stacked columns of all groups, one after the other.</summary>
    /// <param name="parameters">The parameter set.</param>
    /// <param name="groups">The three groups, of this backend's memory; read until the call returns.</param>
    /// <param name="mu">A coordinate for each of <see cref="SystemParameters.BatchingVariables"/>.</param>
    /// <returns>The session, which the caller disposes.</returns>
    /// <exception cref="ArgumentException">A group of another memory or shape.</exception>
    public IOpeningSession Begin(SystemParameters parameters, IReadOnlyList<ICommittedGroup> groups, ReadOnlySpan<KoalaBearExtension5> mu);
}
