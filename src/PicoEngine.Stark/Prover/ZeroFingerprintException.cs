// SPDX-License-Identifier: MIT OR Apache-2.0

namespace PicoEngine.Stark.Prover;

/// <summary>A global fingerprint of the shard is zero under the challenges of its run; the run takes the next nonce. Its chance is about 2^-125.</summary>
public sealed class ZeroFingerprintException : InvalidOperationException
{
    /// <summary>With a message that says so.</summary>
    public ZeroFingerprintException()
        : base("A global fingerprint is zero under these challenges.")
    {
    }
}
