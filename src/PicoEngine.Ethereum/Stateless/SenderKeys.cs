// SPDX-License-Identifier: MIT OR Apache-2.0

using PicoEngine.Ethereum.Blocks;
using PicoEngine.Ethereum.Cryptography;

namespace PicoEngine.Ethereum.Stateless;

/// <summary>The public keys that transactions' signatures recover to, 65 bytes each, zeros where there is none: hints, which the guest checks.</summary>
internal static class SenderKeys
{
    public static byte[] Recover(IReadOnlyList<Transaction?> transactions, CancellationToken cancellation)
    {
        byte[] keys = new byte[Secp256k1Recovery.KeySize * transactions.Count];
        _ = Parallel.For(0, transactions.Count, new ParallelOptions { CancellationToken = cancellation }, i =>
        {
            if (transactions[i] is { } transaction)
            {
                Span<byte> key = keys.AsSpan(Secp256k1Recovery.KeySize * i, Secp256k1Recovery.KeySize);
                _ = Secp256k1Recovery.TryRecover(transaction.SigningHash.Bytes, transaction.R.Span, transaction.S.Span, transaction.IsOdd, key);
            }
        });
        return keys;
    }
}
