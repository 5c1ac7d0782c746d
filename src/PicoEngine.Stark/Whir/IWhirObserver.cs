// SPDX-License-Identifier: MIT OR Apache-2.0

namespace PicoEngine.Stark.Whir;

/// <summary>Hears how long the phases of an opening took.</summary>
public interface IWhirObserver
{
    /// <summary>A phase ended; one phase may be reported several times in a round.</summary>
    /// <param name="phase">The phase.</param>
    /// <param name="round">The folding round; the number of rounds for the last sumcheck.</param>
    /// <param name="elapsed">Its time.</param>
    public void PhaseEnded(WhirPhase phase, int round, TimeSpan elapsed);
}
