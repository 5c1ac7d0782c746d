// SPDX-License-Identifier: MIT OR Apache-2.0

namespace PicoEngine.Air.Interactions;

/// <summary>A multiset that sends add to and receives take from; a proof shows that it ends empty.</summary>
/// <param name="Name">A label.</param>
/// <param name="Id">The constant that separates the bus from all others in a fingerprint: distinct, from 1 to p - 1.</param>
/// <param name="Arity">The length of every message on the bus.</param>
/// <param name="Scope">Over what it balances.</param>
public sealed record Bus(string Name, uint Id, int Arity, BusScope Scope = BusScope.Local)
{
    /// <summary>True for a bus over all shards.</summary>
    public bool IsGlobal => Scope == BusScope.Global;

    /// <inheritdoc/>
    public override string ToString() => Name;
}
