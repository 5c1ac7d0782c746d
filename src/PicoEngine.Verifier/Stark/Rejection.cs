// SPDX-License-Identifier: MIT OR Apache-2.0

namespace PicoEngine.Verifier.Stark;

/// <summary>Why a proof is refused.</summary>
/// <param name="Reason">The check that failed.</param>
/// <param name="Index">Which of the checks of that kind: a layer, a round, a query; counted as the reason says.</param>
/// <param name="Item">Which item of that layer or round, where the reason says so.</param>
public readonly record struct Rejection(RejectionReason Reason, int Index = 0, int Item = 0)
{
    /// <summary>The reason, the index and the item, for people.</summary>
    public override string ToString() => Item == 0 ? $"{Reason} {Index}" : $"{Reason} {Index}.{Item}";
}
