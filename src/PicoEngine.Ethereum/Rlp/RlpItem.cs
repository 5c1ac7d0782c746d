// SPDX-License-Identifier: MIT OR Apache-2.0

namespace PicoEngine.Ethereum.Rlp;

/// <summary>An item: whether it is a list, what is in it, and the whole of its bytes.</summary>
internal readonly record struct RlpItem(bool IsList, ReadOnlyMemory<byte> Payload, ReadOnlyMemory<byte> Encoded);
