// SPDX-License-Identifier: MIT OR Apache-2.0

namespace PicoEngine.Ethereum;

/// <summary>How far a node's answer has come.</summary>
/// <param name="Method">The JSON-RPC method that was called.</param>
/// <param name="Bytes">Bytes read; 0 while the node computes.</param>
/// <param name="TotalBytes">All bytes of the answer, where the node says so.</param>
public sealed record NodeProgress(string Method, long Bytes, long? TotalBytes);
