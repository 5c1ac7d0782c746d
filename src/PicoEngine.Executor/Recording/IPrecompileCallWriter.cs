// SPDX-License-Identifier: MIT OR Apache-2.0

using PicoEngine.RiscV.Events;

namespace PicoEngine.Executor.Recording;

/// <summary>Takes down the calls of one precompile while they are replayed.</summary>
internal interface IPrecompileCallWriter
{
    /// <summary>The calls; complete when <see cref="IsComplete"/>.</summary>
    public PrecompileCallRecords Calls { get; }

    /// <summary>Whether all that the checkpoint announces is there.</summary>
    public bool IsComplete { get; }

    /// <summary>Appends a header or an access, which are three words both.</summary>
    /// <returns>False when the checkpoint announced fewer calls.</returns>
    public bool TryAppend(uint first, uint second, uint third);
}
