// SPDX-License-Identifier: MIT OR Apache-2.0

namespace PicoEngine.Ethereum.Json;

/// <summary>What an execution witness lists.</summary>
/// <param name="State">Nodes of tries.</param>
/// <param name="Codes">Contract codes.</param>
/// <param name="Headers">Ancestors' headers; null where the witness has no such member, as older nodes gave it.</param>
internal sealed record WitnessLists(
    IReadOnlyList<ReadOnlyMemory<byte>> State, IReadOnlyList<ReadOnlyMemory<byte>> Codes, IReadOnlyList<ReadOnlyMemory<byte>>? Headers);
