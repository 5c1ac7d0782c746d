// SPDX-License-Identifier: MIT OR Apache-2.0

namespace PicoEngine.Protocol.Soundness;

/// <summary>A kind of verifier challenge with the probability that it lets a false statement through.</summary>
/// <param name="Name">What is drawn, for example <c>fold 1.0</c>: the first fold of g_1.</param>
/// <param name="Count">How many challenges of this kind a proof has, each with the same bound.</param>
/// <param name="Error">
/// Bound for one of them, its own proof of work included. Far above the smallest double: the field has 155 bits.
/// </param>
/// <param name="Source">The theorem or count that gives the bound.</param>
public sealed record SoundnessRound(string Name, int Count, double Error, string Source)
{
    /// <summary>-log2 of <see cref="Error"/>.</summary>
    public double Bits => -Math.Log2(Error);
}
