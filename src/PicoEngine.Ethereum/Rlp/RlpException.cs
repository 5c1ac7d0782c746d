// SPDX-License-Identifier: MIT OR Apache-2.0

namespace PicoEngine.Ethereum.Rlp;

/// <summary>Bytes that are no RLP of what was to be read; becomes an error of the table where the reader knows what the bytes are.</summary>
internal sealed class RlpException(string message) : Exception(message);
