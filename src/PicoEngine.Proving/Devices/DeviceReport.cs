// SPDX-License-Identifier: MIT OR Apache-2.0

namespace PicoEngine.Proving.Devices;

/// <summary>What a device did for a proof.</summary>
/// <param name="Id">As <c>cuda:0</c>.</param>
/// <param name="Name">The product's name.</param>
/// <param name="Shards">Shards of the proof that it made.</param>
/// <param name="Seconds">Time during which it had a shard in work, those that failed included.</param>
/// <param name="Retries">Shards that failed on it and were made again.</param>
/// <param name="State">What became of it.</param>
public sealed record DeviceReport(string Id, string Name, int Shards, double Seconds, int Retries, DeviceState State)
{
    /// <summary>Whether it computed something wrong.</summary>
    public bool Quarantined => State == DeviceState.Quarantined;
}
