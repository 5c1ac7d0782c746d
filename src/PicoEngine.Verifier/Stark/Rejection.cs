// SPDX-License-Identifier: MIT OR Apache-2.0

namespace PicoEngine.Verifier.Stark;

/// <summary>Why a proof is refused.</summary>
/// <param name="Reason">The check that failed.</param>
/// <param name="Index">Which of the checks of that kind: a layer, a round, a query; counted as the reason says.</param>
public readonly record struct Rejection(RejectionReason Reason, int Index = 0)
{
    /// <summary>The reason and the index, for people.</summary>
    public override string ToString() => $"{Reason} {Index}";
}
