// SPDX-License-Identifier: MIT OR Apache-2.0

using System.Collections.Immutable;
using System.Globalization;
using PicoEngine.Air.Builders;

namespace PicoEngine.Air.Machines;

/// <summary>The public values of a shard of a run, in order (protocol document, section 4). A verifier of runs reads them as integers.</summary>
public static class RunPublicValues
{
    /// <summary>Words of a digest of the guest's output: eight of four bytes.</summary>
    public const int DigestWords = 8;

    /// <summary>Bytes of a digest.</summary>
    public const int DigestBytes = 4 * DigestWords;

    /// <summary>The number of the shard, from 1.</summary>
    public static readonly PublicValue Shard = new(0, "k");

    /// <summary>Where the shard starts.</summary>
    public static readonly PublicValue PcIn = new(1, "pc_in");

    /// <summary>Where the next shard goes on; 0 behind HALT.</summary>
    public static readonly PublicValue PcOut = new(2, "pc_out");

    /// <summary>The time behind the last instruction; shards start at 1.</summary>
    public static readonly PublicValue TsOut = new(3, "ts_out");

    /// <summary>The key of the address chain where the shard takes it up.</summary>
    public static readonly PublicValue KeyIn = new(4, "key_in");

    /// <summary>The key where it leaves it.</summary>
    public static readonly PublicValue KeyOut = new(5, "key_out");

    /// <summary>Image segments that the shard's part of the chain steps over.</summary>
    public static readonly PublicValue SegmentsOn = new(6, "segments_on");

    /// <summary>1 in the shard of HALT, else 0.</summary>
    public static readonly PublicValue Halts = new(7, "halts");

    /// <summary>The low 16 bits of the exit code.</summary>
    public static readonly PublicValue ExitLow = new(8, "exit_lo");

    /// <summary>The high 16 bits.</summary>
    public static readonly PublicValue ExitHigh = new(9, "exit_hi");

    /// <summary>How often the shard commits each word: eight of the digest, then eight of the deferred digest.</summary>
    public static readonly ImmutableArray<PublicValue> Commits = Range(10, "c", 2 * DigestWords);

    /// <summary>The digest of the guest's output.</summary>
    public static readonly ImmutableArray<PublicValue> Digest = Range(26, "digest", DigestBytes);

    /// <summary>The digest of deferred proofs.</summary>
    public static readonly ImmutableArray<PublicValue> DeferredDigest = Range(58, "deferred", DigestBytes);

    /// <summary>All of them.</summary>
    public static readonly ImmutableArray<PublicValue> All =
        [Shard, PcIn, PcOut, TsOut, KeyIn, KeyOut, SegmentsOn, Halts, ExitLow, ExitHigh, .. Commits, .. Digest, .. DeferredDigest];

    private static ImmutableArray<PublicValue> Range(int first, string name, int count) =>
        [.. Enumerable.Range(0, count).Select(i => new PublicValue(first + i, string.Create(CultureInfo.InvariantCulture, $"{name}[{i}]")))];
}
