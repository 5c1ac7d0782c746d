// SPDX-License-Identifier: MIT OR Apache-2.0

namespace PicoEngine.Ethereum.Blocks;

/// <summary>EIP-4895.</summary>
/// <param name="Index">Counts all withdrawals of the chain.</param>
/// <param name="Validator">Index of the validator.</param>
/// <param name="Address">20 bytes.</param>
/// <param name="Amount">In Gwei.</param>
internal sealed record Withdrawal(ulong Index, ulong Validator, ReadOnlyMemory<byte> Address, ulong Amount);
