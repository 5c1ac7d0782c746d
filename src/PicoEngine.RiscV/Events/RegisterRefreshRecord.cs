// SPDX-License-Identifier: MIT OR Apache-2.0

namespace PicoEngine.RiscV.Events;

/// <summary>
/// A read of a register whose last access lies 2^16 or more time steps back, so that no instruction's gap exceeds 16 bits.
/// It happens at the timestamp <c>2^16 · Epoch</c>.
/// </summary>
public readonly record struct RegisterRefreshRecord(uint Register, uint Value, uint PreviousTimestamp, uint Epoch)
{
    /// <summary>log2 of the distance between possible refresh times.</summary>
    public const int LogEpoch = 16;

    public uint Timestamp => Epoch << LogEpoch;
}
