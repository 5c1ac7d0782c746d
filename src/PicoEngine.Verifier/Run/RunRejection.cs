// SPDX-License-Identifier: MIT OR Apache-2.0

using PicoEngine.Verifier.Stark;

namespace PicoEngine.Verifier.Run;

/// <summary>Why the proof of a run is refused.</summary>
/// <param name="Reason">The check that failed.</param>
/// <param name="Shard">The number of the shard, from 1; 0 when it is about the run.</param>
/// <param name="Item">Which item, where the reason says so.</param>
/// <param name="Cause">What the verifier of shards says, where the reason says so.</param>
public readonly record struct RunRejection(RunRejectionReason Reason, int Shard = 0, int Item = 0, Rejection? Cause = null)
{
    /// <summary>The reason with what belongs to it, for people.</summary>
    public override string ToString() =>
        $"{Reason}{(Shard == 0 ? "" : $" in shard {Shard}")}{(Item == 0 ? "" : $", item {Item}")}{(Cause is { } cause ? $": {cause}" : "")}";
}
