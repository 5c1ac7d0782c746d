// SPDX-License-Identifier: MIT OR Apache-2.0

namespace PicoEngine.Ethereum.Json;

/// <summary>What an execution witness lists.</summary>
internal sealed record WitnessLists(
    IReadOnlyList<ReadOnlyMemory<byte>> State, IReadOnlyList<ReadOnlyMemory<byte>> Codes, IReadOnlyList<ReadOnlyMemory<byte>> Headers);
